package emaki.eval;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A figure over several runs.
 *
 * @param n how many have it, at least 1
 * @param sd standard deviation of a sample, over n - 1; null for one run
 */
public record Spread(int n, double mean, @Nullable Double sd, double min, double max) {

  /**
   * Of some values.
   *
   * @param values at least one
   */
  public static Spread of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * Of some values.
   *
   * @param values at least one
   */
  public static Spread of(double[] values) {
    int n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    return new Spread(
        n,
        mean,
        n < 2 ? null : Math.sqrt(variance(values, mean)),
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }

  /** The variance of a sample, over n - 1. */
  static double variance(double[] values, double mean) {
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
