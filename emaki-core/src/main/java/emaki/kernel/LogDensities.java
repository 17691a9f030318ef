package emaki.kernel;

import static emaki.kernel.NearestCentres.TILE;

/**
 * Logarithms of a Parzen density, log(1/m sum_j N(x; y_j, h^2 I)), at every point of a sample: in
 * any dimension, and finite however far the points are. Every pair is looked at; the same to the
 * bit for any number of threads.
 */
public final class LogDensities {
  /*
   * Cost: n m d subtractions and fused multiply-adds, whatever the number of bandwidths, and n m exponentials for each
   * of these; memory for the squared distances of a tile's points, [TILE, m], a thread.
   */

  /** What is so much less than the largest term, in nats, adds nothing to a double's digits. */
  private static final double NOTHING = 40;

  private LogDensities() {}

  /**
   * Of several bandwidths, for the price in distances of one.
   *
   * @param at where, of the samples' dimension
   * @param samples the centres y
   * @param bandwidths h, above 0
   * @param threads at most so many at a time, at least 1
   * @return nats, [bandwidths, points]
   * @throws IllegalArgumentException if the dimensions differ
   */
  public static double[][] of(Points at, Points samples, double[] bandwidths, int threads) {
    int dimension = samples.dimension();
    if (at.dimension() != dimension) {
      throw new IllegalArgumentException(
          "Expected points of %d dimensions, got %d".formatted(dimension, at.dimension()));
    }
    float[][] rows = NearestCentres.tiles(at, 0);
    float[][] centres = NearestCentres.tiles(samples, 0);
    double[][] logs = new double[bandwidths.length][at.size()];
    Workers.run(
        threads,
        rows.length,
        tile -> {
          int count = Math.min(TILE, at.size() - tile * TILE);
          float[][] squares = squares(rows[tile], count, centres, samples);
          for (int i = 0; i < count; i++) {
            for (int b = 0; b < bandwidths.length; b++) {
              logs[b][tile * TILE + i] = log(squares[i], bandwidths[b], dimension);
            }
          }
        });
    return logs;
  }

  /** Squared distances of a tile's points to all centres. */
  private static float[][] squares(float[] tile, int count, float[][] centres, Points samples) {
    float[][] squares = new float[count][samples.size()];
    float[] two = new float[2 * TILE];
    for (int other = 0; other < centres.length; other++) {
      int first = other * TILE;
      int others = Math.min(TILE, samples.size() - first);
      for (int i = 0; i < count; i += 2) {
        NearestCentres.FASTEST.pairs(tile, i, centres[other], samples.dimension(), 0, 0, two);
        System.arraycopy(two, 0, squares[i], first, others);
        if (i + 1 < count) {
          System.arraycopy(two, TILE, squares[i + 1], first, others);
        }
      }
    }
    return squares;
  }

  private static double log(float[] squares, double bandwidth, int dimension) {
    double nearest = Double.POSITIVE_INFINITY;
    for (float square : squares) {
      nearest = Math.min(nearest, square);
    }
    double precision = 1 / (2 * bandwidth * bandwidth);
    double sum = 0;
    for (float square : squares) {
      double below = (square - nearest) * precision;
      if (below < NOTHING) {
        sum += Math.exp(-below);
      }
    }
    double normaliser = dimension * (0.5 * Math.log(2 * Math.PI) + Math.log(bandwidth));
    return Math.log(sum / squares.length) - nearest * precision - normaliser;
  }
}
