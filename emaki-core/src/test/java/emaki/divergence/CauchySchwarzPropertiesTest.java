package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for any two samples. */
final class CauchySchwarzPropertiesTest {
  @Property(tries = 200, seed = "1")
  void neverNegativeAndTheSameBothWays(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 60) int m,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @DoubleRange(min = -2, max = 4) double logSigma,
      @ForAll long seed) {
    float[] x = normal(n, k, 1, seed, "x");
    float[] y = normal(m, k, 2, seed, "y");
    CauchySchwarz csd = new CauchySchwarz(Math.pow(10, logSigma), 2);
    CauchySchwarz.Terms terms = csd.between(x, y, k);
    double tolerance = 1e-5 * Math.max(1, Math.abs(terms.crossEntropy()));
    assertThat(terms.divergence()).isNotNegative();
    assertThat(2 * terms.crossEntropy() - terms.entropy() - terms.priorEntropy())
        .isCloseTo(terms.divergence(), within(tolerance));
    assertThat(csd.between(y, x, k).divergence()).isCloseTo(terms.divergence(), within(tolerance));
  }

  @Property(tries = 200, seed = "2")
  void zeroForASampleWithItself(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @DoubleRange(min = -2, max = 9) double logSigma,
      @ForAll long seed) {
    float[] x = normal(n, k, 1, seed, "x");
    float[] gradient = new float[x.length];
    double sigma = Math.pow(10, logSigma);
    double divergence = new CauchySchwarz(sigma, 2).between(x, x, k, gradient).divergence();
    // Far above the data, log V without its constant is about -|x - y|^2 / (4 sigma^2).
    assertThat(divergence).isBetween(0.0, 4e-6 * Math.min(1, 10 * k / (sigma * sigma)));
    for (float g : gradient) {
      assertThat(g).isCloseTo(0, within((float) (2e-5 / sigma)));
    }
  }

  @Property(tries = 500, seed = "3")
  void valuesAndGradientsAreFinite(
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 4) int k,
      @ForAll @DoubleRange(min = -9, max = 9) double logSigma,
      @ForAll @DoubleRange(min = -30, max = 30) double logX,
      @ForAll @DoubleRange(min = -30, max = 30) double logY,
      @ForAll long seed) {
    float[] x = normal(n, k, Math.pow(10, logX), seed, "x");
    float[] y = normal(m, k, Math.pow(10, logY), seed, "y");
    float[] gradient = new float[x.length];
    CauchySchwarz.Terms terms =
        new CauchySchwarz(Math.pow(10, logSigma), 2).between(x, y, k, gradient);
    assertThat(terms.divergence()).isFinite();
    assertThat(terms.entropy()).isFinite();
    assertThat(terms.crossEntropy()).isFinite();
    assertThat(terms.priorEntropy()).isFinite();
    assertFinite(gradient);
    ParzenEntropy entropy = new ParzenEntropy(Math.pow(10, logSigma), 2);
    assertThat(entropy.of(x, k, gradient)).isFinite();
    assertFinite(gradient);
    assertThat(entropy.cross(x, y, k, gradient)).isFinite();
    assertFinite(gradient);
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }

  private static float[] normal(int n, int k, double deviation, long seed, String name) {
    RandomGenerator random = Streams.of(seed, name);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
