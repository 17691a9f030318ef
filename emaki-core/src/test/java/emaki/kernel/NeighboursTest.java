package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NeighboursTest {
  private static final int[] SIZES = {2, 7, 13, 63, 64, 65, 207, 1023};

  @ParameterizedTest
  @EnumSource
  void theyAreTheNearestByBothTwins(Metric metric) {
    for (int n : SIZES) {
      for (int dimension : new int[] {1, 3, 64}) {
        Points points = normal(n, dimension);
        for (int k : new int[] {1, 10}) {
          if (k < n) {
            Neighbours fast = Neighbours.of(points, k, metric, 2);
            Neighbours slow = Neighbours.scalar(points, k, metric);
            assertThat(fast.indices()).isEqualTo(slow.indices());
            assertThat(fast.distances()).isEqualTo(slow.distances());
            check(points, metric, fast);
          }
        }
      }
    }
  }

  /** Against all distances in double: floats may swap two that are all but equally far. */
  private static void check(Points points, Metric metric, Neighbours found) {
    int k = found.k();
    for (int i = 0; i < points.size(); i++) {
      int point = i;
      double[] sorted =
          IntStream.range(0, points.size())
              .filter(j -> j != point)
              .mapToDouble(j -> distance(points, metric, point, j))
              .sorted()
              .toArray();
      int[] own = Arrays.copyOfRange(found.indices(), i * k, i * k + k);
      assertThat(own).doesNotContain(i).doesNotHaveDuplicates();
      for (int j = 0; j < k; j++) {
        assertThat((double) found.distances()[i * k + j])
            .isCloseTo(distance(points, metric, i, own[j]), within(1e-5 * (sorted[j] + 1e-2)))
            .isCloseTo(sorted[j], within(1e-5 * (sorted[j] + 1e-2)));
      }
    }
  }

  @Test
  void equallyFarComeInTheOrderOfTheirIndices() {
    Points grid = grid();
    Neighbours found = Neighbours.of(grid, 6, Metric.EUCLIDEAN, 2);
    for (int i = 0; i < grid.size(); i++) {
      int point = i;
      Integer[] expected =
          IntStream.range(0, grid.size())
              .filter(j -> j != point)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      (Integer j) -> distance(grid, Metric.EUCLIDEAN, point, j)))
              .limit(6)
              .toArray(Integer[]::new);
      for (int j = 0; j < 6; j++) {
        assertThat(found.indices()[i * 6 + j]).as("of %d", i).isEqualTo(expected[j]);
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    Points points = normal(2000, 5);
    Neighbours one = Neighbours.of(points, 7, Metric.COSINE, 1);
    Queue<Double> told = new ConcurrentLinkedQueue<>();
    Neighbours more = Neighbours.of(points, 7, Metric.COSINE, 3, told::add);
    assertThat(more.indices()).isEqualTo(one.indices());
    assertThat(more.distances()).isEqualTo(one.distances());
    assertThat(told).doesNotHaveDuplicates().contains(1.0).allMatch(done -> done > 0 && done <= 1);
  }

  /** Ties, too: a grid has many. */
  @ParameterizedTest
  @EnumSource
  void howTheyAreDealtOutDoesNotChangeABit(Metric metric) {
    for (Points points : new Points[] {normal(1000, 5), normal(65, 2), grid()}) {
      Neighbours alone = Neighbours.of(points, 7, metric, 2);
      NeighbourSearch search = new NeighbourSearch(points, 7, metric);
      for (int own : new int[] {1, 5}) {
        for (int others : new int[] {1, 3, 100}) {
          List<NearestSoFar> found = new ArrayList<>();
          for (NeighbourSearch.Part part : parts(search, own)) {
            NearestSoFar nearest = part.alone(7);
            parts(search, others).forEach(met -> nearest.meet(part, met, 1));
            found.add(0, nearest);
          }
          Neighbours dealt = search.whole(found);
          assertThat(dealt.indices()).isEqualTo(alone.indices());
          assertThat(dealt.distances()).isEqualTo(alone.distances());
        }
      }
    }
  }

  @Test
  void partsThatAreMissedOrComeInAnotherOrderAreRefused() {
    NeighbourSearch search = new NeighbourSearch(normal(200, 2), 3, Metric.EUCLIDEAN);
    List<NeighbourSearch.Part> parts = parts(search, 2);
    NearestSoFar nearest = parts.get(0).alone(3);
    assertThatThrownBy(() -> nearest.meet(parts.get(0), parts.get(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("others from 0 on, got 128 from 0 and others from 128");
    nearest.meet(parts.get(0), parts.get(0), 1);
    assertThatThrownBy(() -> search.whole(List.of(nearest)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has met 200 points, got one at 0 that has met 128");
    nearest.meet(parts.get(0), parts.get(1), 1);
    assertThatThrownBy(() -> search.whole(List.of(nearest)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected parts of 200 points, got 128");
  }

  private static List<NeighbourSearch.Part> parts(NeighbourSearch search, int tiles) {
    return IntStream.iterate(0, from -> from < search.tiles(), from -> from + tiles)
        .mapToObj(from -> search.part(from, Math.min(search.tiles(), from + tiles)))
        .toList();
  }

  @Test
  void scaleAndCopiesDoNotMislead() {
    Points points = normal(300, 4);
    Neighbours usual = Neighbours.of(points, 5, Metric.EUCLIDEAN, 1);
    for (int exponent : new int[] {-100, 100}) {
      float[] values = points.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.scalb(values[i], exponent);
      }
      Neighbours scaled = Neighbours.of(new Points(values, 4), 5, Metric.EUCLIDEAN, 1);
      assertThat(scaled.indices()).isEqualTo(usual.indices());
      for (int i = 0; i < values.length / 4 * 5; i++) {
        assertThat(scaled.distances()[i]).isEqualTo(Math.scalb(usual.distances()[i], exponent));
      }
    }
    Neighbours copies = Neighbours.of(new Points(new float[20], 2), 3, Metric.EUCLIDEAN, 1);
    assertThat(copies.distances()).containsOnly(0);
    assertThat(copies.indices()).startsWith(1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2, 0, 1, 2);
  }

  @Test
  void aPointAtTheOriginIsHalfAwayByCosine() {
    Points points = new Points(new float[] {0, 0, 3, 0, 0, -2, -1, 0}, 2);
    Neighbours found = Neighbours.of(points, 3, Metric.COSINE, 1);
    assertThat(found.distances()).containsExactly(.5f, .5f, .5f, .5f, 1, 2, .5f, 1, 1, .5f, 1, 2);
  }

  @Test
  void asManyNeighboursAsPointsAreRefused() {
    Points points = normal(5, 2);
    assertThatThrownBy(() -> Neighbours.of(points, 5, Metric.EUCLIDEAN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected 1 to 4 neighbours among 5 points, got 5");
  }

  private static double distance(Points points, Metric metric, int i, int j) {
    double square = 0;
    double product = 0;
    int dimension = points.dimension();
    float[] x = points.values();
    double own = 0;
    double other = 0;
    for (int d = 0; d < dimension; d++) {
      double a = x[i * dimension + d];
      double b = x[j * dimension + d];
      square += (a - b) * (a - b);
      product += a * b;
      own += a * a;
      other += b * b;
    }
    return metric == Metric.COSINE ? 1 - product / Math.sqrt(own * other) : Math.sqrt(square);
  }

  private static Points grid() {
    float[] values = new float[2 * 15 * 15];
    for (int i = 0; i < 15 * 15; i++) {
      values[2 * i] = i % 15;
      values[2 * i + 1] = i / 15;
    }
    return new Points(values, 2);
  }

  private static Points normal(int n, int dimension) {
    RandomGenerator random = Streams.of(5, "points", n, dimension);
    float[] values = new float[n * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Points(values, dimension);
  }
}
