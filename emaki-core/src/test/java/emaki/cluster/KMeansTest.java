package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.InputException;
import emaki.kernel.Points;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KMeansTest {
  @Test
  void tinyDataHasItsExactClusters() {
    float[] points = {0, 0, 0, 1, 10, 10, 10, 11, -20, 5, -20, 6};
    KMeans fitted = fit(points, 2, KMeans.Options.of(3, 0));
    int[] clusters = assign(fitted, points);
    assertThat(clusters[0])
        .isEqualTo(clusters[1])
        .isNotEqualTo(clusters[2])
        .isNotEqualTo(clusters[4]);
    assertThat(clusters[2]).isEqualTo(clusters[3]).isNotEqualTo(clusters[4]);
    assertThat(clusters[4]).isEqualTo(clusters[5]);
    assertThat(assign(fitted, points)).containsExactly(clusters).containsOnly(0, 1, 2);
    // Each pair lies half a unit to either side of its centre.
    assertThat(fitted.inertia()).isCloseTo(6 * 0.25, within(1e-6));
  }

  @Test
  void assignsTheNearestCentreAndInertiaIsTheSumOfSquares() {
    float[] points = random(500, 4, 1);
    KMeans fitted = fit(points, 4, KMeans.Options.of(6, 3));
    float[] others = random(300, 4, 2);
    int[] clusters = assign(fitted, others);
    float[] centres = fitted.centres();
    for (int i = 0; i < 300; i++) {
      for (int c = 0; c < 6; c++) {
        assertThat(squared(others, i, centres, clusters[i]))
            .isLessThanOrEqualTo(squared(others, i, centres, c) + 1e-5);
      }
    }
    int[] own = assign(fitted, points);
    double sum = 0;
    for (int i = 0; i < 500; i++) {
      sum += squared(points, i, centres, own[i]);
    }
    assertThat(fitted.inertia()).isCloseTo(sum, within(1e-3 * sum));
  }

  @Test
  void sameSeedSameBits() {
    float[] points = random(400, 3, 1);
    KMeans.Options options = new KMeans.Options(8, 5, 1, 50, 2);
    assertThat(fit(points, 3, options).centres()).isEqualTo(fit(points, 3, options).centres());
    assertThat(fit(points, 3, new KMeans.Options(8, 6, 1, 50, 2)).centres())
        .isNotEqualTo(fit(points, 3, options).centres());
  }

  @Test
  void threadsDoNotChangeABit() {
    for (int n : new int[] {63, 65, 4000}) {
      float[] points = random(n, 5, 1);
      KMeans one = fit(points, 5, new KMeans.Options(6, 2, 3, 40, 1));
      for (int threads : new int[] {2, 3}) {
        KMeans more = fit(points, 5, new KMeans.Options(6, 2, 3, 40, threads));
        assertThat(more.centres()).isEqualTo(one.centres());
        assertThat(more.inertia()).isEqualTo(one.inertia());
        assertThat(assign(more, points)).isEqualTo(assign(one, points));
      }
    }
  }

  @Test
  void asManyClustersAsDistinctPointsFitExactly() {
    float[] points = new float[300];
    for (int i = 0; i < points.length; i++) {
      points[i] = i % 7 * i % 7;
    }
    int distinct = DistinctPoints.count(points, 3, 100);
    assertThat(distinct).isBetween(3, 99);
    KMeans fitted = fit(points, 3, KMeans.Options.of(distinct, 0));
    assertThat(fitted.inertia()).isZero();
    assertThat(assign(fitted, points)).containsOnly(IntStream.range(0, distinct).toArray());
  }

  /** Squares of such coordinates are beyond the range of float. */
  @Test
  void theUnitOfThePointsDoesNotMatter() {
    float[] points = random(500, 3, 4);
    KMeans plain = fit(points, 3, KMeans.Options.of(5, 0));
    for (int exponent : new int[] {-100, -80, 80, 124}) {
      float[] scaled = Strips.scaled(points, exponent);
      KMeans fitted = fit(scaled, 3, KMeans.Options.of(5, 0));
      assertThat(fitted.centres()).isEqualTo(Strips.scaled(plain.centres(), exponent));
      assertThat(fitted.inertia()).isEqualTo(Math.scalb(plain.inertia(), 2 * exponent));
      assertThat(assign(fitted, scaled)).isEqualTo(assign(plain, points));
    }
  }

  @Test
  void pointsFarBeyondThoseFittedHaveACluster() {
    KMeans fitted = fit(new float[] {-1, -1.5f, 2, 3}, 1, KMeans.Options.of(2, 0));
    int right = assign(fitted, new float[] {2})[0];
    assertThat(assign(fitted, new float[] {1e5f, -1e5f})).containsExactly(right, 1 - right);
    // Seen from there the centres are one.
    assertThat(assign(fitted, new float[] {Float.MAX_VALUE})).containsExactly(0);
    assertThatThrownBy(() -> fitted.assign(new Points(new float[2], 2)))
        .hasMessageContaining("dimension 1");
  }

  @Test
  void impossibleNumbersOfClustersAreNamed() {
    assertThatThrownBy(() -> KMeans.Options.of(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("k 1");
    assertThatThrownBy(() -> KMeans.Options.of(1001, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("k 1001")
        .hasMessageContaining("at most 1000");
    assertThatThrownBy(() -> fit(random(5, 2, 0), 2, KMeans.Options.of(6, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("k 6");
    assertThatThrownBy(() -> fit(new float[20], 2, KMeans.Options.of(2, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("k 2");
  }

  private static double squared(float[] points, int i, float[] centres, int c) {
    int k = 4;
    double sum = 0;
    for (int d = 0; d < k; d++) {
      double difference = points[i * k + d] - centres[c * k + d];
      sum += difference * difference;
    }
    return sum;
  }

  private static float[] random(int n, int k, long seed) {
    Random random = new Random(seed);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static KMeans fit(float[] points, int dimension, KMeans.Options options) {
    return KMeans.fit(new Points(points, dimension), options);
  }

  private static int[] assign(KMeans fitted, float[] points) {
    return fitted.assign(new Points(points, fitted.centres().length / fitted.k()));
  }
}
