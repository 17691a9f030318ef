package emaki.sweep;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A figure over several seeds.
 *
 * @param n how many seeds have it, at least 1
 * @param sd standard deviation of a sample, over n - 1; null for one seed
 */
public record Spread(int n, double mean, @Nullable Double sd, double min, double max) {

  /**
   * Of some values.
   *
   * @param values at least one
   */
  public static Spread of(Collection<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return new Spread(
        n,
        mean,
        n < 2 ? null : Math.sqrt(squares / (n - 1)),
        values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        values.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }
}
