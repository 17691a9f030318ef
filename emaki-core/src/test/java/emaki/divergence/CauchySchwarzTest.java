package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.Streams;
import emaki.prior.SwissRoll;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class CauchySchwarzTest {
  /** Values and gradients by NumPy in float64: golden/divergences.py made them. */
  @Test
  void agreesWithNumpy() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(CauchySchwarzTest.class.getResourceAsStream("/golden/divergences.json"));
    assertThat(cases).hasSizeGreaterThan(10);
    for (JsonNode c : cases) {
      int k = c.path("dimension").asInt();
      double sigma = c.path("sigma").asDouble();
      float[] x = floats(c.path("x"));
      float[] gradient = new float[x.length];
      CauchySchwarz.Terms terms =
          new CauchySchwarz(sigma, 2).between(x, floats(c.path("y")), k, gradient);
      String what = "k %d, sigma %s".formatted(k, sigma);
      double scale = Math.max(1, Math.abs(c.path("hxy").asDouble()));
      assertThat(terms.entropy()).as(what).isCloseTo(c.path("hx").asDouble(), within(1e-5));
      assertThat(terms.priorEntropy()).as(what).isCloseTo(c.path("hy").asDouble(), within(1e-5));
      assertThat(terms.crossEntropy())
          .as(what)
          .isCloseTo(c.path("hxy").asDouble(), within(1e-5 * scale));
      double csd = c.path("csd").asDouble();
      assertThat(terms.divergence())
          .as(what)
          .isCloseTo(csd, within(Math.min(1e-5 * scale, 1e-6 + 0.01 * csd)));
      float[] expected = floats(c.path("gradient"));
      double largest = 0;
      for (float g : expected) {
        largest = Math.max(largest, Math.abs(g));
      }
      for (int i = 0; i < expected.length; i++) {
        assertThat(gradient[i]).as(what).isCloseTo(expected[i], within((float) (1e-4 * largest)));
      }
    }
  }

  @Test
  void zeroForASampleWithItselfSymmetricAndPositive() {
    float[] x = normal(300, 3, 1, 0, 1);
    float[] y = normal(200, 3, 2, 1, 2);
    for (double sigma : new double[] {0.1, 1, 100}) {
      CauchySchwarz csd = new CauchySchwarz(sigma, 2);
      float[] gradient = new float[x.length];
      assertThat(csd.between(x, x, 3, gradient).divergence()).isCloseTo(0, within(1e-5));
      double there = csd.between(x, y, 3).divergence();
      assertThat(there).isPositive().isCloseTo(csd.between(y, x, 3).divergence(), within(1e-5));
    }
  }

  /**
   * Two samples of one swiss roll are not 0 apart: V(X) counts each point with itself. The figure
   * is an independent computation's.
   */
  @Test
  void perfectSamplesOfARollHaveAFloor() {
    SwissRoll roll = new SwissRoll(1);
    CauchySchwarz csd = new CauchySchwarz(1, 2);
    double sum = 0;
    for (int i = 0; i < 8; i++) {
      float[] x = roll.sample(1000, Streams.of(i, "x"));
      sum += csd.between(x, roll.sample(1000, Streams.of(i, "y")), 3).divergence();
    }
    assertThat(sum / 8).isCloseTo(0.27, within(0.02));
  }

  /**
   * For X from N(0, s^2 I), the expectation of V(X) over samples is its diagonal, 1/N (4 pi
   * sigma^2)^(-k/2), and (1 - 1/N) times the density at 0 of N(0, 2 s^2 + 2 sigma^2); V(X, Y) for a
   * mean m away has no diagonal (Principe, 2010, section 2.2: the product of two normal densities
   * integrates to a normal density of their difference).
   */
  @Test
  void closedFormsOfNormalSamples() {
    int n = 4000;
    double s = 1.3;
    double shift = 0.9;
    for (int k : new int[] {1, 2, 3, 5}) {
      for (double sigma : new double[] {0.5, 2}) {
        ParzenEntropy entropy = new ParzenEntropy(sigma, 2);
        float[] x = normal(n, k, s, 0, 3);
        float[] y = normal(n, k, s, shift, 4);
        double variance = 2 * s * s + 2 * sigma * sigma;
        double inner = Math.pow(2 * Math.PI * variance, -k / 2.0);
        double own = Math.pow(4 * Math.PI * sigma * sigma, -k / 2.0) / n + (1 - 1.0 / n) * inner;
        double cross = inner * Math.exp(-k * shift * shift / (2 * variance));
        assertThat(entropy.of(x, k))
            .as("k %d, sigma %s", k, sigma)
            .isCloseTo(-Math.log(own), within(0.06));
        assertThat(entropy.potential(x, k)).isCloseTo(own, within(0.06 * own));
        assertThat(entropy.cross(x, y, k)).isCloseTo(-Math.log(cross), within(0.09));
      }
    }
  }

  @Test
  void aStepAgainstTheGradientLowersIt() {
    float[] x = normal(200, 3, 1, 0, 5);
    float[] y = normal(200, 3, 1, 2, 6);
    CauchySchwarz csd = new CauchySchwarz(1, 2);
    float[] gradient = new float[x.length];
    double before = csd.between(x, y, 3, gradient).divergence();
    double squared = 0;
    for (int i = 0; i < x.length; i++) {
      squared += gradient[i] * gradient[i];
      x[i] -= gradient[i];
    }
    double fall = before - csd.between(x, y, 3).divergence();
    assertThat(fall).isCloseTo(squared, within(0.2 * squared));
  }

  /**
   * The constants of the windows, 58 nats at sigma 1e8, cancel before they can take the digits of a
   * divergence of 1e-14. There it is |mean of x - mean of y|^2 / (2 sigma^2): the mean kernel is 1
   * - mean squared distance / (4 sigma^2), and what the samples' own spreads add to it cancels.
   */
  @Test
  void wideWindowsKeepTheDigits() {
    float[] x = normal(500, 3, 1, 0, 7);
    float[] y = new SwissRoll(1).sample(500, Streams.of(0, "wide"));
    for (double sigma : new double[] {1e2, 1e4, 1e6, 1e8, 1e9, 1e12, 1e17}) {
      CauchySchwarz.Terms terms = new CauchySchwarz(sigma, 2).between(x, y, 3);
      double expected = logMean(x, x, sigma) + logMean(y, y, sigma) - 2 * logMean(x, y, sigma);
      assertThat(terms.divergence())
          .as("sigma %s", sigma)
          .isCloseTo(expected, within(3e-6 * expected));
      if (sigma >= 1e6) {
        double apart = 0;
        for (int d = 0; d < 3; d++) {
          apart += Math.pow(mean(x, d) - mean(y, d), 2);
        }
        double limit = apart / (2 * sigma * sigma);
        assertThat(terms.divergence()).isCloseTo(limit, within(3e-6 * limit));
      }
    }
  }

  /**
   * Samples of one mean differ in the second order only, which the float sums' first order covers:
   * all that is promised is an error of 2e-6 of log V without its constant.
   */
  @Test
  void wideWindowsAndOneMeanLeaveTheRounding() {
    float[] x = centred(normal(500, 3, 1, 0, 8));
    float[] y = centred(normal(500, 3, 2, 0, 9));
    for (double sigma : new double[] {30, 1e3, 1e6}) {
      double expected = logMean(x, x, sigma) + logMean(y, y, sigma) - 2 * logMean(x, y, sigma);
      assertThat(new CauchySchwarz(sigma, 2).between(x, y, 3).divergence())
          .as("sigma %s", sigma)
          .isCloseTo(expected, within(-2e-6 * logMean(y, y, sigma)));
    }
  }

  /** log of the mean of exp(-d^2 / (4 sigma^2)) in double, as a sum of what lacks from 1. */
  private static double logMean(float[] x, float[] y, double sigma) {
    double lack = 0;
    for (int i = 0; i < x.length; i += 3) {
      for (int j = 0; j < y.length; j += 3) {
        double squared = 0;
        for (int d = 0; d < 3; d++) {
          squared += Math.pow((double) x[i + d] - y[j + d], 2);
        }
        lack -= Math.expm1(-squared / (4 * sigma * sigma));
      }
    }
    return Math.log1p(-lack / (x.length / 3.0 * (y.length / 3.0)));
  }

  private static double mean(float[] x, int d) {
    double sum = 0;
    for (int i = d; i < x.length; i += 3) {
      sum += x[i];
    }
    return sum / (x.length / 3.0);
  }

  private static float[] centred(float[] x) {
    double[] means = {mean(x, 0), mean(x, 1), mean(x, 2)};
    float[] centred = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      centred[i] = (float) (x[i] - means[i % 3]);
    }
    return centred;
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.path(i).asDouble();
    }
    return floats;
  }

  private static float[] normal(int n, int k, double deviation, double mean, long stream) {
    RandomGenerator random = Streams.of(2, "normal", stream);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }
}
