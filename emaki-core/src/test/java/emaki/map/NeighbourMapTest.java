package emaki.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.eval.PrincipalComponents;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NeighbourMapTest {
  private static final int DIMENSION = 20;
  private static final int BLOB = 40;

  @Test
  void membershipsSumToTheLogarithmOfTheNeighbours() {
    Neighbours nearest = Neighbours.of(blobs(4), 10, Metric.EUCLIDEAN, 1);
    float[] memberships = FuzzyGraph.memberships(nearest);
    for (int from = 0; from < memberships.length; from += 10) {
      double sum = 0;
      for (int j = from; j < from + 10; j++) {
        sum += memberships[j];
      }
      assertThat(sum).isCloseTo(Math.log(10) / Math.log(2), within(1e-5));
      assertThat(memberships[from]).isEqualTo(1);
    }
  }

  /** Against a matrix: W + W^T - W * W^T. */
  @Test
  void weightsAreThoseOfTheMatrix() {
    Points points = blobs(3);
    int n = points.size();
    Neighbours nearest = Neighbours.of(points, 5, Metric.EUCLIDEAN, 1);
    float[] memberships = FuzzyGraph.memberships(nearest);
    double[][] matrix = new double[n][n];
    for (int e = 0; e < memberships.length; e++) {
      matrix[e / 5][nearest.indices()[e]] = memberships[e];
    }
    FuzzyGraph graph = FuzzyGraph.of(nearest);
    double[][] found = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int e = graph.starts()[i]; e < graph.starts()[i + 1]; e++) {
        assertThat(found[i][graph.ends()[e]]).as("each edge once").isZero();
        found[i][graph.ends()[e]] = graph.weights()[e];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double weight = matrix[i][j] + matrix[j][i] - matrix[i][j] * matrix[j][i];
        assertThat(found[i][j]).isCloseTo(weight, within(1e-6));
      }
    }
  }

  @Test
  void aForceIsItsFunction() {
    Force force = new Force(square -> 1 / (.001 + square));
    for (float square = 1e-9f; square < 1e6; square *= 1.37f) {
      double exact = 1 / (.001 + square);
      assertThat(force.at(square)).isCloseTo((float) exact, within((float) (3e-4 * exact)));
    }
    assertThat(force.at(0)).isCloseTo(1000f, within(1e-3f));
    assertThat(force.at(Float.MAX_VALUE)).isBetween(0f, 1e-6f);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Points points = blobs(16);
    float[] one = map(points, 1);
    assertThat(map(points, 2)).isEqualTo(one);
    assertThat(map(points, 7)).isEqualTo(one);
  }

  /** By the principal axes ten blobs in twenty dimensions lie over each other. */
  @Test
  void blobsComeApartAndNeighboursStay() {
    Points points = blobs(10);
    float[] map = map(points, 2);
    for (int i = 0; i < points.size(); i++) {
      int blob = i / BLOB;
      int[] near = Trustworthiness.ranked(map, 2, i);
      assertThat(Arrays.stream(near, 0, 10)).allMatch(other -> other / BLOB == blob);
    }
    double trust = Trustworthiness.of(points.values(), DIMENSION, map, 10);
    double before = Trustworthiness.of(points.values(), DIMENSION, start(points), 10);
    assertThat(trust).isGreaterThan(.95).isGreaterThan(before + .03);
  }

  /**
   * By scikit-learn 1.2.1: {@code i = numpy.arange(60); X = numpy.c_[sin(i), cos(1.3 * i), sin(2.7
   * * i)]; trustworthiness(X, X[:, :2], n_neighbors=5)}.
   */
  @Test
  void trustworthinessIsThatOfAnotherTool() {
    float[] space = new float[180];
    float[] map = new float[120];
    for (int i = 0; i < 60; i++) {
      space[3 * i] = map[2 * i] = (float) Math.sin(i);
      space[3 * i + 1] = map[2 * i + 1] = (float) Math.cos(1.3 * i);
      space[3 * i + 2] = (float) Math.sin(2.7 * i);
    }
    assertThat(Trustworthiness.of(space, 3, map, 5)).isCloseTo(0.8734615384615385, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 10, 11})
  void fewPointsHavePlaces(int n) {
    Points points = new Points(Arrays.copyOf(blobs(1).values(), n * DIMENSION), DIMENSION);
    assertThat(places(map(points, 1))).hasSize(n).doesNotHaveDuplicates();
  }

  @Test
  void equalPointsHavePlaces() {
    float[] map = map(new Points(new float[50 * DIMENSION], DIMENSION), 1);
    assertThat(places(map)).hasSize(50).doesNotHaveDuplicates();
    float[] twice = Arrays.copyOf(blobs(2).values(), 2 * blobs(2).values().length);
    System.arraycopy(twice, 0, twice, twice.length / 2, twice.length / 2);
    assertThat(places(map(new Points(twice, DIMENSION), 1))).hasSize(4 * BLOB);
  }

  @Test
  void whatHearsOfItMayEndIt() {
    List<Double> heard = new ArrayList<>();
    Points points = blobs(1);
    NeighbourMap.of(points, Neighbours::of, start(points), 0, 1, heard::add);
    assertThat(heard).isSorted().startsWith(0.0).endsWith(1.0).hasSize(501);
    assertThatThrownBy(
            () ->
                NeighbourMap.of(
                    points,
                    Neighbours::of,
                    start(points),
                    0,
                    1,
                    share -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    assertThatThrownBy(
            () -> NeighbourMap.of(points, Neighbours::of, new float[3], 0, 1, share -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("80 coordinates, found 3");
  }

  private static float[] map(Points points, int threads) {
    return NeighbourMap.of(points, Neighbours::of, start(points), 0, threads, share -> {});
  }

  private static float[] start(Points points) {
    return PrincipalComponents.of(points.values(), points.dimension()).project(points.values(), 2);
  }

  private static List<String> places(float[] map) {
    for (float coordinate : map) {
      assertThat(coordinate).isFinite();
    }
    return IntStream.range(0, map.length / 2)
        .mapToObj(i -> map[2 * i] + " " + map[2 * i + 1])
        .toList();
  }

  private static Points blobs(int count) {
    RandomGenerator random = Streams.of(0, "blobs");
    float[] values = new float[count * BLOB * DIMENSION];
    float[] centre = new float[DIMENSION];
    for (int i = 0; i < values.length; i++) {
      if (i % (BLOB * DIMENSION) == 0) {
        for (int d = 0; d < DIMENSION; d++) {
          centre[d] = (float) (3 * random.nextGaussian());
        }
      }
      values[i] = centre[i % DIMENSION] + (float) random.nextGaussian();
    }
    return new Points(values, DIMENSION);
  }
}
