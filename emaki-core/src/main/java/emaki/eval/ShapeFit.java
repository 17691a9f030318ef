package emaki.eval;

import emaki.data.Streams;
import emaki.kernel.Points;
import emaki.prior.Prior;
import java.util.random.RandomGenerator;

/**
 * How well points fill a prior, by measures that no training uses.
 *
 * @param twoSampleAccuracy {@link TwoSampleAccuracy}: one half is best
 * @param coverage {@link Coverage}: of the prior by the points
 * @param off {@link OffShape}: 1 is best
 * @param slicedDistance {@link SlicedDistance}: 0 is best
 * @param points how many of each were compared
 */
public record ShapeFit(
    double twoSampleAccuracy, double coverage, double off, double slicedDistance, int points) {
  /** Most points that are compared with as many of the prior. */
  public static final int MOST_POINTS = 5000;

  /** Fewest: a neighbourhood is of six others. */
  public static final int FEWEST_POINTS = 8;

  /**
   * Of some points, chosen at random where there are more than {@value #MOST_POINTS}.
   *
   * @param points row-major, at least {@value #FEWEST_POINTS} of them
   * @param seed of the streams "fit-..."
   * @param threads at most so many at a time; the figures do not depend on it
   */
  public static ShapeFit of(float[] points, Prior prior, long seed, int threads) {
    Points all = new Points(points, prior.dimension());
    return between(all.select(chosen(all.size(), seed)), prior, seed, threads);
  }

  /**
   * Of as many points of the prior itself: what the best of latents would score.
   *
   * @param points as many as were measured
   */
  public static ShapeFit floor(Prior prior, int points, long seed, int threads) {
    return between(sample(prior, points, seed, 2), prior, seed, threads);
  }

  private static ShapeFit between(Points points, Prior prior, long seed, int threads) {
    int n = points.size();
    if (n < FEWEST_POINTS) {
      throw new IllegalArgumentException(
          "Expected at least %d points, got %d".formatted(FEWEST_POINTS, n));
    }
    Points shape = sample(prior, n, seed, 0);
    return new ShapeFit(
        TwoSampleAccuracy.of(points, shape, threads),
        Coverage.of(shape, points, threads),
        OffShape.of(points, shape, sample(prior, n, seed, 1), threads),
        SlicedDistance.of(points, shape, Streams.of(seed, "fit-directions"), threads),
        n);
  }

  private static Points sample(Prior prior, int n, long seed, int which) {
    return new Points(prior.sample(n, Streams.of(seed, "fit-prior", which)), prior.dimension());
  }

  /** The first steps of a Fisher-Yates shuffle. */
  private static int[] chosen(int n, long seed) {
    RandomGenerator random = Streams.of(seed, "fit-points");
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    int most = Math.min(n, MOST_POINTS);
    for (int i = 0; i < most; i++) {
      int other = random.nextInt(i, n);
      int row = rows[other];
      rows[other] = rows[i];
      rows[i] = row;
    }
    return java.util.Arrays.copyOf(rows, most);
  }
}
