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
    KMeans fitted = KMeans.fit(points, 2, KMeans.Options.of(3, 0));
    int[] clusters = fitted.assign(points);
    assertThat(clusters[0])
        .isEqualTo(clusters[1])
        .isNotEqualTo(clusters[2])
        .isNotEqualTo(clusters[4]);
    assertThat(clusters[2]).isEqualTo(clusters[3]).isNotEqualTo(clusters[4]);
    assertThat(clusters[4]).isEqualTo(clusters[5]);
    assertThat(fitted.assign(points)).containsExactly(clusters).containsOnly(0, 1, 2);
    // Each pair lies half a unit to either side of its centre.
    assertThat(fitted.inertia()).isCloseTo(6 * 0.25, within(1e-6));
  }

  @Test
  void assignsTheNearestCentreAndInertiaIsTheSumOfSquares() {
    float[] points = random(500, 4, 1);
    KMeans fitted = KMeans.fit(points, 4, KMeans.Options.of(6, 3));
    float[] others = random(300, 4, 2);
    int[] clusters = fitted.assign(others);
    float[] centres = fitted.centres();
    for (int i = 0; i < 300; i++) {
      for (int c = 0; c < 6; c++) {
        assertThat(squared(others, i, centres, clusters[i]))
            .isLessThanOrEqualTo(squared(others, i, centres, c) + 1e-5);
      }
    }
    int[] own = fitted.assign(points);
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
    assertThat(KMeans.fit(points, 3, options).centres())
        .isEqualTo(KMeans.fit(points, 3, options).centres());
    assertThat(KMeans.fit(points, 3, new KMeans.Options(8, 6, 1, 50, 2)).centres())
        .isNotEqualTo(KMeans.fit(points, 3, options).centres());
  }

  @Test
  void threadsDoNotChangeABit() {
    for (int n : new int[] {63, 65, 4000}) {
      float[] points = random(n, 5, 1);
      KMeans one = KMeans.fit(points, 5, new KMeans.Options(6, 2, 3, 40, 1));
      for (int threads : new int[] {2, 3}) {
        KMeans more = KMeans.fit(points, 5, new KMeans.Options(6, 2, 3, 40, threads));
        assertThat(more.centres()).isEqualTo(one.centres());
        assertThat(more.inertia()).isEqualTo(one.inertia());
        assertThat(more.assign(points)).isEqualTo(one.assign(points));
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
    KMeans fitted = KMeans.fit(points, 3, KMeans.Options.of(distinct, 0));
    assertThat(fitted.inertia()).isZero();
    assertThat(fitted.assign(points)).containsOnly(IntStream.range(0, distinct).toArray());
  }

  /** Squares of such coordinates are beyond the range of float. */
  @Test
  void theUnitOfThePointsDoesNotMatter() {
    float[] points = random(500, 3, 4);
    KMeans plain = KMeans.fit(points, 3, KMeans.Options.of(5, 0));
    for (int exponent : new int[] {-100, -80, 80, 124}) {
      float[] scaled = Strips.scaled(points, exponent);
      KMeans fitted = KMeans.fit(scaled, 3, KMeans.Options.of(5, 0));
      assertThat(fitted.centres()).isEqualTo(Strips.scaled(plain.centres(), exponent));
      assertThat(fitted.inertia()).isEqualTo(Math.scalb(plain.inertia(), 2 * exponent));
      assertThat(fitted.assign(scaled)).isEqualTo(plain.assign(points));
    }
  }

  @Test
  void pointsFarBeyondThoseFittedHaveACluster() {
    KMeans fitted = KMeans.fit(new float[] {-1, -1.5f, 2, 3}, 1, KMeans.Options.of(2, 0));
    int right = fitted.assign(new float[] {2})[0];
    assertThat(fitted.assign(new float[] {1e5f, -1e5f})).containsExactly(right, 1 - right);
    // Seen from there the centres are one.
    assertThat(fitted.assign(new float[] {Float.MAX_VALUE})).containsExactly(0);
    assertThat(fitted.assign(new float[0])).isEmpty();
    assertThatThrownBy(() -> fitted.assign(new Points(new float[2], 2)))
        .hasMessageContaining("dimension 1");
  }

  @Test
  void impossibleNumbersOfClustersAreNamed() {
    assertThatThrownBy(() -> KMeans.Options.of(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--k 1");
    assertThatThrownBy(() -> KMeans.Options.of(1001, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--k 1001")
        .hasMessageContaining("at most 1000");
    assertThatThrownBy(() -> KMeans.fit(random(5, 2, 0), 2, KMeans.Options.of(6, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--k 6");
    assertThatThrownBy(() -> KMeans.fit(new float[20], 2, KMeans.Options.of(2, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--k 2");
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
}
