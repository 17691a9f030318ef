package emaki.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.cluster.KMeans;
import emaki.data.InputException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against scikit-learn, SciPy and NumPy: golden/metrics.py made the figures. */
final class MetricsTest {
  private static JsonNode golden = new ObjectMapper().createObjectNode();

  @BeforeAll
  static void read() throws IOException {
    golden =
        new ObjectMapper().readTree(MetricsTest.class.getResourceAsStream("/golden/metrics.json"));
  }

  @Test
  void scoresAreScikitLearns() {
    assertThat(golden.path("tables")).hasSize(14);
    for (JsonNode c : golden.path("tables")) {
      ContingencyTable table =
          ContingencyTable.of(ints(c.path("classes")), ints(c.path("clusters")));
      assertThat(MatchedAccuracy.of(table)).isCloseTo(c.path("accuracy").asDouble(), within(1e-12));
      assertThat(Purity.of(table)).isCloseTo(c.path("purity").asDouble(), within(1e-12));
      assertThat(NormalizedMutualInformation.of(table))
          .isCloseTo(c.path("nmi").asDouble(), within(1e-9));
      assertThat(AdjustedRandIndex.of(table)).isCloseTo(c.path("ari").asDouble(), within(1e-9));
      if (IntStream.of(ints(c.path("classes"))).noneMatch(label -> label < 0)) {
        assertThat(AdjustedRandIndex.of(ints(c.path("classes")), ints(c.path("clusters"))))
            .isEqualTo(AdjustedRandIndex.of(table));
      }
    }
  }

  /** More groups than a table has rows, and noise on both sides. */
  @Test
  void randIndexOfPartitionsTakesAnyGroups() {
    int[] each = IntStream.range(0, 5000).toArray();
    assertThat(AdjustedRandIndex.of(each, each)).isEqualTo(1);
    assertThat(AdjustedRandIndex.of(new int[] {-1, -1, 7, 7}, new int[] {3, 3, -1, -1}))
        .isEqualTo(1);
    assertThat(AdjustedRandIndex.of(new int[] {-1, -1, 7, 7}, new int[] {-1, 7, -1, 7}))
        .isCloseTo(-0.5, within(1e-12));
    assertThat(AdjustedRandIndex.of(new int[0], new int[0])).isNaN();
  }

