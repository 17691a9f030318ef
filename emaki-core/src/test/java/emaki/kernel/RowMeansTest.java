package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RowMeansTest {
  @Test
  void theWholeFollowsTheFormula() {
    for (int n : new int[] {1, 7, 13, 207, 1023}) {
      Points x = normal(n, 3, "x");
      Points y = normal(n + 5, 3, "y");
      // Around the data, so small that terms underflow for some rows or for all, and far above.
      for (double h : new double[] {1, 0.1, 0.01, 1e-4, 100, 1e5}) {
        double[] xs = Reference.doubles(x.values());
        double[] ys = Reference.doubles(y.values());
        double expected = Reference.logMean(xs, ys, 3, h);
        double[] slope = Reference.gradient(xs, ys, 3, h, expected);
        for (GaussianSums sums : List.of(new GaussianSums(h, 2), GaussianSums.scalar(h, 2))) {
          RowMeans rows = sums.rows(0, x, y, true);
          assertThat(rows.logMean())
              .as("n %d, h %s", n, h)
              .isCloseTo(expected, within(2e-6 * Math.abs(expected)));
          assertClose(rows.gradient(), slope);
          assertThat(sums.rows(0, x, y, false).logMean()).isEqualTo(rows.logMean());
        }
      }
    }
  }

  /** The upper triangle's tournament and the rows are two ways to one sum. */
  @Test
  void aLargeSampleAgainstItselfIsTheSameBothWays() {
    int n = 16_385;
    Points x = normal(n, 3, "x");
    GaussianSums sums = new GaussianSums(0.5, 2);
    float[] gradient = new float[x.values().length];
    double value = sums.logMean(x, gradient);
    RowMeans rows = RowMeans.whole(n, dealt(sums, x, x, 3, n));
    assertThat(value).isCloseTo(rows.logMean(), within(2e-6 * Math.abs(value)));
    assertClose(gradient, Reference.doubles(rows.ownGradient()));
    float[] again = new float[gradient.length];
    assertThat(new GaussianSums(0.5, 1).logMean(x, again)).isEqualTo(value);
    assertThat(again).isEqualTo(gradient);
  }

  @Test
  void gapsAndOverlapsAreRefused() {
    GaussianSums sums = new GaussianSums(1, 1);
    Points x = normal(4, 2, "x");
    RowMeans first = sums.rows(0, x, x, true);
    RowMeans second = sums.rows(4, x, x, true);
    assertThat(RowMeans.whole(8, List.of(second, first)).logs()).hasSize(8);
    assertThatThrownBy(() -> RowMeans.whole(12, List.of(first, sums.rows(8, x, x, true))))
        .hasMessageContaining("row 4, got one at row 8");
    assertThatThrownBy(() -> RowMeans.whole(8, List.of(first, first)))
        .hasMessageContaining("row 4, got one at row 0");
    assertThatThrownBy(() -> RowMeans.whole(8, List.of(first)))
        .hasMessageContaining("8 rows, got 4");
    assertThatThrownBy(() -> RowMeans.whole(8, List.of(first, sums.rows(4, x, x, false))))
        .hasMessageContaining("row 4 differs");
    RowMeans other = new GaussianSums(2, 1).rows(4, x, x, true);
    assertThatThrownBy(() -> RowMeans.whole(8, List.of(first, other)))
        .hasMessageContaining("bandwidth 1.0");
    assertThatThrownBy(() -> RowMeans.whole(0, List.of())).hasMessageContaining("0 rows");
  }

  @Test
  void partsAreSerialisable() throws IOException, ClassNotFoundException {
    Points x = normal(9, 2, "x");
    RowMeans sent = new GaussianSums(1, 1).rows(0, x, x, true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    RowMeans got =
        (RowMeans)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(got).usingRecursiveComparison().isEqualTo(sent);
  }

  /** Rows dealt out in parts of random lengths, in random order. */
  static List<RowMeans> dealt(GaussianSums sums, Points x, Points y, int workers, long seed) {
    Random random = new Random(seed);
    List<RowMeans> parts = new ArrayList<>();
    int from = 0;
    while (from < x.size()) {
      int rows = Math.min(x.size() - from, 1 + random.nextInt(1 + 2 * x.size() / workers));
      int first = from;
      int[] some = IntStream.range(first, first + rows).toArray();
      parts.add(sums.rows(first, x.select(some), y, true));
      from += rows;
    }
    Collections.shuffle(parts, random);
    return parts;
  }

  private static void assertClose(float[] gradient, double[] expected) {
    double largest = 0;
    double furthest = 0;
    for (int i = 0; i < gradient.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      furthest = Math.max(furthest, Math.abs(gradient[i] - expected[i]));
    }
    assertThat(furthest).isLessThanOrEqualTo(1e-5 * largest + 1e-30);
  }

  static Points normal(int n, int k, String name) {
    RandomGenerator random = Streams.of(1, name, n, k);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Points(values, k);
  }
}
