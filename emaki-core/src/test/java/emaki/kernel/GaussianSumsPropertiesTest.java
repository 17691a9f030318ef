package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for any samples, by both twins. */
final class GaussianSumsPropertiesTest {
  @Property(tries = 200, seed = "1")
  void theOrderOfPointsDoesNotMatter(
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 90) int m,
      @ForAll @IntRange(min = 1, max = 7) int k,
      @ForAll @DoubleRange(min = -2, max = 3) double logWidth,
      @ForAll long seed) {
    float[] x = normal(n, k, seed, "x");
    float[] y = normal(m, k, seed, "y");
    int[] order = order(n, seed);
    float[] mixedX = reordered(x, k, order);
    float[] mixedY = reordered(y, k, order(m, seed));
    for (GaussianSums sums : twins(Math.pow(10, logWidth))) {
      float[] gradient = new float[x.length];
      float[] mixed = new float[x.length];
      double across = sums.logMean(x, y, k, gradient);
      assertThat(sums.logMean(mixedX, mixedY, k, mixed)).isCloseTo(across, near(across));
      assertSame(mixed, reordered(gradient, k, order));
      double own = sums.logMean(x, k, gradient);
      assertThat(sums.logMean(mixedX, k, mixed)).isCloseTo(own, near(own));
      assertSame(mixed, reordered(gradient, k, order));
    }
  }

  /** To the bit: on this grid differences are the same before and after. */
  @Property(tries = 200, seed = "2")
  void movingBothSamplesDoesNotMatter(
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 7) int k,
      @ForAll @IntRange(min = -500, max = 500) int shift,
      @ForAll @DoubleRange(min = -2, max = 3) double logWidth,
      @ForAll long seed) {
    float[] x = onGrid(normal(n, k, seed, "x"), 0);
    float[] y = onGrid(normal(n, k, seed, "y"), 0);
    float[] movedX = onGrid(x, shift);
    float[] movedY = onGrid(y, shift);
    for (GaussianSums sums : twins(Math.pow(10, logWidth))) {
      float[] gradient = new float[x.length];
      float[] moved = new float[x.length];
      assertThat(sums.logMean(movedX, movedY, k, moved)).isEqualTo(sums.logMean(x, y, k, gradient));
      assertThat(moved).isEqualTo(gradient);
      assertThat(sums.logMean(movedX, k, moved)).isEqualTo(sums.logMean(x, k, gradient));
      assertThat(moved).isEqualTo(gradient);
    }
  }

  @Property(tries = 200, seed = "3")
  void samplesMayChangePlaces(
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 90) int m,
      @ForAll @IntRange(min = 1, max = 7) int k,
      @ForAll @DoubleRange(min = -2, max = 3) double logWidth,
      @ForAll long seed) {
    float[] x = normal(n, k, seed, "x");
    float[] y = normal(m, k, seed, "y");
    for (GaussianSums sums : twins(Math.pow(10, logWidth))) {
      double there = sums.logMean(x, y, k, null);
      assertThat(sums.logMean(y, x, k, null)).isCloseTo(there, near(there));
      double own = sums.logMean(x, k, null);
      assertThat(sums.logMean(x, x, k, null)).isCloseTo(own, near(own));
    }
  }

  /** Where the true gradient leaves the range of float, it is the largest float of its sign. */
  @Property(tries = 500, seed = "4")
  void valuesAndGradientsAreFinite(
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 4) int k,
      @ForAll @DoubleRange(min = -18, max = 18) double logWidth,
      @ForAll @DoubleRange(min = -30, max = 37) double logX,
      @ForAll @DoubleRange(min = -30, max = 37) double logY,
      @ForAll long seed) {
    float[] x = scaled(normal(n, k, seed, "x"), logX);
    float[] y = scaled(normal(m, k, seed, "y"), logY);
    for (GaussianSums sums : twins(Math.pow(10, logWidth))) {
      float[] gradient = new float[x.length];
      assertThat(sums.logMean(x, y, k, gradient)).isFinite().isLessThanOrEqualTo(0);
      assertFinite(gradient);
      assertThat(sums.logMean(x, k, gradient)).isFinite().isLessThanOrEqualTo(0);
      assertFinite(gradient);
    }
  }

  private static List<GaussianSums> twins(double h) {
    return List.of(new GaussianSums(h, 2), GaussianSums.scalar(h, 2));
  }

  /** A few roundings of float in the mean, or in 1 - mean where that is what is summed. */
  private static org.assertj.core.data.Offset<Double> near(double value) {
    double magnitude = Math.abs(value);
    return within(magnitude < 1e-3 ? 2e-6 * magnitude + 1e-300 : 2e-6 * Math.max(1, magnitude));
  }

  private static void assertSame(float[] gradient, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(gradient).containsExactly(expected, within(1e-5f * largest + 1e-30f));
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }

  private static float[] normal(int n, int k, long seed, String name) {
    RandomGenerator random = Streams.of(seed, name);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] scaled(float[] values, double log) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) (values[i] * Math.pow(10, log));
    }
    return scaled;
  }

  /** Rounded to 2^-10 and moved: both exact up to some thousands. */
  private static float[] onGrid(float[] values, int shift) {
    float[] moved = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      moved[i] = Math.round(values[i] * 0x1p10f) * 0x1p-10f + shift;
    }
    return moved;
  }

  private static int[] order(int n, long seed) {
    RandomGenerator random = Streams.of(seed, "order", n);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static float[] reordered(float[] rows, int k, int[] order) {
    float[] reordered = new float[rows.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(rows, order[i] * k, reordered, i * k, k);
    }
    return reordered;
  }
}
