package emaki.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal components of points: the eigenvectors of their covariance (divisor n - 1), the one
 * with the largest variance first. An eigenvector is known up to its sign; here its component of
 * the largest magnitude is positive, so that equal points give equal axes.
 */
public final class PrincipalComponents {
  private final double[] mean;
  private final double[] variances;

  /** Unit vectors, one a row, in the order of the variances. */
  private final double[][] axes;

  private PrincipalComponents(double[] mean, double[] variances, double[][] axes) {
    this.mean = mean;
    this.variances = variances;
    this.axes = axes;
  }

  /**
   * The components of points; a single point has variances of 0.
   *
   * @param values n x dimension, row-major, finite, at least one point
   * @param dimension values per point, at least 1
   * @throws IllegalArgumentException if the values are not at least one whole row of finite values
   */
  public static PrincipalComponents of(float[] values, int dimension) {
    checkRows(values, dimension);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("no components of points with a value of " + value);
      }
    }
    if (values.length == 0) {
      throw new IllegalArgumentException("no components without points");
    }
    double[] mean = mean(values, dimension);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(dimension, true, true);
    if (!eigen.decompose(covariance(values, mean))) {
      throw new IllegalStateException("the eigenvalues of the covariance did not converge");
    }
    int[] order =
        IntStream.range(0, dimension)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .mapToInt(i -> i)
            .toArray();
    // Rounding can make a variance of 0 slightly negative.
    double[] variances =
        Arrays.stream(order)
            .mapToDouble(i -> Math.max(0, eigen.getEigenvalue(i).getReal()))
            .toArray();
    double[][] axes =
        Arrays.stream(order)
            .mapToObj(i -> oriented(eigen.getEigenVector(i).getData()))
            .toArray(double[][]::new);
    return new PrincipalComponents(mean, variances, axes);
  }

  /**
   * The point at so many standard deviations from the mean along the first two axes: mean + first
   * sd_1 axis_1 + second sd_2 axis_2. In one dimension the second is ignored.
   */
  public float[] at(double first, double second) {
    double[] steps = {first, second};
    double[] point = mean.clone();
    for (int a = 0; a < Math.min(steps.length, axes.length); a++) {
      double length = steps[a] * Math.sqrt(variances[a]);
      for (int j = 0; j < point.length; j++) {
        point[j] += length * axes[a][j];
      }
    }
    float[] rounded = new float[point.length];
    for (int j = 0; j < point.length; j++) {
      rounded[j] = (float) point[j];
    }
    return rounded;
  }

  /**
   * Coordinates along the first axes, from the mean.
   *
   * @param values m x dimension, row-major
   * @param count how many axes, 1 to the dimension
   * @return m x count, row-major
   * @throws IllegalArgumentException if the values are not whole rows or there are not so many axes
   */
  public float[] project(float[] values, int count) {
    int dimension = mean.length;
    checkRows(values, dimension);
    checkCount(count);
    int n = values.length / dimension;
    float[] projected = new float[n * count];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < count; a++) {
        double sum = 0;
        for (int j = 0; j < dimension; j++) {
          sum += (values[i * dimension + j] - mean[j]) * axes[a][j];
        }
        projected[i * count + a] = (float) sum;
      }
    }
    return projected;
  }

  /**
   * What projects elsewhere as {@link #project} does here: the mean, then the first axes, which are
   * unit vectors.
   *
   * @param count how many axes, 1 to the dimension
   * @return (1 + count) x dimension, row-major
   * @throws IllegalArgumentException if there are not so many axes
   */
  public float[] meanAndAxes(int count) {
    checkCount(count);
    int dimension = mean.length;
    float[] rows = new float[(1 + count) * dimension];
    for (int j = 0; j < dimension; j++) {
      rows[j] = (float) mean[j];
      for (int a = 0; a < count; a++) {
        rows[(1 + a) * dimension + j] = (float) axes[a][j];
      }
    }
    return rows;
  }

  /** The variance along each axis, descending; a copy. */
  public double[] variances() {
    return variances.clone();
  }

  private void checkCount(int count) {
    if (count < 1 || count > mean.length) {
      throw new IllegalArgumentException("expected 1 to " + mean.length + " axes, found " + count);
    }
  }

  private static void checkRows(float[] values, int dimension) {
    if (dimension < 1 || values.length % dimension != 0) {
      throw new IllegalArgumentException(
          values.length + " values are not rows of dimension " + dimension);
    }
  }

  private static double[] mean(float[] values, int dimension) {
    double[] mean = new double[dimension];
    for (int i = 0; i < values.length; i++) {
      mean[i % dimension] += values[i];
    }
    int n = values.length / dimension;
    return Arrays.stream(mean).map(sum -> sum / n).toArray();
  }

  private static DMatrixRMaj covariance(float[] values, double[] mean) {
    int dimension = mean.length;
    int n = values.length / dimension;
    double divisor = Math.max(1, n - 1);
    DMatrixRMaj covariance = new DMatrixRMaj(dimension, dimension);
    for (int row = 0; row < values.length; row += dimension) {
      for (int a = 0; a < dimension; a++) {
        double scaled = (values[row + a] - mean[a]) / divisor;
        for (int b = 0; b < dimension; b++) {
          covariance.add(a, b, scaled * (values[row + b] - mean[b]));
        }
      }
    }
    return covariance;
  }

  private static double[] oriented(double[] axis) {
    double extreme = 0;
    for (double component : axis) {
      if (Math.abs(component) > Math.abs(extreme)) {
        extreme = component;
      }
    }
    double sign = Math.signum(extreme);
    return Arrays.stream(axis).map(component -> sign * component).toArray();
  }
}
