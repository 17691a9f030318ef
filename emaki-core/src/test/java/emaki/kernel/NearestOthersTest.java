package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NearestOthersTest {
  @Test
  void tinyDataByHand() {
    Points x = new Points(new float[] {0, 1, 3, 7}, 1);
    assertThat(NearestOthers.within(x, 1, 1).indices()).containsExactly(1, 0, 1, 2);
    assertThat(NearestOthers.within(x, 2, 1).indices()).containsExactly(2, 2, 0, 1);
    assertThat(NearestOthers.within(x, 3, 1).distances()).containsExactly(7, 6, 4, 7);
    assertThat(NearestOthers.within(x, 4, 1).indices()).containsOnly(-1);
    assertThat(NearestOthers.within(x, 4, 1).distances()).containsOnly(Float.POSITIVE_INFINITY);
    NearestOthers among = NearestOthers.among(x, new Points(new float[] {2, 2, 100}, 1), 1);
    assertThat(among.indices()).containsExactly(0, 0, 0, 0);
    assertThat(among.distances()).containsExactly(2, 1, 1, 5);
  }

  @Test
  void agreesWithSortingAllPairs() {
    for (int k : new int[] {1, 3, 20}) {
      for (int n : new int[] {2, 65, 207}) {
        Points x = normal(n, k, n);
        for (int nth : new int[] {1, 2, 6}) {
          NearestOthers found = NearestOthers.within(x, nth, 3);
          for (int i = 0; i < n && nth < n; i++) {
            int row = i;
            int[] sorted =
                IntStream.range(0, n)
                    .filter(j -> j != row)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> distance(x, row, j)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(found.indices()[i]).isEqualTo(sorted[nth - 1]);
            assertThat((double) found.distances()[i])
                .isCloseTo(distance(x, i, sorted[nth - 1]), within(1e-5));
          }
        }
      }
    }
  }

  private static double distance(Points x, int i, int j) {
    int k = x.dimension();
    double sum = 0;
    for (int d = 0; d < k; d++) {
      double difference = (double) x.values()[i * k + d] - x.values()[j * k + d];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  @Test
  void threadsDoNotChangeABit() {
    Points x = normal(500, 3, 1);
    NearestOthers one = NearestOthers.within(x, 6, 1);
    NearestOthers many = NearestOthers.within(x, 6, 5);
    assertThat(Arrays.equals(one.indices(), many.indices())).isTrue();
    assertThat(one.distances()).isEqualTo(many.distances());
  }

  private static Points normal(int n, int k, long seed) {
    RandomGenerator random = Streams.of(seed, "test");
    float[] points = new float[n * k];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextGaussian();
    }
    return new Points(points, k);
  }
}
