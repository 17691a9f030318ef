package emaki.cluster;

import static emaki.kernel.NearestCentres.TILE;

import java.util.Arrays;

/** Lloyd's iterations, from one set of first centres after another. */
final class Lloyd {
  private final Strips strips;
  private final int dimension;
  private final int k;

  /** Of the points in each cluster, by strip. */
  private final double[][] sums;

  private final int[][] counts;
  private int[] clusters;
  private int[] before;
  private final float[] squares;

  Lloyd(Strips strips, int k) {
    this.strips = strips;
    this.dimension = strips.points.dimension();
    this.k = k;
    this.sums = new double[strips.count][k * dimension];
    this.counts = new int[strips.count][k];
    this.clusters = new int[strips.room()];
    this.before = new int[strips.room()];
    this.squares = new float[strips.room()];
  }

  /**
   * Assigns points and moves centres in turn, until no point changes its cluster.
   *
   * @param centres row-major [k, dimension], times 2^exponent: where to begin, then where it ends
   * @param iterations how often centres move at most
   * @param tolerance ends, too, once the centres' squared shifts together are no more than this
   *     share of the coordinates' mean variance; 0: goes on
   * @return the sum of squared distances, times 2^(2 exponent)
   */
  double run(float[] centres, int iterations, double tolerance) {
    double little = tolerance * strips.variance;
    Arrays.fill(clusters, -1);
    for (int strip = 0; strip < strips.count; strip++) {
      Arrays.fill(sums[strip], 0);
      Arrays.fill(counts[strip], 0);
    }
    boolean on = assign(centres);
    for (int i = 0; i < iterations && on; i++) {
      double shift = move(centres);
      on = assign(centres) && shift > little;
    }
    return strips.sum(strip -> strips.sum(squares, strip));
  }

  /** Whether any point changed its cluster. */
  private boolean assign(float[] centres) {
    int[] spare = before;
    before = clusters;
    clusters = spare;
    return strips.sum(strip -> assign(centres, strip)) > 0;
  }

  private int assign(float[] centres, int strip) {
    int changed = 0;
    for (int tile = strips.tile(strip); tile < strips.tile(strip + 1); tile++) {
      strips.search.nearest(tile, centres, clusters, squares);
      int end = Math.min(strips.points.size(), (tile + 1) * TILE);
      for (int i = tile * TILE; i < end; i++) {
        if (clusters[i] != before[i]) {
          changed++;
          change(i, before[i], clusters[i], strip);
        }
      }
    }
    return changed;
  }

  /** From one cluster's sum to another's; the roundings are those of double. */
  private void change(int point, int from, int to, int strip) {
    if (from >= 0) {
      add(point, -1, from, sums[strip], counts[strip]);
    }
    add(point, 1, to, sums[strip], counts[strip]);
  }

  /** Adds a point to a cluster, so many times. */
  private void add(int point, int times, int cluster, double[] sum, int[] count) {
    float[] values = strips.points.values();
    int from = point * dimension;
    int to = cluster * dimension;
    for (int d = 0; d < dimension; d++) {
      sum[to + d] += times * (double) values[from + d];
    }
    count[cluster] += times;
  }

  /** To the means of their points; returns the sum of squared shifts. */
  private double move(float[] centres) {
    int[] count = new int[k];
    for (int[] some : counts) {
      for (int c = 0; c < k; c++) {
        count[c] += some[c];
      }
    }
    mend(count);
    double[] sum = new double[k * dimension];
    for (double[] some : sums) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += some[i];
      }
    }
    double shifts = 0;
    for (int i = 0; i < sum.length; i++) {
      int n = count[i / dimension];
      float mean = n == 0 ? centres[i] : (float) Math.scalb(sum[i] / n, strips.exponent);
      shifts += ((double) mean - centres[i]) * ((double) mean - centres[i]);
      centres[i] = mean;
    }
    return shifts;
  }

  /**
   * Gives each empty cluster the point that lies furthest from its centre, as scikit-learn does; a
   * cluster stays empty where every point lies on a centre.
   */
  private void mend(int[] count) {
    for (int c = 0; c < k; c++) {
      int furthest = count[c] == 0 ? furthest(count) : -1;
      if (furthest >= 0) {
        count[clusters[furthest]]--;
        count[c]++;
        change(furthest, clusters[furthest], c, strips.of(furthest));
        clusters[furthest] = c;
        squares[furthest] = 0;
      }
    }
  }

  /** The first of the points furthest from their centres, -1 where all lie on theirs. */
  private int furthest(int[] count) {
    int furthest = -1;
    float greatest = 0;
    for (int i = 0; i < strips.points.size(); i++) {
      if (squares[i] > greatest && count[clusters[i]] > 1) {
        furthest = i;
        greatest = squares[i];
      }
    }
    return furthest;
  }
}
