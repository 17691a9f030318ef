package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.InputException;
import emaki.data.Streams;
import emaki.prior.Gaussian;
import emaki.prior.Prior;
import emaki.prior.Priors;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds of every divergence, and of each alone. */
final class DivergencesTest {
  @Test
  void partsThatCannotBeColumnsAreRefused() {
    Divergences.requireColumns("d", List.of());
    Divergences.requireColumns("d", List.of("entropy", "cross_entropy", "between-2"));
    for (String bad : List.of("", "two\nlines", "a,b", "Upper", "between", "total", "divergence")) {
      assertThatThrownBy(() -> Divergences.requireColumns("d", List.of("between", bad)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("d: names its parts ")
          .hasMessageContaining("‘" + bad + "’ cannot be a column");
    }
  }

  private static List<Divergence> all(int threads) {
    return Divergences.usages().stream().map(u -> Divergences.parse(u, 1, threads)).toList();
  }

  @Test
  void thereAreFiveOfThem() {
    assertThat(Divergences.names())
        .contains("cauchy-schwarz", "euclidean", "mmd", "sliced-wasserstein", "energy");
    // The study's is told by its name alone, as records of all times tell it.
    List<String> specs =
        Divergences.usages().stream()
            .map(usage -> usage.equals("cauchy-schwarz:prior=auto") ? "cauchy-schwarz" : usage)
            .toList();
    assertThat(all(1)).extracting(Divergence::spec).containsExactlyElementsOf(specs);
    for (String spec : specs) {
      assertThat(Divergences.parse(spec, 1, 1).spec()).isEqualTo(spec);
    }
    assertThatThrownBy(() -> Divergences.parse("sliced-wasserstein:directions=0", 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("directions=0");
  }

  /** Values and gradients by NumPy in float64: golden/distances.py made them. */
  @Test
  void agreesWithNumpy() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(DivergencesTest.class.getResourceAsStream("/golden/distances.json"));
    assertThat(cases).hasSize(5);
    for (JsonNode c : cases) {
      int k = c.path("dimension").asInt();
      float[] x = floats(c.path("x"));
      float[] y = floats(c.path("y"));
      float[] slope = new float[x.length];
      assertAgrees(c, "energy", new Energy(2).between(x, y, k, slope), slope);
      assertAgrees(c, "mmd", new MeanDiscrepancy(2).between(x, y, k, slope), slope);
      assertAgrees(c, "euclidean", new Euclidean(6, 2).between(x, y, k, slope), slope);
      if (c.has("directions")) {
        float[] flat = floats(c.path("directions"));
        double[][] directions = new double[flat.length / k][k];
        for (int i = 0; i < flat.length; i++) {
          directions[i / k][i % k] = c.path("directions").path(i).asDouble();
        }
        Divergence.Measurement sliced =
            new SlicedWasserstein(directions.length, 2).along(directions, x, y, slope);
        assertAgrees(c, "sliced-wasserstein", sliced, slope);
      }
    }
  }

  private static void assertAgrees(
      JsonNode c, String name, Divergence.Measurement measured, float[] gradient) {
    double value = c.path(name).path("value").asDouble();
    assertThat(measured.value()).as(name).isCloseTo(value, within(1e-5 * Math.max(value, 0.1)));
    float[] expected = floats(c.path(name).path("gradient"));
    double largest = 0;
    for (float g : expected) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i])
          .as("%s, slope %d", name, i)
          .isCloseTo(expected[i], within(1e-4 * largest));
    }
  }

  /** In every dimension; along random ways, since a value is a sum in float. */
  @Test
  void gradientsAreSlopes() {
    for (Prior prior :
        List.of(new Gaussian(2), new Gaussian(30), Priors.parse("swiss-roll", 3).orElseThrow())) {
      int k = prior.dimension();
      for (Divergence divergence : all(2)) {
        float[] points = prior.sample(200, Streams.of(1, "points"));
        for (int i = 0; i < points.length; i++) {
          points[i] = 0.8f * points[i] + 0.3f;
        }
        float[] gradient = new float[points.length];
        Arrays.fill(gradient, Float.NaN);
        double value = value(divergence, prior, points, gradient);
        assertThat(value).isEqualTo(value(divergence, prior, points, null));
        double norm = 0;
        for (float g : gradient) {
          norm += (double) g * g;
        }
        norm = Math.sqrt(norm);
        double step = 1e-2 * Math.sqrt(k);
        float[] up = points.clone();
        float[] down = points.clone();
        for (int i = 0; i < points.length; i++) {
          up[i] += (float) (step * gradient[i] / norm);
          down[i] -= (float) (step * gradient[i] / norm);
        }
        double slope =
            (value(divergence, prior, up, null) - value(divergence, prior, down, null))
                / (2 * step);
        assertThat(slope)
            .as("%s to %s", divergence.spec(), prior.spec())
            .isCloseTo(norm, within(0.02 * norm));
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    Prior prior = new Gaussian(3);
    float[] points = prior.sample(777, Streams.of(1, "points"));
    for (int d = 0; d < all(1).size(); d++) {
      float[] one = new float[points.length];
      double value = value(all(1).get(d), prior, points, one);
      for (int threads : new int[] {2, 3, 7}) {
        float[] gradient = new float[points.length];
        assertThat(value(all(threads).get(d), prior, points, gradient)).isEqualTo(value);
        assertThat(gradient).isEqualTo(one);
      }
    }
  }

  /** A sample that is the prior's own is at its floor, and one that is not is far above it. */
  @Test
  void smallForThePriorsOwnPointsLargeForOthers() {
    Prior prior = Priors.parse("gaussian-mixture", 3).orElseThrow();
    float[] own = prior.sample(1000, Streams.of(1, "own"));
    float[] narrow = own.clone();
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] *= 0.6f;
    }
    for (Divergence divergence : all(2)) {
      double floor = value(divergence, prior, own, null);
      assertThat(floor).as(divergence.spec()).isBetween(0.0, 0.1);
      assertThat(value(divergence, prior, narrow, null))
          .as(divergence.spec())
          .isGreaterThan(3 * floor);
    }
  }

