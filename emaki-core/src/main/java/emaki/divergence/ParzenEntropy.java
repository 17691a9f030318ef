package emaki.divergence;

import emaki.kernel.GaussianSums;
import org.jspecify.annotations.Nullable;

/**
 * Renyi's quadratic entropy and cross-entropy of samples under Parzen windows of width sigma, with
 * their normalising constants, in nats (Principe, 2010, Information Theoretic Learning, sections
 * 2.2 and 2.5).
 *
 * <p>The information potential is V(X) = 1/N^2 sum_ij G(x_i - x_j) and V(X, Y) = 1/(NM) sum_ij
 * G(x_i - y_j), with G the normal density of standard deviation sigma sqrt 2: G(d) = (4 pi
 * sigma^2)^(-k/2) exp(-|d|^2 / (4 sigma^2)). Then H(X) = -log V(X) and H(X, Y) = -log V(X, Y). V(X)
 * counts each point with itself.
 *
 * <p>Samples are row-major [n, dimension]. Where sigma is far too small for the points to see each
 * other, H(X) tends to that of N lone points and its gradient to zero, while H(X, Y) grows with the
 * squared distance of the nearest pairs; where sigma is far too large, all entropies tend to that
 * of a single window. No value or gradient is ever NaN or infinite.
 */
public final class ParzenEntropy {
  private final double sigma;
  private final GaussianSums sums;

  /**
   * @param sigma width of a window, above 0
   * @param threads at most so many at a time
   */
  public ParzenEntropy(double sigma, int threads) {
    this.sigma = sigma;
    this.sums = new GaussianSums(sigma * Math.sqrt(2), threads);
  }

  /** H(X) of a sample. */
  public double of(float[] x, int dimension) {
    return of(x, dimension, null);
  }

  /**
   * H(X) of a sample and its gradient.
   *
   * @param gradient receives dH/dx, row-major [n, dimension]; null: not wanted
   */
  public double of(float[] x, int dimension, float @Nullable [] gradient) {
    double logMean = sums.logMean(x, dimension, gradient);
    negate(gradient);
    return logNorm(dimension) - logMean;
  }

  /** H(X, Y) of two samples. */
  public double cross(float[] x, float[] y, int dimension) {
    return cross(x, y, dimension, null);
  }

  /**
   * H(X, Y) of two samples and its gradient with respect to the first.
   *
   * @param gradient receives dH/dx, row-major [n, dimension]; null: not wanted
   */
  public double cross(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    double logMean = sums.logMean(x, y, dimension, gradient);
    negate(gradient);
    return logNorm(dimension) - logMean;
  }

  /** V(X), the information potential: exp(-H(X)). */
  public double potential(float[] x, int dimension) {
    return Math.exp(-of(x, dimension));
  }

  /** log V(X) and log V(X, Y) without their constant, that of {@link #logNorm}. */
  GaussianSums sums() {
    return sums;
  }

  /** log of (4 pi sigma^2)^(k/2). */
  double logNorm(int dimension) {
    return 0.5 * dimension * Math.log(4 * Math.PI * sigma * sigma);
  }

  private static void negate(float @Nullable [] gradient) {
    for (int i = 0; gradient != null && i < gradient.length; i++) {
      gradient[i] = -gradient[i];
    }
  }
}
