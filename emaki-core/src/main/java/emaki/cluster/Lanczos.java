package emaki.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvectors of a large symmetric matrix with the largest eigenvalues, by Lanczos' method
 * with thick restarts (Wu and Simon 2000, "Thick-restart Lanczos method for large symmetric
 * eigenvalue problems") and full reorthogonalisation. Sums are added in a fixed order: no bit
 * depends on the threads.
 */
final class Lanczos {
  /*
   * Cost: about 4 m n flops a product beside the product itself, for m = 3 count + 16 vectors of the basis, and as many
   * doubles. Eigenvectors that are known take part from the start: a multiple eigenvalue, as of a graph in several
   * pieces, would show itself by rounding alone.
   */
  private static final int SLICE = 1024;

  private static final int MOST_RESTARTS = 100;
  private static final double NOTHING = 1e-10;

  private final Matrix matrix;
  private final int n;
  private final Slices slices;
  private final RandomGenerator random;

  /** [most + 1][n]: orthonormal. */
  private final double[][] basis;

  /** Of the matrix on the basis. */
  private final DMatrixRMaj projected;

  /** A symmetric matrix, by what it does. */
  @FunctionalInterface
  interface Matrix {
    /**
     * Writes some elements of its product with a vector.
     *
     * @param from the first of them
     * @param to behind the last
     */
    void times(double[] vector, int from, int to, double[] product);
  }

  /**
   * What was found.
   *
   * @param values eigenvalues, descending
   * @param vectors [count][n], of length 1, in the same order
   * @param residual the largest length of Mv - value v; above the tolerance where {@value
   *     #MOST_RESTARTS} restarts were not enough
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Eigen(double[] values, double[][] vectors, double residual) {}

  private Lanczos(Matrix matrix, int n, int most, RandomGenerator random, int threads) {
    this.matrix = matrix;
    this.n = n;
    this.slices = new Slices(n, (n + SLICE - 1) / SLICE, threads);
    this.random = random;
    this.basis = new double[most + 1][n];
    this.projected = new DMatrixRMaj(most, most);
  }

  /**
   * Finds them.
   *
   * @param n rows of the matrix
   * @param known eigenvectors that are known beforehand, orthonormal, of the eigenvalue 1, which is
   *     the largest; at most count
   * @param count how many, at most n
   * @param tolerance on the length of Mv - value v
   */
  static Eigen largest(
      Matrix matrix,
      int n,
      List<double[]> known,
      int count,
      double tolerance,
      RandomGenerator random,
      int threads) {
    int most = most(n, count);
    Lanczos lanczos = new Lanczos(matrix, n, most, random, threads);
    for (int j = 0; j < known.size(); j++) {
      lanczos.basis[j] = known.get(j).clone();
      lanczos.projected.set(j, j, 1);
    }
    lanczos.orthonormal(known.size());
    int kept = known.size();
    for (int restart = 0; ; restart++) {
      double rest = lanczos.extend(kept, most);
      Eigen small = eigen(lanczos.projected);
      double furthest =
          IntStream.range(0, count)
              .mapToDouble(a -> Math.abs(rest * small.vectors[a][most - 1]))
              .max()
              .orElse(0);
      kept = furthest <= tolerance || restart == MOST_RESTARTS ? count : count + (most - count) / 2;
      lanczos.turn(small, kept);
      if (kept == count) {
        double[][] vectors = Arrays.copyOf(lanczos.basis, count);
        return new Eigen(Arrays.copyOf(small.values, count), vectors, furthest);
      }
    }
  }

  /** Vectors of the basis. */
  private static int most(int n, int count) {
    return Math.min(n, 3 * count + 16);
  }

  /**
   * Checks that there is memory to find so many, with as many known beforehand.
   *
   * @throws InputException where there is not
   */
  static void requireRoom(int n, int count) {
    double most = most(n, count);
    double basis = (most + 1 + count) * n;
    double small = 4 * most * most;
    Room.require(
        count + " eigenvectors of %,d points".formatted(n),
        Double.BYTES * (basis + small),
        "lower ‹k› or the method's vectors");
  }

  /** Grows the basis to its full size; returns the length of what lies outside. */
  private double extend(int from, int most) {
    double length = 0;
    for (int j = from; j < most; j++) {
      double[] vector = basis[j];
      double[] product = basis[j + 1];
      slices.each(
          slice -> matrix.times(vector, slices.start(slice), slices.start(slice + 1), product));
      double[] shares = orthogonal(j + 1);
      for (int i = 0; i <= j; i++) {
        projected.set(i, j, shares[i]);
        projected.set(j, i, shares[i]);
      }
      length = normalise(product);
      if (length < NOTHING && j + 1 < most) {
        // The basis spans all that the matrix makes of it: go on elsewhere.
        orthonormal(j + 1);
      }
    }
    return length < NOTHING ? 0 : length;
  }

  /** Makes a vector of the basis one drawn at random, orthogonal to those before. */
  private void orthonormal(int index) {
    if (index < n) {
      for (int i = 0; i < n; i++) {
        basis[index][i] = random.nextDouble() - 0.5;
      }
      orthogonal(index);
      normalise(basis[index]);
    }
  }

  /** Takes from a vector its shares of those before it, twice, and returns them. */
  private double[] orthogonal(int index) {
    double[] shares = new double[index];
    for (int time = 0; time < 2; time++) {
      double[][] products = new double[slices.count()][index];
      slices.each(slice -> products(index, slice, products[slice]));
      double[] sums = new double[index];
      for (double[] some : products) {
        for (int j = 0; j < index; j++) {
          sums[j] += some[j];
        }
      }
      slices.each(slice -> subtract(sums, index, slice));
      for (int j = 0; j < index; j++) {
        shares[j] += sums[j];
      }
    }
    return shares;
  }

  private void products(int index, int slice, double[] products) {
    for (int j = 0; j < index; j++) {
      products[j] = product(basis[j], basis[index], slices.start(slice), slices.start(slice + 1));
    }
  }

  /** In four sums, for one would wait for itself. */
  private static double product(double[] x, double[] y, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < to; i++) {
      a += x[i] * y[i];
    }
    return a + b + (c + d);
  }

  private void subtract(double[] shares, int index, int slice) {
    double[] vector = basis[index];
    for (int j = 0; j < index; j++) {
      add(-shares[j], basis[j], slices.start(slice), slices.start(slice + 1), vector, 0);
    }
  }

  /** Adds a multiple of some elements to those of a vector, which lie shifted there. */
  private static void add(double times, double[] x, int from, int to, double[] y, int shift) {
    for (int i = from; i < to; i++) {
      y[i - shift] += times * x[i];
    }
  }

  /** To length 1, where it has a length; returns that. */
  private static double normalise(double[] vector) {
    double length = Math.sqrt(product(vector, vector, 0, vector.length));
    for (int i = 0; i < vector.length && length >= NOTHING; i++) {
      vector[i] /= length;
    }
    return length;
  }

  /** Makes the basis's first vectors the best approximations of eigenvectors in it. */
  private void turn(Eigen small, int kept) {
    int most = projected.numRows;
    slices.each(
        slice -> {
          int from = slices.start(slice);
          int to = slices.start(slice + 1);
          double[][] turned = new double[kept][to - from];
          for (int a = 0; a < kept; a++) {
            for (int j = 0; j < most; j++) {
              add(small.vectors[a][j], basis[j], from, to, turned[a], from);
            }
          }
          for (int a = 0; a < kept; a++) {
            System.arraycopy(turned[a], 0, basis[a], from, to - from);
          }
        });
    System.arraycopy(basis[most], 0, basis[kept], 0, n);
    projected.zero();
    for (int a = 0; a < kept; a++) {
      projected.set(a, a, small.values[a]);
    }
  }

  /** All eigenvectors of a small matrix, by descending eigenvalues. */
  private static Eigen eigen(DMatrixRMaj matrix) {
    int size = matrix.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(matrix.copy())) {
      throw new IllegalStateException("the eigenvalues of a small matrix did not converge");
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .mapToInt(i -> i)
            .toArray();
    return new Eigen(
        IntStream.of(order).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).toArray(),
        IntStream.of(order)
            .mapToObj(i -> eigen.getEigenVector(i).getData())
            .toArray(double[][]::new),
        0);
  }
}
