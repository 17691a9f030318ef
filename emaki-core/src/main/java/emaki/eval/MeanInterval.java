package emaki.eval;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean of independent values with a two-sided 95 % interval by Student's t distribution, which
 * takes the values for a sample of a normal distribution.
 *
 * @param n values, at least 2
 * @param low end of the interval
 * @param high end of the interval
 */
public record MeanInterval(int n, double mean, double low, double high) {
  private static final double LEVEL = 0.95;

  /**
   * Where the mean lies that ever more values would have: mean +- t s / sqrt(n). Of differences of
   * pairs it tells whether the one is larger than the other.
   *
   * @param values at least 2
   */
  public static MeanInterval ofMean(double[] values) {
    return of(values, 1.0 / values.length);
  }

  /**
   * Where one more value would lie: mean +- t s sqrt(1 + 1/n), a prediction interval.
   *
   * @param values at least 2
   */
  public static MeanInterval ofNext(double[] values) {
    return of(values, 1 + 1.0 / values.length);
  }

  private static MeanInterval of(double[] values, double share) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException("Expected at least 2 values, got " + n);
    }
    double mean = Spread.of(values).mean();
    double t = TDistribution.of(n - 1).inverseCumulativeProbability(0.5 + LEVEL / 2);
    double reach = t * Math.sqrt(Spread.variance(values, mean) * share);
    return new MeanInterval(n, mean, mean - reach, mean + reach);
  }

  /** Whether a value lies within. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
