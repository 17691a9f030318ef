package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import emaki.data.Streams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;

final class LanczosTest {
  private static final double TOLERANCE = 1e-8;

  @Test
  void agreesWithADenseSolver() {
    for (int n : new int[] {3, 20, 70, 300}) {
      DMatrixRMaj matrix = symmetric(n);
      int count = Math.min(n, 5);
      Lanczos.Eigen found = find(matrix, List.of(), count, 2);
      double[] expected = values(matrix);
      for (int a = 0; a < count; a++) {
        assertThat(found.values()[a]).isCloseTo(expected[a], within(1e-7));
        double[] product = product(matrix, found.vectors()[a]);
        for (int b = 0; b < count; b++) {
          double one = a == b ? 1 : 0;
          assertThat(dot(found.vectors()[a], found.vectors()[b])).isCloseTo(one, within(1e-10));
        }
        for (int i = 0; i < n; i++) {
          assertThat(product[i]).isCloseTo(found.values()[a] * found.vectors()[a][i], within(1e-7));
        }
      }
    }
  }

  /**
   * Three blocks alike, each of whose largest eigenvalue is 1: told, all three are found at once.
   */
  @Test
  void knownVectorsOfAMultipleEigenvalueStay() {
    int n = 90;
    DMatrixRMaj matrix = new DMatrixRMaj(n, n);
    double[][] known = new double[3][n];
    for (int i = 0; i < n; i++) {
      known[i / 30][i] = 1 / Math.sqrt(30);
      for (int j = i / 30 * 30; j < i / 30 * 30 + 30; j++) {
        double near = Math.abs(i - j) == 1 || Math.abs(i - j) == 29 ? 0.45 : 0;
        matrix.set(i, j, i == j ? 0.1 : near);
      }
    }
    Lanczos.Eigen found = find(matrix, List.of(known), 6, 1);
    for (int a = 0; a < 3; a++) {
      assertThat(found.values()[a]).isCloseTo(1, within(1e-12));
    }
    double next = 0.1 + 0.9 * Math.cos(2 * Math.PI / 30);
    assertThat(found.values()[3]).isCloseTo(next, within(1e-9));
    for (double[] one : known) {
      double square =
          IntStream.range(0, 3).mapToDouble(a -> Math.pow(dot(found.vectors()[a], one), 2)).sum();
      assertThat(square).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    DMatrixRMaj matrix = symmetric(1500);
    Lanczos.Eigen one = find(matrix, List.of(), 3, 1);
    Lanczos.Eigen two = find(matrix, List.of(), 3, 3);
    assertThat(two.values()).isEqualTo(one.values());
    assertThat(two.vectors()).isDeepEqualTo(one.vectors());
  }

  /**
   * A chain, whose first eigenvalues are less than 1e-6 apart: it is told how far the vectors are
   * off.
   */
  @Test
  void whatDoesNotConvergeIsNotPassedOff() {
    int n = 5000;
    Lanczos.Matrix chain =
        (x, from, to, product) -> {
          for (int i = from; i < to; i++) {
            product[i] = ((i > 0 ? x[i - 1] : 0) + (i + 1 < n ? x[i + 1] : 0)) / 2;
          }
        };
    Lanczos.Eigen found = Lanczos.largest(chain, n, List.of(), 4, 1e-12, Streams.of(0, "test"), 2);
    double furthest = 0;
    for (int a = 0; a < 4; a++) {
      double[] rest = new double[n];
      chain.times(found.vectors()[a], 0, n, rest);
      for (int i = 0; i < n; i++) {
        rest[i] -= found.values()[a] * found.vectors()[a][i];
      }
      furthest = Math.max(furthest, Math.sqrt(dot(rest, rest)));
    }
    assertThat(furthest).isGreaterThan(1e-9);
    assertThat(found.residual()).isCloseTo(furthest, withinPercentage(0.1));
    assertThat(find(symmetric(70), List.of(), 4, 1).residual()).isLessThanOrEqualTo(TOLERANCE);
  }

  private static Lanczos.Eigen find(
      DMatrixRMaj matrix, List<double[]> known, int count, int threads) {
    int n = matrix.numRows;
    Lanczos.Matrix times =
        (x, from, to, product) -> {
          for (int i = from; i < to; i++) {
            product[i] = 0;
            for (int j = 0; j < n; j++) {
              product[i] += matrix.get(i, j) * x[j];
            }
          }
        };
    RandomGenerator random = Streams.of(0, "test");
    return Lanczos.largest(times, n, known, count, TOLERANCE, random, threads);
  }

  private static DMatrixRMaj symmetric(int n) {
    RandomGenerator random = Streams.of(2, "matrix", n);
    DMatrixRMaj matrix = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = random.nextGaussian() / Math.sqrt(n);
        matrix.set(i, j, value);
        matrix.set(j, i, value);
      }
    }
    return matrix;
  }

  private static double[] values(DMatrixRMaj matrix) {
    var eigen = DecompositionFactory_DDRM.eig(matrix.numRows, false, true);
    assertThat(eigen.decompose(matrix.copy())).isTrue();
    return IntStream.range(0, matrix.numRows)
        .mapToObj(i -> eigen.getEigenvalue(i).getReal())
        .sorted(Comparator.reverseOrder())
        .mapToDouble(value -> value)
        .toArray();
  }

  private static double[] product(DMatrixRMaj matrix, double[] x) {
    return IntStream.range(0, x.length)
        .mapToDouble(i -> dot(Arrays.copyOfRange(matrix.data, i * x.length, (i + 1) * x.length), x))
        .toArray();
  }

  private static double dot(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
  }
}
