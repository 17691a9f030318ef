package emaki.divergence;

import emaki.kernel.GaussianSums;
import org.jspecify.annotations.Nullable;

/**
 * The logarithm of a sample's information potential, no point paired with itself and the constant
 * of the windows left out: log( 1/(N (N - 1)) sum_{i != j} exp(-|x_i - x_j|^2 / (4 sigma^2)) ),
 * minus Renyi's quadratic entropy (Principe, 2010, section 2.2).
 *
 * <p>On the unit sphere with sigma = 1 / sqrt 8 it is the uniformity of Wang and Isola (2020, arXiv
 * 2005.10242, eq. 4 with t = 2). There the cross term of a Cauchy-Schwarz divergence from even
 * spread is a constant, so that lowering it lowers that divergence. Unlike an entropy with its
 * diagonal it has no pull from points that are alone; away from a bounded space it has no least
 * value.
 */
public final class LeaveOneOutPotential {
  private final GaussianSums sums;

  /**
   * @param sigma width of a window, above 0
   * @param threads at most so many at a time
   */
  public LeaveOneOutPotential(double sigma, int threads) {
    this.sums = new GaussianSums(sigma * Math.sqrt(2), threads);
  }

  /**
   * The value, at most 0; 0 for a single point.
   *
   * @param x row-major [n, dimension], of points that see each other: by a mean above 1e-3
   * @param gradient receives the derivative, row-major [n, dimension]; null: not wanted
   */
  public double of(float[] x, int dimension, float @Nullable [] gradient) {
    double n = (double) x.length / dimension;
    if (n < 2) {
      return 0;
    }
    double all = n * n * Math.exp(sums.logMean(x, dimension, gradient));
    double others = all - n;
    for (int i = 0; gradient != null && i < gradient.length; i++) {
      gradient[i] = (float) (gradient[i] * (all / others));
    }
    return Math.log(others / (n * (n - 1)));
  }
}