  @Test
  void namesOfClustersDoNotMatterAndTheDiagonalIsTheMatching() {
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      int k = 2 + random.nextInt(6);
      int[] classes = random.ints(80, 0, 5).toArray();
      int[] clusters = random.ints(80, 0, k).toArray();
      int[] renamed = Arrays.stream(clusters).map(c -> k - 1 - c).toArray();
      ContingencyTable table = ContingencyTable.of(classes, clusters);
      ContingencyTable other = ContingencyTable.of(classes, renamed);
      assertThat(MatchedAccuracy.of(other)).isEqualTo(MatchedAccuracy.of(table));
      assertThat(AdjustedRandIndex.of(other)).isCloseTo(AdjustedRandIndex.of(table), within(1e-12));
      assertThat(MatchedAccuracy.of(table)).isLessThanOrEqualTo(Purity.of(table) + 1e-12);
      int[][] matched = MatchedAccuracy.matched(table);
      double diagonal =
          IntStream.range(0, Math.min(matched.length, matched[0].length))
              .map(i -> matched[i][i])
              .sum();
      assertThat(diagonal / 80).isCloseTo(MatchedAccuracy.of(table), within(1e-12));
    }
  }

  /** Years, identifiers: what counts is which points share a class. */
  @Test
  void numbersOfClassesDoNotMatter() {
    Random random = new Random(2);
    int[] classes = random.ints(60, 0, 40).toArray();
    int[] clusters = random.ints(60, 0, 10).toArray();
    int[] ids = Arrays.stream(classes).map(c -> c == 39 ? 2_000_000_000 : 1960 + c).toArray();
    ContingencyTable table = ContingencyTable.of(classes, clusters);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          ContingencyTable far = ContingencyTable.of(ids, clusters);
          assertThat(MatchedAccuracy.of(far)).isEqualTo(MatchedAccuracy.of(table));
          assertThat(NormalizedMutualInformation.of(far))
              .isCloseTo(NormalizedMutualInformation.of(table), within(1e-12));
          assertThat(AdjustedRandIndex.of(far)).isEqualTo(AdjustedRandIndex.of(table));
          assertThat(Purity.of(far)).isEqualTo(Purity.of(table));
          assertThat(MatchedAccuracy.matched(far)).isEmpty();
        });
  }

  @Test
  void aThousandClassesAreScoredAndMoreRefused() {
    int[] thousand = IntStream.range(0, 30_000).map(i -> i % 1000).toArray();
    int[] shuffled = Arrays.stream(thousand).map(c -> (c * 7 + 3) % 1000).toArray();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          ContingencyTable table = ContingencyTable.of(thousand, shuffled);
          assertThat(MatchedAccuracy.of(table)).isEqualTo(1);
          assertThat(MatchedAccuracy.order(table)[2]).isEqualTo(17);
        });
    int[] more = IntStream.range(0, 1001).toArray();
    assertThatThrownBy(() -> ContingencyTable.of(more, new int[1001]))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at most 1000 classes, found 1001");
  }

  /** Even where all of a class is noise, and no cluster is left for it. */
  @Test
  void noiseIsTheLastColumnAndMatchesNoClass() {
    ContingencyTable table =
        ContingencyTable.of(new int[] {0, 0, 1, 1, 1, -1}, new int[] {0, -1, -1, -1, -1, 0});
    assertThat(table.clusters()).isEqualTo(2);
    assertThat(MatchedAccuracy.of(table)).isEqualTo(0.2);
    assertThat(MatchedAccuracy.order(table)).containsExactly(0, MatchedAccuracy.NO_CLUSTER);
    assertThat(MatchedAccuracy.matched(table)).isDeepEqualTo(new int[][] {{1, 0, 1}, {0, 0, 3}});
    assertThat(Purity.of(table)).isEqualTo(0.8);
    ContingencyTable nothing = ContingencyTable.of(new int[] {0, 1}, new int[] {-1, -1});
    assertThat(MatchedAccuracy.of(nothing)).isZero();
    assertThat(AdjustedRandIndex.of(nothing)).isZero();
  }

  /** Validation sets lack classes, and clusters outnumber them: the matrix keeps its rows. */
  @Test
  void emptyRowsTakeTheClustersLeftOver() {
    ContingencyTable table =
        ContingencyTable.of(new int[] {1, 1, 3, 3, -1}, new int[] {2, 2, 0, 2, 4});
    assertThat(MatchedAccuracy.order(table)).containsExactly(1, 2, 3, 0, 4);
    assertThat(MatchedAccuracy.matched(table))
        .isDeepEqualTo(
            new int[][] {{0, 0, 0, 0, 0}, {0, 2, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 1, 0, 1, 0}});
    ContingencyTable few = ContingencyTable.of(new int[] {0, 1, 2}, new int[] {1, 1, 1});
    assertThat(MatchedAccuracy.order(few)).contains(1, 0, MatchedAccuracy.NO_CLUSTER);
    assertThat(MatchedAccuracy.of(few)).isEqualTo(1 / 3.0);
    ContingencyTable none = ContingencyTable.of(new int[] {-1}, new int[] {0});
    assertThat(MatchedAccuracy.of(none)).isNaN();
    assertThat(MatchedAccuracy.order(none)).containsExactly(0);
  }

  @Test
  void silhouetteIsScikitLearns() {
    float[] points = floats(golden.path("points"));
    double all = Silhouette.of(points, 3, ints(golden.path("groups")), 1000, 0);
    assertThat(all).isCloseTo(golden.path("silhouette").asDouble(), within(1e-6));
    assertThat(Silhouette.of(points, 3, ints(golden.path("groups")), 90, 0))
        .isCloseTo(all, within(0.08));
    assertThat(Silhouette.of(points, 3, new int[points.length / 3], 1000, 0)).isNaN();
  }

  @Test
  void principalComponentsAreNumPys() {
    PrincipalComponents components = PrincipalComponents.of(floats(golden.path("points")), 3);
    double[] axes = new double[9];
    Arrays.setAll(axes, i -> golden.path("axes").path(i).asDouble());
    for (int a = 0; a < 3; a++) {
      assertThat(components.variances()[a])
          .isCloseTo(golden.path("variances").path(a).asDouble(), within(1e-4));
    }
    float[] step = components.at(2, 0);
    double sign = Math.signum((step[0] - golden.path("mean").path(0).asDouble()) * axes[0]);
    for (int d = 0; d < 3; d++) {
      double expected =
          golden.path("mean").path(d).asDouble()
              + sign * 2 * Math.sqrt(components.variances()[0]) * axes[d];
      assertThat((double) step[d]).isCloseTo(expected, within(1e-3));
    }
    float[] back = components.project(step, 2);
    float[] rows = components.meanAndAxes(2);
    for (int axis = 0; axis < 2; axis++) {
      double sum = 0;
      for (int d = 0; d < 3; d++) {
        sum += rows[(1 + axis) * 3 + d] * (step[d] - rows[d]);
      }
      assertThat(sum).isCloseTo(back[axis], within(1e-4));
    }
    assertThat((double) back[0]).isCloseTo(2 * Math.sqrt(components.variances()[0]), within(1e-3));
    assertThat((double) back[1]).isCloseTo(0, within(1e-3));
  }

  @Test
  void kMeansFindsWhatScikitLearnFinds() {
    float[] points = floats(golden.path("points"));
    KMeans fitted = KMeans.fit(new emaki.kernel.Points(points, 3), KMeans.Options.of(3, 0));
    double expected = golden.path("inertia").asDouble();
    assertThat(fitted.inertia()).isCloseTo(expected, within(1e-4 * expected));
    assertThat(
            MatchedAccuracy.of(
                ContingencyTable.of(
                    ints(golden.path("groups")),
                    fitted.assign(new emaki.kernel.Points(points, 3)))))
        .isEqualTo(1);
  }

  private static int[] ints(JsonNode values) {
    return IntStream.range(0, values.size()).map(i -> values.path(i).asInt()).toArray();
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.path(i).asDouble();
    }
    return floats;
  }
}
