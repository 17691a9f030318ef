package emaki.kernel;

import static emaki.kernel.NearestCentres.TILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class NearestCentresTest {
  private static final int[] SIZES = {1, 7, 13, 63, 64, 65, 207, 1023};

  @Test
  void bothTwinsGiveTheSameBitsAndTheNearest() {
    for (int n : SIZES) {
      for (int dimension : new int[] {1, 2, 3, 10, 64}) {
        for (int k : new int[] {1, 2, 3, 10, 33}) {
          check(new Points(normal(n, dimension, "points"), dimension), normal(k, dimension, "k"));
        }
      }
    }
  }

  private static void check(Points points, float[] centres) {
    NearestCentres fast = new NearestCentres(points, 0);
    NearestCentres slow = NearestCentres.scalar(points, 0);
    int room = fast.tiles() * TILE;
    int[] indices = new int[room];
    int[] slowIndices = new int[room];
    float[] squares = new float[room];
    float[] slowSquares = new float[room];
    float[] lesser = new float[room];
    float[] slowLesser = new float[room];
    for (int tile = 0; tile < fast.tiles(); tile++) {
      fast.nearest(tile, centres, indices, squares);
      slow.nearest(tile, centres, slowIndices, slowSquares);
      fast.nearer(tile, centres, 0, filled(room, 1), lesser);
      slow.nearer(tile, centres, 0, filled(room, 1), slowLesser);
    }
    assertThat(indices).isEqualTo(slowIndices);
    assertThat(squares).isEqualTo(slowSquares);
    assertThat(lesser).isEqualTo(slowLesser);
    int k = centres.length / points.dimension();
    for (int i = 0; i < points.size(); i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < k; c++) {
        least = Math.min(least, squared(points, i, centres, c));
      }
      assertThat(squared(points, i, centres, indices[i])).isCloseTo(least, within(1e-5 * least));
      assertThat((double) squares[i]).isCloseTo(least, within(1e-5 * least));
      double first = Math.min(1, squared(points, i, centres, 0));
      assertThat((double) lesser[i]).isCloseTo(first, within(1e-5 * first));
    }
  }

  @Test
  void theFirstOfEquallyNearCentresIsTaken() {
    Points points = new Points(new float[] {0, 1, 2, 3}, 1);
    for (NearestCentres search :
        new NearestCentres[] {new NearestCentres(points, 0), NearestCentres.scalar(points, 0)}) {
      int[] indices = new int[TILE];
      search.nearest(0, new float[] {4, 0, 2, 2, 0}, indices, new float[TILE]);
      assertThat(Arrays.copyOf(indices, 4)).containsExactly(1, 1, 2, 0);
    }
  }

  private static double squared(Points points, int i, float[] centres, int c) {
    double sum = 0;
    for (int d = 0; d < points.dimension(); d++) {
      double difference =
          (double) points.values()[i * points.dimension() + d]
              - centres[c * points.dimension() + d];
      sum += difference * difference;
    }
    return sum;
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] normal(int n, int dimension, String name) {
    RandomGenerator random = Streams.of(5, name, n, dimension);
    float[] values = new float[n * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
