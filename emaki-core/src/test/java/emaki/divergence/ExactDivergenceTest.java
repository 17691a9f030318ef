package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.InputException;
import emaki.data.Streams;
import emaki.prior.Component;
import emaki.prior.Gaussian;
import emaki.prior.GaussianMixture;
import emaki.prior.Prior;
import emaki.prior.SwissRoll;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The Cauchy-Schwarz divergence from a prior whose density is known. */
final class ExactDivergenceTest {
  /** Values and gradients by NumPy in float64: golden/exact.py made them. */
  @Test
  void agreesWithNumpy() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(ExactDivergenceTest.class.getResourceAsStream("/golden/exact.json"));
    assertThat(cases).hasSize(32);
    for (JsonNode c : cases) {
      int k = c.path("dimension").asInt();
      double sigma = c.path("sigma").asDouble();
      List<Component> components = new ArrayList<>();
      for (int j = 0; j < c.path("weights").size(); j++) {
        components.add(
            new Component(
                c.path("weights").path(j).asDouble(),
                numbers(c.path("means").path(j)),
                c.path("deviations").path(j).asDouble()));
      }
      float[] x = floats(numbers(c.path("x")));
      float[] gradient = new float[x.length];
      Divergence.Measurement measured = of(x, new Given(k, components), sigma, gradient);
      String what = "k %d, sigma %s, %d components".formatted(k, sigma, components.size());
      double scale = Math.max(1, Math.abs(c.path("hxy").asDouble()));
      double csd = c.path("csd").asDouble();
      assertThat(measured.value()).as(what).isCloseTo(csd, within(1e-6 * scale + 1e-5 * csd));
      assertPart(measured, "entropy", c.path("hx").asDouble(), what);
      assertPart(measured, "cross_entropy", c.path("hxy").asDouble(), what);
      double[] expected = numbers(c.path("gradient"));
      double largest = 0;
      for (double g : expected) {
        largest = Math.max(largest, Math.abs(g));
      }
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) gradient[i]).as(what).isCloseTo(expected[i], within(1e-4 * largest));
      }
    }
  }

  private static void assertPart(
      Divergence.Measurement measured, String part, double expected, String what) {
    assertThat(measured.parts().get(part))
        .as(what)
        .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
  }

  /** Against 200,000 points of the prior, as 100 samples: means and slopes within their errors. */
  @Test
  void isWhatSamplesGiveInExpectation() {
    int n = 2000;
    int samples = 100;
    for (Prior prior : List.of(new Gaussian(3), new GaussianMixture(3, 5, 3, 0.5))) {
      for (double sigma : new double[] {0.2, 1}) {
        String what = prior.spec() + ", sigma " + sigma;
        float[] x = prior.sample(n, Streams.of(1, "x"));
        for (int i = 0; i < x.length; i++) {
          x[i] = 0.8f * x[i] + 0.3f;
        }
        double[] cross = new double[samples];
        double[] own = new double[samples];
        double[][] slopes = new double[x.length][samples];
        float[] gradient = new float[x.length];
        CauchySchwarz sampled = new CauchySchwarz(sigma, 2);
        for (int s = 0; s < samples; s++) {
          float[] y = prior.sample(n, Streams.of(2, "y", s));
          CauchySchwarz.Terms terms = sampled.between(x, y, 3, gradient);
          cross[s] = Math.exp(-terms.crossEntropy());
          own[s] = Math.exp(-terms.priorEntropy());
          for (int i = 0; i < x.length; i++) {
            slopes[i][s] = gradient[i];
          }
        }
        Divergence.Measurement exact = of(x, prior, sigma, gradient);
        double crossEntropy = exact.parts().get("cross_entropy");
        double priorEntropy = 2 * crossEntropy - exact.parts().get("entropy") - exact.value();
        assertThat(errors(cross, Math.exp(-crossEntropy))).as(what).isBetween(-4.0, 4.0);
        assertThat(errors(own, Math.exp(-priorEntropy))).as(what).isBetween(-4.0, 4.0);
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
          squares += Math.pow(errors(slopes[i], gradient[i]), 2);
        }
        assertThat(Math.sqrt(squares / x.length)).as(what).isBetween(0.6, 1.5);
      }
    }
  }

  /** How many standard errors a mean is from what is expected. */
  private static double errors(double[] values, double expected) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return (mean - expected) / Math.sqrt(squares / (values.length - 1) / values.length);
  }

  @Test
  void gradientIsTheSlope() {
    for (int k : new int[] {2, 5, 64}) {
      for (Prior prior : List.of(new Gaussian(k), new GaussianMixture(k, 10, 5, 1))) {
        for (double sigma : new double[] {0.5, 3}) {
          float[] x = prior.sample(60, Streams.of(3, "x"));
          for (int i = 0; i < x.length; i++) {
            x[i] = 1.3f * x[i] + 0.2f;
          }
          float[] gradient = new float[x.length];
          of(x, prior, sigma, gradient);
          double norm = 0;
          for (float g : gradient) {
            norm += (double) g * g;
          }
          norm = Math.sqrt(norm);
          double step = 0.02 * Math.sqrt(k);
          float[] up = x.clone();
          float[] down = x.clone();
          for (int i = 0; i < x.length; i++) {
            up[i] += (float) (step * gradient[i] / norm);
            down[i] -= (float) (step * gradient[i] / norm);
          }
          double rise = of(up, prior, sigma, null).value() - of(down, prior, sigma, null).value();
          assertThat(rise / (2 * step))
              .as("%s in %d, sigma %s", prior.spec(), k, sigma)
              .isCloseTo(norm, within(0.01 * norm));
        }
      }
    }
  }

  /**
   * Points and prior moved, turned and mirrored together: nothing changes, and slopes turn along.
   */
  @Test
  void seesNoPlaceAndNoDirection() {
    List<Component> here =
        List.of(
            new Component(1, new double[] {1, 2}, 0.5),
            new Component(3, new double[] {-2, 0}, 1),
            new Component(2, new double[] {0, 0}, 0));
    double cos = 0.6;
    double sin = 0.8;
    List<Component> there = new ArrayList<>();
    for (Component c : here) {
      double[] m = c.mean();
      double[] turned = {cos * m[0] + sin * m[1] + 7, sin * m[0] - cos * m[1] - 4};
      // Weights are relative: all of them doubled, too.
      there.add(new Component(2 * c.weight(), turned, c.deviation()));
    }
    float[] x = new Gaussian(2).sample(40, Streams.of(4, "x"));
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i += 2) {
      y[i] = (float) (cos * x[i] + sin * x[i + 1] + 7);
      y[i + 1] = (float) (sin * x[i] - cos * x[i + 1] - 4);
    }
    float[] slopeX = new float[x.length];
    float[] slopeY = new float[x.length];
    double value = of(x, new Given(2, here), 0.4, slopeX).value();
    assertThat(of(y, new Given(2, there), 0.4, slopeY).value()).isCloseTo(value, within(1e-5));
    for (int i = 0; i < x.length; i += 2) {
      assertThat(slopeY[i])
          .isCloseTo((float) (cos * slopeX[i] + sin * slopeX[i + 1]), within(1e-5f));
    }
  }

  /**
   * There the divergence tends to |difference of means|^2 / (2 sigma^2), that of a sample's mean
   * with it.
   */
  @Test
  void keepsItsDigitsWhereTheWidthIsFarAboveTheData() {
    float[] x = new Gaussian(3).sample(500, Streams.of(5, "x"));
    for (int i = 0; i < x.length; i++) {
      x[i] += 2;
    }
    double away = 0;
    for (int d = 0; d < 3; d++) {
      double mean = 0;
      for (int i = d; i < x.length; i += 3) {
        mean += x[i] / 500.0;
      }
      away += mean * mean;
    }
    away += 3.0 / 500;
    for (double sigma : new double[] {1e3, 1e6, 1e9}) {
      double expected = away / (2 * sigma * sigma);
      assertThat(of(x, new Gaussian(3), sigma, null).value())
          .as("sigma %s", sigma)
          .isCloseTo(expected, within(2e-5 * expected));
    }
  }

  @Test
  void isFiniteHoweverFarAndHoweverFine() {
    for (double scale : new double[] {1e-30, 1, 1e30}) {
      for (double sigma : new double[] {1e-18, 1e-3, 1e17}) {
        for (int k : new int[] {2, 64}) {
          float[] x = new Gaussian(k).sample(20, Streams.of(6, "x"));
          for (int i = 0; i < x.length; i++) {
            x[i] *= (float) scale;
          }
          float[] gradient = new float[x.length];
          Divergence.Measurement measured = of(x, new GaussianMixture(k, 7, 5, 1), sigma, gradient);
          assertThat(measured.value()).isFinite().isNotNegative();
          assertThat(measured.parts().values()).allMatch(Double::isFinite);
          for (float g : gradient) {
            assertThat(g).isFinite();
          }
        }
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    float[] x = new Gaussian(3).sample(333, Streams.of(7, "x"));
    Prior prior = new GaussianMixture(3, 40, 5, 1);
    float[] one = new float[x.length];
    float[] many = new float[x.length];
    RandomGenerator random = Streams.of(0, "unused");
    KernelWidth width = KernelWidth.of(1);
    assertThat(CauchySchwarz.exact(width, 1).of(x, prior, random, 1, one))
        .isEqualTo(CauchySchwarz.exact(width, 7).of(x, prior, random, 1, many));
    assertThat(many).isEqualTo(one);
  }

  /**
   * Training follows the closed form; what is told of latents stands beside a floor, so samples.
   */
  @Test
  void isAnOptionThatRecordsDoNotSee() {
    KernelWidth falling = new KernelWidth(2, 0.5);
    Divergence exact = Divergences.parse("cauchy-schwarz:prior=exact", falling, 2);
    assertThat(exact.spec()).isEqualTo("cauchy-schwarz:prior=exact");
    assertThat(exact.reported().spec()).isEqualTo("cauchy-schwarz");
    assertThat(exact.reported().parts()).isEqualTo(exact.parts());
    Divergence sampled = Divergences.parse("cauchy-schwarz:prior=sampled", falling, 2);
    assertThat(sampled.spec()).isEqualTo("cauchy-schwarz:prior=sampled");
    assertThat(sampled.reported()).isSameAs(sampled);
    Prior prior = new Gaussian(2);
    float[] x = prior.sample(100, Streams.of(8, "x"));
    assertThat(exact.reported().of(x, prior, Streams.of(9, "y"), 1, null))
        .isEqualTo(sampled.of(x, prior, Streams.of(9, "y"), 1, null));
    assertThatThrownBy(() -> Divergences.parse("cauchy-schwarz:prior=both", falling, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prior=both is none of auto, sampled, even, exact");
  }

  @Test
  void priorsWithoutAClosedFormAreRefused() {
    Divergence exact = Divergences.parse("cauchy-schwarz:prior=exact", 1, 1);
    exact.requireTakes(new Gaussian(3));
    Divergences.parse("cauchy-schwarz", 1, 1).requireTakes(new SwissRoll(1));
    assertThatThrownBy(() -> exact.requireTakes(new SwissRoll(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("swiss-roll:scale=1.0 has no closed form")
        .hasMessageContaining("gaussian-mixture");
  }

  private static Divergence.Measurement of(float[] x, Prior prior, double sigma, float[] gradient) {
    RandomGenerator random = Streams.of(0, "unused");
    return CauchySchwarz.exact(KernelWidth.of(sigma), 2).of(x, prior, random, 1, gradient);
  }

  /** A prior from outside, of any components. */
  private record Given(int dimension, List<Component> components) implements Prior {
    @Override
    public String spec() {
      return "given";
    }

    @Override
    public float[] sample(int n, RandomGenerator random) {
      throw new AssertionError("Expected no sample to be drawn");
    }
  }

  private static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.path(i).asDouble();
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
