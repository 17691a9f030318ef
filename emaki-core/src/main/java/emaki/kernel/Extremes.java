package emaki.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Sums whose terms all underflow, in double precision and with the largest term taken out: slower,
 * for any distances.
 */
final class Extremes {
  private Extremes() {}

  /**
   * log of the sum over all pairs of exp(-|x - y|^2 * rate).
   *
   * @param gradient receives the derivative with respect to x, row-major, {@link
   *     GaussianSums#clamped}; null: not wanted
   */
  static double logSum(
      float[] x, float[] y, int dimension, double rate, float @Nullable [] gradient) {
    int n = x.length / dimension;
    double[] logs = new double[n];
    double[] pulls = new double[gradient == null ? 0 : x.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      logs[i] = row(x, i, y, dimension, rate, gradient == null ? null : pulls);
      greatest = Math.max(greatest, logs[i]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - greatest);
    }
    double logSum = greatest + Math.log(sum);
    if (gradient != null) {
      for (int i = 0; i < gradient.length; i++) {
        double share = Math.exp(logs[i / dimension] - logSum);
        gradient[i] = GaussianSums.clamped(-2 * rate * share * pulls[i]);
      }
    }
    return logSum;
  }

  /** log of one row's sum; its weighted mean of x - y is added to {@code pulls}. */
  static double row(
      float[] x, int i, float[] y, int dimension, double rate, double @Nullable [] pulls) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < y.length; j += dimension) {
      nearest = Math.min(nearest, squared(x, i * dimension, y, j, dimension));
    }
    double sum = 0;
    for (int j = 0; j < y.length; j += dimension) {
      double weight = Math.exp((nearest - squared(x, i * dimension, y, j, dimension)) * rate);
      sum += weight;
      for (int d = 0; pulls != null && d < dimension; d++) {
        pulls[i * dimension + d] += weight * ((double) x[i * dimension + d] - y[j + d]);
      }
    }
    for (int d = 0; pulls != null && d < dimension; d++) {
      pulls[i * dimension + d] /= sum;
    }
    return Math.log(sum) - nearest * rate;
  }

  private static double squared(float[] x, int i, float[] y, int j, int dimension) {
    double sum = 0;
    for (int d = 0; d < dimension; d++) {
      double difference = (double) x[i + d] - y[j + d];
      sum += difference * difference;
    }
    return sum;
  }
}
