package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeaveOneOutPotentialTest {
  /** Against the sum as it is written, and its gradient against central differences in double. */
  @ParameterizedTest
  @CsvSource({"2, 3", "7, 64", "64, 64", "301, 5"})
  void agreesWithTheSumAndItsDifferences(int n, int dimension) {
    float[] x = sphere(n, dimension);
    float[] gradient = new float[x.length];
    double value = new LeaveOneOutPotential(Math.sqrt(1.0 / 8), 2).of(x, dimension, gradient);
    assertThat(value).isCloseTo(slow(x, dimension, 0, 0), within(1e-5));
    for (int i = 0; i < x.length; i += Math.max(1, x.length / 50)) {
      double slope = (slow(x, dimension, i, 1e-5) - slow(x, dimension, i, -1e-5)) / 2e-5;
      assertThat((double) gradient[i]).isCloseTo(slope, within(1e-5 + 1e-4 * Math.abs(slope)));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 4"})
  void aPointAloneHasNoPair(int n, int dimension) {
    float[] gradient = new float[n * dimension];
    assertThat(new LeaveOneOutPotential(1, 1).of(sphere(n, dimension), dimension, gradient))
        .isZero();
    assertThat(gradient).containsOnly(0);
  }

  private static double slow(float[] x, int dimension, int moved, double by) {
    double[] at = new double[x.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = x[i] + (i == moved ? by : 0);
    }
    int n = x.length / dimension;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double square = 0;
        for (int d = 0; d < dimension; d++) {
          square += Math.pow(at[i * dimension + d] - at[j * dimension + d], 2);
        }
        sum += i == j ? 0 : Math.exp(-2 * square);
      }
    }
    return Math.log(sum / (n * (n - 1.0)));
  }

  private static float[] sphere(int n, int dimension) {
    Random random = new Random(3);
    float[] x = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (int d = 0; d < dimension; d++) {
        x[i * dimension + d] = (float) random.nextGaussian();
        square += x[i * dimension + d] * x[i * dimension + d];
      }
      for (int d = 0; d < dimension; d++) {
        x[i * dimension + d] /= (float) Math.sqrt(square);
      }
    }
    return x;
  }
}
