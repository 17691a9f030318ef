package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.kernel.Points;
import emaki.prior.Gaussian;
import org.junit.jupiter.api.Test;

final class ParzenDensityTest {
  /** By every pair, in double. */
  @Test
  void isTheSumOfWindowsOverItsMean() {
    for (int n : new int[] {60, 3000}) {
      float[] values = new Gaussian(2).sample(n, Streams.of(0, "points"));
      float[] found = ParzenDensity.relative(new Points(values, 2), 2);
      double width = Math.pow(n, -1.0 / 6) * Scale.radius(values, 2) / Math.sqrt(2);
      double[] expected = new double[n];
      double mean = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double x = values[2 * i] - values[2 * j];
          double y = values[2 * i + 1] - values[2 * j + 1];
          expected[i] += Math.exp(-(x * x + y * y) / (2 * width * width));
        }
        mean += expected[i] / n;
      }
      for (int i = 0; i < n; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i] / mean, within(5e-3));
      }
    }
  }
}
