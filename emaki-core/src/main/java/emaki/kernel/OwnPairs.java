package emaki.kernel;

import org.jspecify.annotations.Nullable;

/** The pairs of a sample's points with each other, each visited once and counted for both. */
final class OwnPairs {
  /*
   * Up to 16,384 points: rows of the upper triangle are dealt in blocks to sixteen strips, each with its own array of
   * pulls, which are added in the strips' order. Memory is that of sixteen samples.
   * Beyond: tiles of points meet as in a tournament, tile t and tile t + r in round r. In a round a tile is the first
   * of one meeting and the second of one, and has an array of pulls for either part: nothing is written twice at a
   * time, the rounds are the order of summation, and memory is that of some five samples.
   * In both, nothing depends on which thread did what.
   */
  private static final int MOST_IN_STRIPS = 16_384;
  private static final int STRIPS = 16;
  private static final int BLOCK = 32;
  private static final int TILE = 1024;

  private final RowKernel kernel;
  private final int threads;
  private final double rate;
  private final boolean near;

  OwnPairs(RowKernel kernel, int threads, double rate, boolean near) {
    this.kernel = kernel;
    this.threads = threads;
    this.rate = rate;
    this.near = near;
  }

  /**
   * The sum over all ordered pairs of two different points.
   *
   * @param pulls receives for each point x the sum of kernel * (x - y) over the others, row-major;
   *     null: not wanted
   */
  double sum(Points points, double @Nullable [] pulls) {
    return points.size() <= MOST_IN_STRIPS ? byStrips(points, pulls) : byTournament(points, pulls);
  }

  double byStrips(Points points, double @Nullable [] pulls) {
    int n = points.size();
    int dimension = points.dimension();
    int blocks = (n + BLOCK - 1) / BLOCK;
    int strips = Math.min(STRIPS, blocks);
    Columns columns = Columns.of(points);
    double[] sums = new double[n];
    float[][][] backs = new float[pulls == null ? 0 : strips][][];
    Workers.run(
        threads,
        strips,
        strip -> {
          float[][] back = pulls == null ? null : Columns.zeros(dimension, n);
          Row row = new Row(dimension, rate, pulls != null, back);
          for (int block = strip; block < blocks; block += strips) {
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
              kernel.add(columns, i, columns, i + 1, near, row);
              sums[i] = row.sum;
              if (pulls != null) {
                System.arraycopy(row.pull, 0, pulls, i * dimension, dimension);
              }
            }
          }
          if (back != null) {
            backs[strip] = back;
          }
        });
    for (float[][] back : backs) {
      addTo(pulls, 0, back, n, dimension);
    }
    return twice(sums);
  }

  double byTournament(Points points, double @Nullable [] pulls) {
    return twice(new Tournament(points, pulls).sums());
  }

  /** Each pair counts as (i, j) and as (j, i). */
  private static double twice(double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += 2 * sum;
    }
    return total;
  }

  /** Adds points' pulls, laid out in columns, to rows from {@code first} on. */
  private static void addTo(
      double @Nullable [] pulls, int first, float @Nullable [][] back, int count, int dimension) {
    for (int i = 0; pulls != null && back != null && i < count; i++) {
      for (int d = 0; d < dimension; d++) {
        pulls[(first + i) * dimension + d] += back[d][i];
      }
    }
  }

  private final class Tournament {
    private final Columns[] tiles;
    private final int dimension;
    private final double[] sums;
    private final double @Nullable [] pulls;
    private final double @Nullable [] backs;

    Tournament(Points points, double @Nullable [] pulls) {
      int n = points.size();
      tiles = new Columns[(n + TILE - 1) / TILE];
      for (int t = 0; t < tiles.length; t++) {
        tiles[t] = Columns.of(points, t * TILE, Math.min(n, (t + 1) * TILE));
      }
      dimension = points.dimension();
      sums = new double[n];
      this.pulls = pulls;
      backs = pulls == null ? null : new double[pulls.length];
    }

    double[] sums() {
      int count = tiles.length;
      for (int round = 0; round <= count / 2; round++) {
        int shift = round;
        // Half-way round an even number of tiles, the second half would repeat the first.
        int meetings = 2 * round == count ? round : count;
        Workers.run(threads, meetings, first -> meet(first, (first + shift) % count));
      }
      for (int i = 0; pulls != null && backs != null && i < pulls.length; i++) {
        pulls[i] += backs[i];
      }
      return sums;
    }

    private void meet(int first, int second) {
      Columns x = tiles[first];
      Columns y = tiles[second];
      float[][] back = pulls == null ? null : Columns.zeros(dimension, y.count());
      Row row = new Row(dimension, rate, pulls != null, back);
      for (int i = 0; i < x.count(); i++) {
        int at = first * TILE + i;
        kernel.add(x, i, y, first == second ? i + 1 : 0, near, row);
        sums[at] += row.sum;
        for (int d = 0; pulls != null && d < dimension; d++) {
          pulls[at * dimension + d] += row.pull[d];
        }
      }
      addTo(backs, second * TILE, back, y.count(), dimension);
    }
  }
}
