package emaki.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.eval.TwoSampleAccuracy;
import emaki.kernel.Points;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvenPriorTest {
  /** Each point by itself, over many draws: no test tells it from an independent one. */
  @ParameterizedTest
  @CsvSource({
    "swiss-roll, 3",
    "s-curve, 3",
    "ring, 2",
    "ring, 5",
    "gaussian, 3",
    "gaussian, 64",
    "gaussian-mixture, 3",
    "gaussian-mixture, 16",
    "uniform-cube, 2",
    "uniform-cube, 9",
    "disc, 2"
  })
  void eachPointIsDistributedAsThePriorIs(String spec, int k) {
    Prior prior = prior(spec, k);
    int draws = 3000;
    int n = 40;
    float[] one = new float[draws * k];
    for (int i = 0; i < draws; i++) {
      float[] even = prior.even(n, Streams.of(1, "even", i));
      System.arraycopy(even, i % n * k, one, i * k, k);
    }
    float[] independent = prior.sample(draws, Streams.of(2, "sample"));
    assertThat(TwoSampleAccuracy.of(new Points(one, k), new Points(independent, k), 2))
        .isCloseTo(0.5, within(0.035));
  }

  /** Of Gaussian kernels about as wide as points are apart, and of some four times as wide. */
  @ParameterizedTest
  @CsvSource({
    "swiss-roll, 3, .25, .05",
    "s-curve, 3, .35, .05",
    "ring, 2, .8, .25",
    "gaussian, 3, .15, .05",
    "gaussian, 64, .6, .2",
    "gaussian-mixture, 3, .35, .5",
    "uniform-cube, 1, .1, .05",
    "uniform-cube, 3, .06, .05",
    "uniform-cube, 16, .4, .1",
    "disc, 2, .45, .1"
  })
  void meansOverThemVaryLess(String spec, int k, double fine, double wide) {
    Prior prior = prior(spec, k);
    float[] places = prior.sample(20, Streams.of(3, "places"));
    double near = nearest(prior.sample(1000, Streams.of(3, "near")), k);
    for (double width : new double[] {near, 4 * near}) {
      double even = 0;
      double independent = 0;
      double[][] evens = new double[60][];
      double[][] independents = new double[60][];
      for (int i = 0; i < evens.length; i++) {
        RandomGenerator random = Streams.of(4, "draw", i);
        evens[i] = kernels(prior.even(1000, random), places, k, width);
        independents[i] = kernels(prior.sample(1000, random), places, k, width);
      }
      for (int place = 0; place < 20; place++) {
        even += variance(evens, place);
        independent += variance(independents, place);
      }
      assertThat(even / independent).as("width " + width).isLessThan(width == near ? fine : wide);
    }
  }

  @Test
  void allPointsOfACloudComeEquallyOften() {
    PointCloud cloud = disc(50);
    for (int times : new int[] {1, 3}) {
      float[] drawn = cloud.even(50 * times, Streams.of(5, "all"));
      float[][] rows = rows(drawn);
      for (int i = 0; i < rows.length; i += times) {
        assertThat(rows[i]).isEqualTo(rows[i + times - 1]);
      }
      assertThat(Arrays.stream(rows).map(Arrays::toString).distinct()).hasSize(50);
    }
    assertThat(Arrays.stream(rows(cloud.even(20, Streams.of(5, "few")))).map(Arrays::toString))
        .doesNotHaveDuplicates();
  }

  @Test
  void isThePriorButForItsSamples() {
    Prior roll = new SwissRoll(2);
    Prior even = roll.evenly();
    assertThat(even.sample(30, Streams.of(6, "x"))).isEqualTo(roll.even(30, Streams.of(6, "x")));
    assertThat(even.sample(30, Streams.of(6, "x")))
        .isNotEqualTo(roll.sample(30, Streams.of(6, "x")));
    assertThat(even.even(30, Streams.of(6, "x"))).isEqualTo(roll.even(30, Streams.of(6, "x")));
    assertThat(even.spec()).isEqualTo(roll.spec());
    assertThat(even.dimension()).isEqualTo(3);
    assertThat(even.chart()).contains((Chart) roll);
    assertThat(new GaussianMixture(3, 4, 5, 1).evenly().components()).hasSize(4);
    PointCloud cloud = disc(9);
    assertThat(cloud.evenly().kept()).contains(cloud);
  }

  @Test
  void noNormalNumberIsInfinitelyFar() {
    assertThat(NormalQuantile.of(0)).isBetween(-9.0, -8.0);
    assertThat(NormalQuantile.of(Math.nextDown(1.0))).isBetween(8.0, 9.0);
    assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959964, within(1e-6));
  }

  private static Prior prior(String spec, int k) {
    return spec.equals("disc") ? disc(7000) : Priors.parse(spec, k).orElseThrow();
  }

  private static PointCloud disc(int n) {
    RandomGenerator random = Streams.of(7, "disc");
    float[] points = new float[2 * n];
    for (int i = 0; i < n; i++) {
      double radius = Math.sqrt(random.nextDouble());
      double angle = 2 * Math.PI * random.nextDouble();
      points[2 * i] = (float) (radius * Math.cos(angle));
      points[2 * i + 1] = (float) (radius * Math.sin(angle));
    }
    return PointCloud.of(Path.of("disc.npz"), points, 2);
  }

  private static float[][] rows(float[] points) {
    float[][] rows = new float[points.length / 2][];
    Arrays.setAll(rows, i -> new float[] {points[2 * i], points[2 * i + 1]});
    return rows;
  }

  private static double[] kernels(float[] points, float[] places, int k, double width) {
    double[] means = new double[places.length / k];
    for (int place = 0; place < means.length; place++) {
      for (int i = 0; i < points.length; i += k) {
        means[place] += Math.exp(-square(points, i, places, place * k, k) / (4 * width * width));
      }
    }
    return means;
  }

  private static double nearest(float[] points, int k) {
    double[] nearest = new double[50];
    for (int i = 0; i < nearest.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < points.length / k; j++) {
        least = i == j ? least : Math.min(least, square(points, i * k, points, j * k, k));
      }
      nearest[i] = Math.sqrt(least * 3 / Math.max(3, k));
    }
    Arrays.sort(nearest);
    return nearest[25];
  }

  private static double square(float[] x, int i, float[] y, int j, int k) {
    double square = 0;
    for (int d = 0; d < k; d++) {
      square += (x[i + d] - y[j + d]) * (x[i + d] - y[j + d]);
    }
    return square;
  }

  private static double variance(double[][] draws, int place) {
    double mean = 0;
    for (double[] draw : draws) {
      mean += draw[place] / draws.length;
    }
    double squares = 0;
    for (double[] draw : draws) {
      squares += (draw[place] - mean) * (draw[place] - mean);
    }
    return squares;
  }
}
