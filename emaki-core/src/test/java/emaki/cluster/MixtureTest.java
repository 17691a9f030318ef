package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.InputException;
import emaki.kernel.Points;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Against scikit-learn: golden/mixture.py made the figures. */
final class MixtureTest {
  @Test
  void endsWhereScikitLearnEnds() throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(MixtureTest.class.getResourceAsStream("/golden/mixture.json"));
    assertThat(golden).hasSize(3).allSatisfy(MixtureTest::check);
  }

  private static void check(JsonNode golden) {
    int d = golden.path("dimension").asInt();
    int k = golden.path("k").asInt();
    double[] values = doubles(golden.path("points"));
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    Points points = new Points(floats, d);
    int[] first = ints(golden.path("first"));
    Mixture mixture = Mixture.fit(points, first, k, 1e-12, 5000, 2);
    double logLikelihood = golden.path("logLikelihood").asDouble();
    assertThat(mixture.logLikelihood()).isCloseTo(logLikelihood, within(1e-8));
    double bic =
        mixture.parameters() * Math.log(points.size())
            - 2 * points.size() * mixture.logLikelihood();
    assertThat(bic).isCloseTo(golden.path("bic").asDouble(), within(1e-4));
    assertThat(mixture.weights()).containsExactly(doubles(golden.path("weights")), within(1e-5));
    for (int c = 0; c < k; c++) {
      assertThat(mixture.mean(c))
          .containsExactly(doubles(golden.path("means").path(c)), within(1e-4));
    }
    assertThat(mixture.shares(points))
        .containsExactly(doubles(golden.path("shares")), within(1e-4));
    assertThat(mixture.labels(mixture.shares(points))).isEqualTo(ints(golden.path("clusters")));
  }

  @Test
  void eachIterationRaisesTheLikelihood() {
    Blobs blobs = Blobs.of(500, 3, 4, 3);
    double before = Double.NEGATIVE_INFINITY;
    for (int iterations = 1; iterations < 30; iterations++) {
      double now = Mixture.fit(blobs.points(), blobs.truth(), 4, 0, iterations, 2).logLikelihood();
      assertThat(now).isGreaterThanOrEqualTo(before - 1e-12);
      before = now;
    }
  }

  @Test
  void sharesAreProbabilitiesAndFarPointsHaveThemToo() {
    Blobs blobs = Blobs.of(300, 2, 3, 8);
    Mixture mixture = Mixture.fit(blobs.points(), blobs.truth(), 3, 1e-6, 100, 2);
    double[] shares = mixture.shares(new Points(new float[] {1e6f, -1e6f, 0, 0, 8, 0}, 2));
    for (int i = 0; i < 9; i += 3) {
      assertThat(shares[i] + shares[i + 1] + shares[i + 2]).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    Blobs blobs = Blobs.of(3000, 4, 5, 3);
    Mixture one = Mixture.fit(blobs.points(), blobs.truth(), 5, 0, 8, 1);
    Mixture more = Mixture.fit(blobs.points(), blobs.truth(), 5, 0, 8, 3);
    assertThat(more.logLikelihood()).isEqualTo(one.logLikelihood());
    assertThat(more.mean(2)).isEqualTo(one.mean(2));
  }

  /** A wide blob and a narrow one: k-means would give the edge of the wide to the narrow. */
  @Test
  void clustersMayBeWideAndNarrow() {
    Blobs blobs = Blobs.of(1000, 2, 2, 0);
    float[] values = blobs.points().values().clone();
    for (int i = 0; i < values.length; i++) {
      boolean narrow = blobs.truth()[i / 2] == 1;
      values[i] = narrow ? values[i] / 2 + 12 * (1 - i % 2) : 5 * values[i];
    }
    Blobs uneven = new Blobs(new Points(values, 2), blobs.truth());
    int[] first = Clusterers.parse("kmeans:k=2").fit(uneven.points(), 1, 2).labels();
    assertThat(uneven.found(first)).isLessThan(0.96);
    Clusters found = Clusterers.parse("mixture:k=2").fit(uneven.points(), 1, 2);
    assertThat(uneven.found(found.labels())).isGreaterThan(0.99);
    assertThat(found.assigner().orElseThrow().assign(uneven.points())).isEqualTo(found.labels());
    assertThat(found.figures()).containsKeys("log_likelihood", "bic");
    float[] shares = found.assigner().orElseThrow().shares(uneven.points()).orElseThrow();
    double sum = 0;
    for (int i = 0; i < shares.length; i += 2) {
      sum += Math.max(shares[i], shares[i + 1]);
    }
    assertThat(found.figures().get("certainty")).isCloseTo(sum / 1000, within(1e-6));
  }

  @Test
  void asFewPointsAsClustersHaveAFitAndFewerAreTheUsers() {
    Points points = new Points(new float[] {0, 0, 5, 5, 9, 0}, 2);
    Clusterer method = Clusterers.parse("mixture:k=3");
    assertThat(method.fit(points, 0, 1).labels()).containsExactlyInAnyOrder(0, 1, 2);
    assertThatThrownBy(() -> Clusterers.parse("mixture:k=4").fit(points, 0, 1))
        .isInstanceOf(InputException.class);
  }

  @Test
  void whatFindsNoRoomIsRefusedWithWhatItNeeds() {
    Points many = new Points(new float[5000 * 512], 512);
    assertThatThrownBy(() -> Clusterers.parse("mixture:k=1000").fit(many, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("method mixture:k=1000: needs 37.9 GB of memory, of the Java heap ")
        .hasMessageContaining("(lower k, or use kmeans, or raise the heap: memory -Xmx51g)");
    Points more = new Points(new float[2_200_000], 1);
    assertThatThrownBy(() -> Clusterers.parse("mixture:k=1000").fit(more, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("shares of points: 2,200,000,000 are more than an array holds");
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.path(i).asDouble();
    }
    return values;
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.path(i).asInt();
    }
    return values;
  }
}
