package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class LogDensitiesTest {
  /** scikit-learn 1.2, {@code KernelDensity(bandwidth=h).fit(samples).score_samples(at)}. */
  @Test
  void theyAreThoseOfScikitLearn() {
    float[] samples = new float[7 * 5];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 7 * (i / 5 + 1) * (i % 5 + 1) % 11 / 10f;
    }
    float[] at = new float[3 * 5];
    for (int i = 0; i < at.length; i++) {
      at[i] = (3 * (i / 5) + 5 * (i % 5)) % 13 / 12f + (i < 10 ? 0 : 40);
    }
    double[][] logs =
        LogDensities.of(new Points(at, 5), new Points(samples, 5), new double[] {.2, 1}, 1);
    double[][] golden = {
      {-0.556766826186667, -6.039615915183918, -98343.25035769732},
      {-5.024832449791005, -5.146436586478893, -3940.3308805928564}
    };
    for (int b = 0; b < golden.length; b++) {
      for (int i = 0; i < golden[b].length; i++) {
        assertThat(logs[b][i]).isCloseTo(golden[b][i], within(1e-6 * (1 + -golden[b][i])));
      }
    }
  }

  /** Sizes about a tile's, and as many pixels as an image has. */
  @Test
  void theyAreTheirSlowTwinsForAnyNumberOfThreads() {
    double[] bandwidths = {.05, .3, 2};
    for (int n : new int[] {1, 63, 64, 65, 130}) {
      for (int dimension : new int[] {1, 3, 784}) {
        Points at = uniform(n, dimension, 0);
        Points samples = uniform(n + 6, dimension, 1);
        double[][] logs = LogDensities.of(at, samples, bandwidths, 1);
        assertThat(LogDensities.of(at, samples, bandwidths, 2)).isDeepEqualTo(logs);
        for (int b = 0; b < bandwidths.length; b++) {
          for (int i = 0; i < n; i++) {
            double slow = slow(at, i, samples, bandwidths[b]);
            assertThat(logs[b][i]).isCloseTo(slow, within(1e-5 * (1 + Math.abs(slow))));
          }
        }
      }
    }
  }

  @Test
  void otherDimensionsAreRefused() {
    assertThatThrownBy(
            () -> LogDensities.of(uniform(3, 2, 0), uniform(3, 3, 0), new double[] {1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected points of 3 dimensions, got 2");
  }

  private static double slow(Points at, int i, Points samples, double bandwidth) {
    int dimension = at.dimension();
    double[] terms = new double[samples.size()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < terms.length; j++) {
      for (int d = 0; d < dimension; d++) {
        double away = (double) at.values()[i * dimension + d] - samples.values()[j * dimension + d];
        terms[j] -= away * away / (2 * bandwidth * bandwidth);
      }
      largest = Math.max(largest, terms[j]);
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - largest);
    }
    return largest
        + Math.log(sum / terms.length)
        - dimension / 2.0 * Math.log(2 * Math.PI * bandwidth * bandwidth);
  }

  private static Points uniform(int n, int dimension, int stream) {
    RandomGenerator random = Streams.of(n, "densities", dimension, stream);
    float[] values = new float[n * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new Points(values, dimension);
  }
}