  /** Two clouds of one point each, d apart: r is 1 by convention, as a point has no radius. */
  @Test
  void closedFormsOfTwoPoints() {
    float[] x = {3, 0};
    float[] y = {0, 4};
    float[] gradient = new float[2];
    assertThat(new Energy(1).between(x, y, 2, gradient).value()).isCloseTo(10, within(1e-5));
    assertThat(gradient[0]).isCloseTo(2 * 0.6f, within(1e-6f));
    assertThat(gradient[1]).isCloseTo(-2 * 0.8f, within(1e-6f));
    double discrepancy = 0;
    for (double c : new double[] {.02, .06, .2, .6, 2, 6}) {
      discrepancy += 2 - 2 * c / (c + 25);
    }
    assertThat(new MeanDiscrepancy(1).between(x, y, 2, null).value())
        .isCloseTo(discrepancy, within(1e-5));
    double euclidean = 0;
    for (double sigma = 1; sigma > 0.03; sigma /= 2) {
      euclidean += 2 - 2 * Math.exp(-25 / (4 * sigma * sigma));
    }
    assertThat(new Euclidean(6, 1).between(x, y, 2, null).value())
        .isCloseTo(euclidean, within(1e-5));
  }

  /** A cloud moved by a vector v is |v|^2 / r^2 from itself, on average over directions. */
  @Test
  void slicedDistanceOfAMovedCloud() {
    for (int k : new int[] {1, 3, 20}) {
      float[] y = new Gaussian(k).sample(500, Streams.of(3, "cloud"));
      float[] x = y.clone();
      for (int i = 0; i < x.length; i += k) {
        x[i] += 3;
      }
      double radius = Scale.radius(y, k);
      float[] gradient = new float[x.length];
      double value =
          new SlicedWasserstein(4096, 2)
              .between(x, y, k, Streams.of(4, "directions"), gradient)
              .value();
      double expected = 9 / (radius * radius);
      assertThat(value).isCloseTo(expected, within(0.06 * expected));
      assertThat(gradient[0])
          .isCloseTo((float) (6 / (radius * radius) / 500), within(0.06f * gradient[0]));
    }
  }

  /**
   * For X from N(m, I) and Y from N(0, I) the densities smoothed by a window of width sigma are
   * N(m, (1 + sigma^2) I) and N(0, (1 + sigma^2) I), whose squared L2 distance is 2 (4 pi (1 +
   * sigma^2))^(-k/2) (1 - exp(-|m|^2 / (4 (1 + sigma^2)))) (Principe, 2010, section 2.2), besides
   * the diagonals of the samples.
   */
  @Test
  void euclideanDivergenceOfNormals() {
    int n = 4000;
    for (int k : new int[] {1, 3}) {
      float[] y = new Gaussian(k).sample(n, Streams.of(5, "y"));
      float[] x = new Gaussian(k).sample(n, Streams.of(6, "x"));
      for (int i = 0; i < x.length; i += k) {
        x[i] += 1.5f;
      }
      double sigma = Scale.radius(y, k);
      double expected = 0;
      for (int w = 0; w < 3; w++, sigma /= 2) {
        double spread = 1 + sigma * sigma;
        double unit = Math.pow(sigma * sigma / spread, k / 2.0);
        expected += 2 * unit * (1 - Math.exp(-1.5 * 1.5 / (4 * spread))) + 2 * (1 - unit) / n;
      }
      assertThat(new Euclidean(3, 2).between(x, y, k, null).value())
          .isCloseTo(expected, within(0.05 * expected));
    }
  }

  /**
   * E|x - y| of X from N(m, 1) and Y from N(0, 1) is that of a folded normal of variance 2: 2 /
   * sqrt(pi) exp(-m^2 / 4) + m erf(m / 2).
   */
  @Test
  void energyDistanceOfNormals() {
    int n = 6000;
    float[] y = new Gaussian(1).sample(n, Streams.of(7, "y"));
    float[] x = new Gaussian(1).sample(n, Streams.of(8, "x"));
    for (int i = 0; i < n; i++) {
      x[i] += 2;
    }
    double erfOfOne = 0.8427007929497149;
    double between = 2 / Math.sqrt(Math.PI) * Math.exp(-1) + 2 * erfOfOne;
    double within = 2 / Math.sqrt(Math.PI);
    assertThat(new Energy(2).between(x, y, 1, null).value())
        .isCloseTo(2 * between - 2 * within, within(0.08));
  }

  private static double value(
      Divergence divergence, Prior prior, float[] points, float[] gradient) {
    RandomGenerator random = Streams.of(9, "prior");
    Divergence.Measurement measured = divergence.of(points, prior, random, 1, gradient);
    assertThat(measured.parts().keySet()).containsExactlyInAnyOrderElementsOf(divergence.parts());
    return measured.value();
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.path(i).asDouble();
    }
    return values;
  }
}
