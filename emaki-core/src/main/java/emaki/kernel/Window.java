package emaki.kernel;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * How points are laid on a grid and read off it again, so that the grid's own convolution makes up
 * a Gaussian kernel: for points at x and y in steps of the grid,
 *
 * <p>exp(-(x - y)^2 / (2 ratio^2)) ~ sum over a, b of window(x - a) stencil(|a - b|) window(b - y)
 *
 * <p>The window is "exponential of semicircle", exp(beta (sqrt(1 - (2 z / width)^2) - 1)) on |z| at
 * most width / 2 (Barnett, Magland and af Klinteberg, "A parallel nonuniform fast Fourier transform
 * library based on an exponential of semicircle kernel", 2019, eq. 1.8), a polynomial for each step
 * of it. The stencil is the Gaussian, the window taken out of it twice in frequencies. Both are
 * products over the coordinates in more than one dimension, so that no transform of the grid is
 * needed: the stencil goes along one axis after the other.
 */
final class Window {
  /**
   * From quick to exact, each with the largest errors that a pair's kernel in one dimension and its
   * slope, in bandwidths, are found to have by {@code WindowTest}. Width, ratio and beta are what
   * had the least error of the slope in a search over beta from 1.4 to 2.6 times the width.
   */
  static final List<Window> LADDER =
      List.of(
          new Window(4, 1.5, 9.6, 1.2e-3, 8e-3),
          new Window(5, 1.5, 11, 1.8e-4, 1.9e-3),
          new Window(6, 1.5, 12, 4e-5, 6e-4),
          new Window(6, 2, 14.4, 6e-6, 9e-5),
          new Window(7, 2, 16.8, 1.3e-6, 1.4e-5),
          new Window(8, 2, 17.6, 1.5e-7, 4e-6),
          new Window(9, 2, 19.8, 5e-8, 7e-7),
          new Window(10, 2.5, 24, 1e-9, 3e-8));

  private static final int FREQUENCIES = 256;
  private static final int ALIASES = 2;
  private static final int NODES = 256;

  /** What errors of a slope count beside those of a value. */
  private static final double SLOPES = 0.1;

  /** Of the polynomials, beyond the window's width. */
  private static final int DEGREE = 4;

  /** Steps of the grid that a point is laid on, along an axis. */
  final int width;

  /** Steps of the grid in a bandwidth. */
  final double ratio;

  /** What a pair's kernel is off by at most, in one dimension. */
  final double error;

  /**
   * What the slope of a pair's kernel is off by at most, in one dimension, for a bandwidth of 1.
   */
  final double slopeError;

  /** For steps 0, 1, 2, ... apart. */
  final double[] stencil;

  private final double beta;

  /**
   * [degree + 1, width]: of step c, in 2 f - 1, f the way from the window's edge to its first step.
   */
  private final double[][] coefficients;

  private Window(int width, double ratio, double beta, double error, double slopeError) {
    this.width = width;
    this.ratio = ratio;
    this.beta = beta;
    this.error = error;
    this.slopeError = slopeError;
    this.coefficients = coefficients();
    this.stencil = stencil();
  }

  /**
   * The window's values at the steps under it.
   *
   * @param f from its lower edge to the first step, from 0 to below 1
   * @param values receives [width]
   */
  void values(double f, double[] values) {
    double u = 2 * f - 1;
    for (int c = 0; c < width; c++) {
      double value = coefficients[coefficients.length - 1][c];
      for (int k = coefficients.length - 2; k >= 0; k--) {
        value = value * u + coefficients[k][c];
      }
      values[c] = value;
    }
  }

  /** What a step more of the point's own coordinate adds to those values. */
  void slopes(double f, double[] slopes) {
    double u = 2 * f - 1;
    for (int c = 0; c < width; c++) {
      double value = 0;
      for (int k = coefficients.length - 1; k >= 1; k--) {
        value = value * u + k * coefficients[k][c];
      }
      slopes[c] = -2 * value;
    }
  }

  private double window(double z) {
    double part = 2 * z / width;
    return Math.abs(part) < 1 ? Math.exp(beta * (Math.sqrt(1 - part * part) - 1)) : 0;
  }

  /** By interpolation at Chebyshev's nodes. */
  private double[][] coefficients() {
    int count = width + DEGREE + 1;
    double[][] powers = new double[count][width];
    for (int c = 0; c < width; c++) {
      double[] nodes = new double[count];
      double[] differences = new double[count];
      for (int i = 0; i < count; i++) {
        nodes[i] = Math.cos(Math.PI * (i + 0.5) / count);
        differences[i] = window(width / 2.0 - c - (nodes[i] + 1) / 2);
      }
      for (int k = 1; k < count; k++) {
        for (int i = count - 1; i >= k; i--) {
          differences[i] = (differences[i] - differences[i - 1]) / (nodes[i] - nodes[i - k]);
        }
      }
      // Newton's form, multiplied out from the inside.
      double[] polynomial = new double[count];
      for (int i = count - 1; i >= 0; i--) {
        for (int k = count - 1; k >= 1; k--) {
          polynomial[k] = polynomial[k - 1] - nodes[i] * polynomial[k];
        }
        polynomial[0] = differences[i] - nodes[i] * polynomial[0];
      }
      for (int k = 0; k < count; k++) {
        powers[k][c] = polynomial[k];
      }
    }
    return powers;
  }

  /**
   * Least squares over the frequencies that the grid can hold: of what the smoothed grid lacks
   * there of the Gaussian, and of what the window lets in from frequencies beyond.
   */
  private double[] stencil() {
    int length = (int) Math.ceil(5 * ratio + width / 2.0) + 1;
    DMatrixRMaj parts = new DMatrixRMaj(2 * FREQUENCIES, length);
    DMatrixRMaj wanted = new DMatrixRMaj(2 * FREQUENCIES, 1);
    for (int k = 0; k < FREQUENCIES; k++) {
      double frequency = Math.PI * (k + 0.5) / FREQUENCIES;
      double scaled = frequency * ratio;
      double own = transform(frequency);
      double beyond = 0;
      for (int alias = -ALIASES; alias <= ALIASES; alias++) {
        beyond += alias == 0 ? 0 : square(transform(frequency + 2 * Math.PI * alias));
      }
      // A slope weighs frequencies by themselves.
      double weight = Math.sqrt(1 + SLOPES * scaled * scaled);
      double weightBeyond = Math.sqrt(2 * beyond * (1 + SLOPES * square(2 * Math.PI * ratio)));
      for (int m = 0; m < length; m++) {
        double wave = (m == 0 ? 1 : 2) * Math.cos(m * frequency);
        parts.set(k, m, own * own * weight * wave);
        parts.set(FREQUENCIES + k, m, own * weightBeyond * wave);
      }
      wanted.set(k, 0, ratio * Math.sqrt(2 * Math.PI) * Math.exp(-scaled * scaled / 2) * weight);
    }
    LinearSolverDense<DMatrixRMaj> solver =
        LinearSolverFactory_DDRM.leastSquaresQrPivot(true, false);
    if (!solver.setA(parts)) {
      throw new IllegalStateException("No stencil for a window of " + width);
    }
    DMatrixRMaj stencil = new DMatrixRMaj(length, 1);
    solver.solve(wanted, stencil);
    return stencil.data;
  }

  private static double square(double value) {
    return value * value;
  }

  /** The window's Fourier transform, with z = width / 2 sin t. */
  private double transform(double frequency) {
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
      double t = Math.PI * ((i + 0.5) / NODES - 0.5);
      double z = width / 2.0 * Math.sin(t);
      sum += Math.exp(beta * (Math.cos(t) - 1)) * Math.cos(frequency * z) * Math.cos(t);
    }
    return sum * width / 2.0 * Math.PI / NODES;
  }
}
