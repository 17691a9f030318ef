package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NeighbourGraphTest {
  /** The first three see each other in a row; the last two only each other. */
  private static final float[] LINE = {0, 1, 3, 100, 101};

  @Test
  void mutualNeighboursHaveWeightTwo() {
    NeighbourGraph graph = new Neighbourhood(1, null).graph(new Points(LINE, 1), Neighbours::of, 1);
    assertThat(graph.starts()).containsExactly(0, 1, 3, 4, 5, 6);
    assertThat(graph.ends()).containsExactly(1, 0, 2, 1, 4, 3);
    assertThat(graph.weights()).containsExactly(2, 2, 1, 1, 2, 2);
    assertThat(graph.degrees()).containsExactly(2, 3, 1, 2, 2);
    assertThat(graph.components()).containsExactly(0, 0, 0, 1, 1);
    assertThat(graph.between(graph.components(), 2)).isDeepEqualTo(new double[][] {{6, 0}, {0, 4}});
  }

  @Test
  void itIsSymmetricAndItsEdgesAreThoseOfTheNeighbours() {
    Points points = Blobs.of(200, 5, 3, 0).points();
    NeighbourGraph graph = new Neighbourhood(7, null).graph(points, Neighbours::of, 2);
    assertThat(Arrays.stream(graph.weights()).sum()).isEqualTo(2 * 7 * 200);
    for (int i = 0; i < 200; i++) {
      int[] own = Arrays.copyOfRange(graph.ends(), graph.starts()[i], graph.starts()[i + 1]);
      assertThat(own).doesNotContain(i).isSorted().doesNotHaveDuplicates();
      for (int e = graph.starts()[i]; e < graph.starts()[i + 1]; e++) {
        assertThat(weight(graph, graph.ends()[e], i)).isEqualTo(graph.weights()[e]);
      }
    }
  }

  private static double weight(NeighbourGraph graph, int from, int to) {
    return IntStream.range(graph.starts()[from], graph.starts()[from + 1])
        .filter(e -> graph.ends()[e] == to)
        .mapToDouble(e -> graph.weights()[e])
        .sum();
  }

  /** Of three points on a ray two are near by length, and all by direction. */
  @Test
  void manyDimensionsAreComparedByDirection() {
    float[] values = new float[4 * 16];
    values[0] = 1;
    values[16] = 9;
    values[32] = 1;
    values[33] = 1;
    values[48] = 9;
    values[49] = 9.5f;
    Points points = new Points(values, 16);
    assertThat(new Neighbourhood(1, null).graph(points, Neighbours::of, 1).ends())
        .containsExactly(1, 0, 3, 2);
    assertThat(new Neighbourhood(1, Metric.EUCLIDEAN).graph(points, Neighbours::of, 1).ends())
        .containsExactly(1, 2, 0, 3, 0, 1);
  }

  @Test
  void tooFewPointsAreTheUsers() {
    assertThatThrownBy(
            () -> new Neighbourhood(5, null).graph(new Points(LINE, 1), Neighbours::of, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected more points than neighbours, found 5");
  }
}
