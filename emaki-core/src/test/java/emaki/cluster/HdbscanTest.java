package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.InputException;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against scikit-learn: golden/hdbscan.py made the clusters. */
final class HdbscanTest {
  @Test
  void clustersAreScikitLearns() throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(HdbscanTest.class.getResourceAsStream("/golden/hdbscan.json"));
    assertThat(golden).hasSize(4);
    for (JsonNode one : golden) {
      float[] values = new float[one.path("points").size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) one.path("points").path(i).asDouble();
      }
      String spec =
          "hdbscan:least=%d,neighbours=%d"
              .formatted(one.path("least").asInt(), one.path("neighbours").asInt());
      Points points = new Points(values, one.path("dimension").asInt());
      int[] found = Clusterers.parse(spec).fit(points, 0, 2).labels();
      int[] expected =
          IntStream.range(0, found.length).map(i -> one.path("clusters").path(i).asInt()).toArray();
      int[] ordered = Sizes.largestFirst(expected, Sizes.count(expected));
      // A point whose core reaches two parts is equally far from both, and may go to either.
      assertThat(IntStream.range(0, found.length).filter(i -> found[i] != ordered[i]).count())
          .isLessThanOrEqualTo(1);
    }
  }

  /** Kruskal's algorithm finds as short a tree. */
  @Test
  void theTreeIsTheShortest() {
    Points points = Blobs.of(150, 3, 4, 3).points();
    double[] core = new double[150];
    for (int i = 0; i < 150; i++) {
      int point = i;
      core[i] =
          IntStream.range(0, 150)
              .mapToDouble(j -> distance(points, point, j))
              .sorted()
              .toArray()[5];
    }
    int[][] pairs =
        IntStream.range(0, 150 * 150)
            .filter(p -> p / 150 < p % 150)
            .mapToObj(p -> new int[] {p / 150, p % 150})
            .sorted(Comparator.comparingDouble(p -> mutual(points, core, p[0], p[1])))
            .toArray(int[][]::new);
    int[] part = IntStream.range(0, 150).toArray();
    double shortest = 0;
    for (int[] pair : pairs) {
      int one = part[pair[0]];
      int other = part[pair[1]];
      if (one != other) {
        shortest += mutual(points, core, pair[0], pair[1]);
        part = IntStream.of(part).map(p -> p == one ? other : p).toArray();
      }
    }
    SpanningTree tree = tree(points, 5, 2);
    assertThat(Arrays.stream(tree.lengths()).sum()).isCloseTo(shortest, within(1e-5 * shortest));
  }

  @Test
  void threadsDoNotChangeABit() {
    Points points = Blobs.of(9000, 2, 5, 4).points();
    SpanningTree one = tree(points, 3, 1);
    SpanningTree more = tree(points, 3, 2);
    assertThat(more.to()).isEqualTo(one.to());
    assertThat(more.from()).isEqualTo(one.from());
    assertThat(more.lengths()).isEqualTo(one.lengths());
  }

  @Test
  void equalPointsAndFewPointsHaveClusters() {
    float[] values = new float[40];
    Arrays.fill(values, 20, 40, 5);
    Clusters found =
        Clusterers.parse("hdbscan:least=5,neighbours=3").fit(new Points(values, 2), 0, 1);
    assertThat(found.labels()).startsWith(0, 0).endsWith(1, 1).doesNotContain(-1);
    Points few = new Points(new float[] {0, 1, 2}, 1);
    assertThat(Clusterers.parse("hdbscan:neighbours=2").fit(few, 0, 1).labels()).containsOnly(-1);
    assertThatThrownBy(() -> Clusterers.parse("hdbscan:neighbours=3").fit(few, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected more points than neighbours, found 3");
  }

  private static double mutual(Points points, double[] core, int i, int j) {
    return Math.max(distance(points, i, j), Math.max(core[i], core[j]));
  }

  private static double distance(Points points, int i, int j) {
    double square = 0;
    for (int d = 0; d < points.dimension(); d++) {
      double difference =
          (double) points.values()[i * points.dimension() + d]
              - points.values()[j * points.dimension() + d];
      square += difference * difference;
    }
    return Math.sqrt(square);
  }

  private static SpanningTree tree(Points points, int neighbours, int threads) {
    return SpanningTree.of(
        points, Neighbours.of(points, neighbours, Metric.EUCLIDEAN, threads), threads);
  }
}
