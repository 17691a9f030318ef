package emaki.benchmark;

import emaki.eval.MeanInterval;
import emaki.eval.Spread;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure over seeds: its mean, and the 95 % interval of that by Student's t.
 *
 * @param n how many seeds, at least 1
 * @param low end of the interval; null for one seed
 * @param high end of the interval; null for one seed
 */
record Estimate(int n, double mean, @Nullable Double low, @Nullable Double high) {
  static Estimate of(double[] values) {
    if (values.length < 2) {
      return new Estimate(values.length, Spread.of(values).mean(), null, null);
    }
    MeanInterval interval = MeanInterval.ofMean(values);
    return new Estimate(interval.n(), interval.mean(), interval.low(), interval.high());
  }

  /** For a table's cell. */
  String text(String format) {
    String text = String.format(Locale.ROOT, format, mean);
    return low == null || high == null
        ? text
        : "%s (%s to %s)"
            .formatted(
                text,
                String.format(Locale.ROOT, format, low),
                String.format(Locale.ROOT, format, high));
  }
}
