package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Both twins against the formula, at sizes and widths where loops and numbers go wrong. */
final class GaussianSumsTest {
  private static final int[] SIZES = {1, 7, 13, 16, 33, 207, 1023, 2049};

  @Test
  void theVectorTwinRuns() {
    assertThat(GaussianSums.implementation()).startsWith("vector");
  }

  /** The reference itself: its gradient is its value's slope. */
  @Test
  void referenceGradientIsTheSlope() {
    double[] x = Reference.doubles(normal(9, 3, 1, 0));
    double[] y = Reference.doubles(normal(11, 3, 1, 1));
    for (double h : new double[] {0.05, 0.7, 50}) {
      double[] gradient = Reference.gradient(x, y, 3, h);
      for (int i = 0; i < x.length; i++) {
        double step = 1e-5 * Math.min(h, 1);
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += step;
        down[i] -= step;
        double slope =
            (Reference.logMean(up, y, 3, h) - Reference.logMean(down, y, 3, h)) / (2 * step);
        assertThat(gradient[i]).isCloseTo(slope, within(1e-5 * (Math.abs(slope) + 1e-3 / h)));
      }
    }
  }

  @Test
  void bothTwinsFollowTheFormulaAcross() {
    for (int k : new int[] {1, 2, 3, 4, 10, 30}) {
      for (int n : SIZES) {
        int m = n > 300 ? 700 : n + 5;
        float[] x = normal(n, k, 1, n);
        float[] y = normal(m, k, 1.5, n + 1);
        // Widths around the data, far below (another path), far above (another again).
        for (double h : new double[] {Math.sqrt(k), 0.02 * Math.sqrt(k), 100 * Math.sqrt(k)}) {
          double[] xs = Reference.doubles(x);
          double[] ys = Reference.doubles(y);
          double expected = Reference.logMean(xs, ys, k, h);
          double[] slope = Reference.gradient(xs, ys, k, h, expected);
          for (GaussianSums sums : twins(h)) {
            float[] gradient = new float[x.length];
            String what = "n %d, k %d, h %s".formatted(n, k, h);
            assertThat(sums.logMean(x, y, k, gradient))
                .as(what)
                .isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
            assertClose(gradient, slope, what);
          }
        }
      }
    }
  }

  @Test
  void bothTwinsFollowTheFormulaWithin() {
    for (int k : new int[] {1, 2, 3, 10}) {
      for (int n : SIZES) {
        float[] x = normal(n, k, 1, n);
        for (double h : new double[] {0.5 * Math.sqrt(k), 0.001, 100}) {
          double[] xs = Reference.doubles(x);
          double expected = Reference.logMean(xs, xs, k, h);
          double[] slope = Reference.gradient(xs, xs, k, h, expected);
          for (int i = 0; i < slope.length; i++) {
            slope[i] *= 2;
          }
          for (GaussianSums sums : twins(h)) {
            float[] gradient = new float[x.length];
            String what = "n %d, k %d, h %s".formatted(n, k, h);
            assertThat(sums.logMean(x, k, gradient))
                .as(what)
                .isCloseTo(expected, within(2e-6 * Math.max(1e-3, Math.abs(expected))));
            assertClose(gradient, slope, what);
            assertThat(sums.logMean(x, k, null)).isBetween(-Math.log(n) - 1e-6, 0.0);
          }
        }
      }
    }
  }

