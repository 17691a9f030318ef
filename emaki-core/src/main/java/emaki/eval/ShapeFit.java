package emaki.eval;

import emaki.data.Streams;
import emaki.kernel.Points;
import emaki.prior.Prior;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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
  /** As many as are compared where there are enough. */
  public static final int MOST_POINTS = 5000;

  /** Fewest: a neighbourhood is of six others. */
  public static final int FEWEST_POINTS = 8;

  /**
   * Of some points, chosen at random.
   *
   * @param points row-major
   * @param n how many are compared, from {@value #FEWEST_POINTS} to all; time grows with its square
   * @param seed of the streams "fit-..."
   * @param threads at most so many at a time; the figures do not depend on it
   */
  public static ShapeFit of(float[] points, int n, Prior prior, long seed, int threads) {
    Points all = new Points(points, prior.dimension());
    return between(all.select(chosen(n, all.size(), seed)), prior, seed, threads);
  }

  /**
   * Of as many points of the prior itself: what the best of latents would score.
   *
   * @param n as many as were measured
   */
  public static ShapeFit floor(Prior prior, int n, long seed, int threads) {
    return between(sample(prior, n, seed, 2), prior, seed, threads);
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
  private static int[] chosen(int n, int of, long seed) {
    RandomGenerator random = Streams.of(seed, "fit-points");
    int[] rows = IntStream.range(0, of).toArray();
    for (int i = 0; i < n; i++) {
      int other = random.nextInt(i, of);
      int row = rows[other];
      rows[other] = rows[i];
      rows[i] = row;
    }
    return Arrays.copyOf(rows, n);
  }
}
