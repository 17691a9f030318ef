package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.Streams;
import emaki.kernel.FastGaussianSums.Way;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Against every pair, by each way, at widths from the whole sample's to a point's own. */
final class FastGaussianSumsTest {
  private static final int N = 4000;

  @Test
  void aGridKeepsTheTolerance() {
    for (int dimension = 1; dimension <= 3; dimension++) {
      check(dimension, 100, 1e-3, Way.GRID);
      check(dimension, 1, 1e-3, Way.GRID);
      check(dimension, 0.4, 1e-3, Way.GRID);
      check(dimension, 0.7, 1e-6, Way.GRID);
    }
  }

  @Test
  void nearPairsKeepTheTolerance() {
    for (double tolerance : new double[] {1e-3, 1e-6}) {
      check(2, 0.01, tolerance, Way.NEAR);
      check(3, 0.04, tolerance, Way.NEAR);
    }
  }

  @Test
  void everyPairIsVisitedWhereThatIsLessWorkOrNothingElseServes() {
    check(4, 1, 1e-3, Way.EXACT);
    Points few = normal(100, 3, "few");
    assertThat(new FastGaussianSums(1, 1e-3, 2).logMean(few, few, null).way()).isEqualTo(Way.EXACT);
    // Nothing but 0 would be right for a grid: log-sum-exp has to tell.
    Points x = normal(300, 3, "x");
    Points far = moved(normal(300, 3, "far"), 50);
    FastGaussianSums.Mean mean = new FastGaussianSums(0.1, 1e-3, 2).logMean(x, far, null);
    assertThat(mean.way()).isEqualTo(Way.EXACT);
    assertThat(mean.logMean()).isLessThan(-100_000);
  }

  private static void check(int dimension, double bandwidth, double tolerance, Way way) {
    Points x = moved(normal(N, dimension, "x"), 1);
    Points y = normal(N / 2, dimension, "y");
    FastGaussianSums fast = new FastGaussianSums(bandwidth, tolerance, 2);
    GaussianSums exact =
        tolerance < 1e-5 ? GaussianSums.scalar(bandwidth, 2) : new GaussianSums(bandwidth, 2);
    String what = "%d-D, width %s, tolerance %s".formatted(dimension, bandwidth, tolerance);

    float[] slopes = new float[x.values().length];
    float[] expectedSlopes = slopes.clone();
    FastGaussianSums.Mean own = fast.logMean(x, x, slopes);
    double expected = exact.logMean(x, expectedSlopes);
    check(what + ", own", own, expected, slopes, expectedSlopes, tolerance, way);

    FastGaussianSums.Mean cross = fast.logMean(x, y, slopes);
    expected = exact.logMean(x, y, expectedSlopes);
    check(what + ", cross", cross, expected, slopes, expectedSlopes, tolerance, way);
  }

  private static void check(
      String what,
      FastGaussianSums.Mean found,
      double expected,
      float[] slopes,
      float[] expectedSlopes,
      double tolerance,
      Way way) {
    assertThat(found.way()).as(what).isEqualTo(way);
    assertThat(found.error()).as(what).isBetween(0.0, tolerance);
    assertThat(Math.abs(found.logMean() - expected)).as(what).isLessThan(tolerance);
    double off = 0;
    double whole = 0;
    for (int i = 0; i < slopes.length; i++) {
      off += Math.pow(slopes[i] - expectedSlopes[i], 2);
      whole += Math.pow(expectedSlopes[i], 2);
    }
    // 1.5: the error that is told was found on some of the rows. 1e-6: gradients are floats.
    assertThat(Math.sqrt(off / whole)).as(what).isLessThan(1.5 * tolerance + 1e-6);
  }

  @Test
  void eachPointHasItsOwnMean() {
    Points x = normal(N, 2, "x");
    double bandwidth = 0.3;
    RowMeans found = new FastGaussianSums(bandwidth, 1e-4, 2).rows(x, x, false).means();
    RowMeans expected = new GaussianSums(bandwidth, 2).rows(0, x, x, false);
    assertThat(found.pulls()).isEmpty();
    for (int i = 0; i < N; i++) {
      double greatest = expected.logMean();
      double mean = Math.exp(expected.logs()[i] - greatest);
      assertThat(Math.abs(Math.exp(found.logs()[i] - greatest) - mean)).isLessThan(1e-3);
    }
  }

  @Test
  void threadsChangeNoBit() {
    Points x = normal(N, 3, "x");
    for (double bandwidth : new double[] {0.3, 0.04}) {
      float[] one = new float[x.values().length];
      float[] three = one.clone();
      double mean = new FastGaussianSums(bandwidth, 1e-3, 1).logMean(x, x, one).logMean();
      assertThat(new FastGaussianSums(bandwidth, 1e-3, 3).logMean(x, x, three).logMean())
          .isEqualTo(mean);
      assertThat(three).isEqualTo(one);
    }
  }

  /** A point far from all others makes a grid useless, and harms nothing. */
  @Test
  void aPointFarOutIsNoHarm() {
    Points x = normal(N, 3, "x");
    float[] values = x.values().clone();
    values[0] = 1e6f;
    Points with = new Points(values, 3);
    FastGaussianSums.Mean found = new FastGaussianSums(0.2, 1e-3, 2).logMean(with, with, null);
    assertThat(Math.abs(found.logMean() - new GaussianSums(0.2, 2).logMean(with, null)))
        .isLessThan(1e-3);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new FastGaussianSums(1, 0, 1)).hasMessageContaining("tolerance");
    assertThatThrownBy(() -> new FastGaussianSums(0, 1e-3, 1)).hasMessageContaining("bandwidth");
    Points x = normal(10, 2, "x");
    FastGaussianSums sums = new FastGaussianSums(1, 1e-3, 1);
    assertThatThrownBy(() -> sums.logMean(x, normal(10, 3, "y"), null))
        .hasMessageContaining("one dimension");
    assertThatThrownBy(() -> sums.logMean(x, x, new float[3])).hasMessageContaining("gradient");
  }

  private static Points normal(int n, int dimension, String name) {
    RandomGenerator random = Streams.of(0, name);
    float[] values = new float[n * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Points(values, dimension);
  }

  private static Points moved(Points points, float by) {
    float[] values = points.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += by;
    }
    return new Points(values, points.dimension());
  }
}