  /**
   * Where the width dwarfs the data, the value keeps its digits: 1 - mean would lose them in float.
   */
  @Test
  void nearValuesKeepTheirDigits() {
    float[] x = normal(500, 3, 10, 1);
    float[] y = normal(400, 3, 10, 2);
    for (double h : new double[] {1e3, 1e5}) {
      double expected = Reference.logMean(Reference.doubles(x), Reference.doubles(y), 3, h);
      assertThat(new GaussianSums(h, 2).logMean(x, y, 3, null))
          .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    for (int k : new int[] {3, 10}) {
      float[] x = normal(1023, k, 1, 5);
      float[] y = normal(777, k, 1, 6);
      float[] one = new float[x.length];
      float[] oneSelf = new float[x.length];
      double value = new GaussianSums(1, 1).logMean(x, y, k, one);
      double self = new GaussianSums(1, 1).logMean(x, k, oneSelf);
      for (int threads : new int[] {2, 3, 7}) {
        GaussianSums sums = new GaussianSums(1, threads);
        float[] gradient = new float[x.length];
        assertThat(sums.logMean(x, y, k, gradient)).isEqualTo(value);
        assertThat(gradient).isEqualTo(one);
        assertThat(sums.logMean(x, k, gradient)).isEqualTo(self);
        assertThat(gradient).isEqualTo(oneSelf);
      }
    }
  }

  @Test
  void symmetricAndTheSameForMovedSamples() {
    float[] x = normal(200, 3, 1, 7);
    float[] y = normal(150, 3, 1, 8);
    GaussianSums sums = new GaussianSums(0.8, 2);
    double value = sums.logMean(x, y, 3, null);
    assertThat(sums.logMean(y, x, 3, null)).isCloseTo(value, within(1e-6));
    assertThat(sums.logMean(x, x, 3, null)).isCloseTo(sums.logMean(x, 3, null), within(1e-6));
    float[] movedX = x.clone();
    float[] movedY = y.clone();
    for (int i = 0; i < movedX.length; i++) {
      movedX[i] += 64;
    }
    for (int i = 0; i < movedY.length; i++) {
      movedY[i] += 64;
    }
    // 64 leaves 2^-18 of a unit in a float: that much, and no more.
    assertThat(sums.logMean(movedX, movedY, 3, null)).isCloseTo(value, within(2e-5));
  }

  @Test
  void neverNaNOrInfinite() {
    for (float size : new float[] {0, 1e-30f, 1, 1e15f, 1e30f, 5e37f}) {
      for (double h : new double[] {1e-18, 1e-3, 1, 1e18}) {
        for (GaussianSums sums : twins(h)) {
          float[] x = normal(20, 3, size, 1);
          float[] y = normal(15, 3, size, 2);
          float[] gradient = new float[x.length];
          assertThat(sums.logMean(x, y, 3, gradient)).isFinite().isLessThanOrEqualTo(0);
          assertThat(sums.logMean(x, 3, gradient)).isFinite().isLessThanOrEqualTo(0);
          for (float g : gradient) {
            assertThat(g).isFinite();
          }
        }
      }
    }
  }

  @Test
  void badArgumentsAreNamed() {
    GaussianSums sums = new GaussianSums(1, 1);
    float[] x = {1, 2, Float.NaN};
    assertThatThrownBy(() -> sums.logMean(x, 3, null)).hasMessageContaining("NaN in row 0");
    assertThatThrownBy(() -> sums.logMean(new float[4], 3, null)).hasMessageContaining("4 values");
    assertThatThrownBy(() -> sums.logMean(new float[0], 3, null)).hasMessageContaining("0 values");
    assertThatThrownBy(() -> sums.logMean(new float[3], 3, new float[2]))
        .hasMessageContaining("got 2");
    assertThatThrownBy(() -> new GaussianSums(0, 1)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new GaussianSums(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new GaussianSums(1, 0)).hasMessageContaining("thread");
  }

  private static List<GaussianSums> twins(double h) {
    return List.of(new GaussianSums(h, 2), GaussianSums.scalar(h, 2));
  }

  /** Off by 1e-5 of the largest element at most: float sums of up to two thousand terms. */
  private static void assertClose(float[] gradient, double[] expected, String what) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < gradient.length; i++) {
      // Millions of elements: a description is made for those alone that are off.
      if (!(Math.abs(gradient[i] - expected[i]) <= 1e-5 * largest + 1e-30)) {
        fail("%s, element %d: %s instead of %s", what, i, gradient[i], expected[i]);
      }
    }
  }

  private static float[] normal(int n, int k, double size, long stream) {
    RandomGenerator random = Streams.of(1, "normal", stream);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (size * random.nextGaussian());
    }
    return values;
  }
}
