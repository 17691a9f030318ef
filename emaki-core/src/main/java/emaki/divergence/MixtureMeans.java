package emaki.divergence;

import emaki.kernel.Workers;
import emaki.prior.Component;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Means of the kernel exp(-d^2 / (4 sigma^2)) over pairs with a prior whose density is known, a
 * mixture of round normal distributions p(y) = sum_j w_j N(y; m_j, s_j^2 I): what the means over a
 * sample of the prior are in expectation, in as many terms as it has components.
 *
 * <p>With c = 2 sigma^2 the kernel is (2 pi c)^(k/2) N(d; 0, c I). The expectation of a normal
 * density of the difference of a point and a normal one is a convolution, in which variances add
 * (Principe, 2010, section 2.2: the product of two normal densities integrates to one of their
 * difference). So, for independent y and y' of the prior,
 *
 * <p>E exp(-|x - y|^2 / (2 c)) = sum_j w_j (c / (c + s_j^2))^(k/2) exp(-|x - m_j|^2 / (2 (c +
 * s_j^2)))
 *
 * <p>E exp(-|y - y'|^2 / (2 c)) = sum_jl w_j w_l (c / v_jl)^(k/2) exp(-|m_j - m_l|^2 / (2 v_jl)),
 * v_jl = c + s_j^2 + s_l^2.
 *
 * <p>The mean of the first over points x is that of V(X, Y), in the unit (4 pi sigma^2)^(-k/2). A
 * sample of n points, in V(Y), has each with itself among its n^2 pairs, where the kernel is 1: the
 * mean is 1/n and (1 - 1/n) times the second, and tends to the second. In double, with the largest
 * term taken out of a sum: nothing underflows.
 */
final class MixtureMeans {
  /**
   * Where exponents differ by less, sums of exp(e) - 1 are taken, so that log(mean) keeps its
   * digits.
   */
  private static final double NEAR = 0.5;

  private static final int BLOCK = 32;

  private final int dimension;
  private final double kernel;
  private final int threads;
  private final double[][] means;
  private final double[] variances;
  private final double[] weights;

  /**
   * @param components at least one
   * @param sigma width of a Parzen window
   * @param threads at most so many at a time
   */
  MixtureMeans(List<Component> components, int dimension, double sigma, int threads) {
    this.dimension = dimension;
    this.kernel = 2 * sigma * sigma;
    this.threads = threads;
    this.means = components.stream().map(Component::mean).toArray(double[][]::new);
    for (double[] mean : means) {
      if (mean.length != dimension) {
        throw new IllegalArgumentException(
            "Expected means of %d coordinates, got %d".formatted(dimension, mean.length));
      }
    }
    this.variances = components.stream().mapToDouble(c -> c.deviation() * c.deviation()).toArray();
    double total = components.stream().mapToDouble(Component::weight).sum();
    this.weights = components.stream().mapToDouble(c -> c.weight() / total).toArray();
  }

  /**
   * log of the mean over points x.
   *
   * @param x row-major [n, dimension]
   * @param gradient receives the derivative with respect to x; null: not wanted
   */
  double logMean(float[] x, float @Nullable [] gradient) {
    int n = x.length / dimension;
    double[] logs = new double[n];
    double[] slopes = new double[gradient == null ? 0 : x.length];
    double[] heights = heights(0);
    each(
        n,
        i -> {
          double[] at = new double[dimension];
          for (int d = 0; d < dimension; d++) {
            at[d] = x[i * dimension + d];
          }
          double[] exponents = exponents(at, 0, heights);
          logs[i] = logMean(weights, exponents);
          if (gradient != null) {
            slope(at, exponents, logs[i], slopes, i * dimension);
          }
        });
    double[] alike = new double[n];
    Arrays.fill(alike, 1.0 / n);
    double log = logMean(alike, logs);
    for (int i = 0; gradient != null && i < gradient.length; i++) {
      double slope = slopes[i] * Math.exp(logs[i / dimension] - log) / n;
      gradient[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, slope));
    }
    return log;
  }

  /** log of the mean over all pairs of a sample of n points, each with itself among them. */
  double logMean(int n) {
    double[] logs = new double[means.length];
    each(
        means.length,
        j -> logs[j] = logMean(weights, exponents(means[j], variances[j], heights(variances[j]))));
    return Math.log1p((1 - 1.0 / n) * Math.expm1(logMean(weights, logs)));
  }

  /** The exponents of the terms at a place that is itself spread by a variance. */
  private double[] exponents(double[] at, double variance, double[] heights) {
    double[] exponents = heights.clone();
    for (int j = 0; j < exponents.length; j++) {
      double square = 0;
      for (int d = 0; d < dimension; d++) {
        square += (at[d] - means[j][d]) * (at[d] - means[j][d]);
      }
      exponents[j] -= square / (2 * (kernel + variance + variances[j]));
    }
    return exponents;
  }

  /** log of (c / (c + s_j^2 + variance))^(k/2) of all components. */
  private double[] heights(double variance) {
    return Arrays.stream(variances)
        .map(own -> -0.5 * dimension * Math.log1p((own + variance) / kernel))
        .toArray();
  }

  /** The derivative of one point's log mean. */
  private void slope(double[] at, double[] exponents, double log, double[] slopes, int from) {
    for (int j = 0; j < exponents.length; j++) {
      double pull = weights[j] * Math.exp(exponents[j] - log) / (kernel + variances[j]);
      for (int d = 0; d < dimension; d++) {
        slopes[from + d] -= pull * (at[d] - means[j][d]);
      }
    }
  }

  /** log of sum_i w_i exp(e_i), with weights above 0 whose sum is 1. */
  static double logMean(double[] weights, double[] exponents) {
    double most = Arrays.stream(exponents).max().orElseThrow();
    boolean near = most - Arrays.stream(exponents).min().orElseThrow() < NEAR;
    double sum = 0;
    for (int i = 0; i < exponents.length; i++) {
      double lag = exponents[i] - most;
      sum += weights[i] * (near ? Math.expm1(lag) : Math.exp(lag));
    }
    return most + (near ? Math.log1p(sum) : Math.log(sum));
  }

  private void each(int count, IntConsumer work) {
    Workers.run(
        threads,
        (count + BLOCK - 1) / BLOCK,
        piece -> {
          for (int i = piece * BLOCK; i < Math.min(count, (piece + 1) * BLOCK); i++) {
            work.accept(i);
          }
        });
  }
}
