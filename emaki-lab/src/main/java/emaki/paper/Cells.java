package emaki.paper;

import emaki.eval.Spread;

/** Cells of tables: a mean and its standard deviation over the seeds. */
final class Cells {
  private Cells() {}

  static String percent(double share) {
    return "%.2f".formatted(100 * share);
  }

  /** Per cent; empty where nothing was measured. */
  static String percent(Sample sample) {
    return text(sample, 100, "%.2f");
  }

  static String number(Sample sample, String format) {
    return text(sample, 1, format);
  }

  private static String text(Sample sample, double factor, String format) {
    if (sample.isEmpty()) {
      return "";
    }
    Spread spread = sample.spread();
    String mean = format.formatted(factor * spread.mean());
    // A floor is the same for every seed: it has no spread to tell.
    return spread.sd() == null || spread.sd() == 0
        ? mean
        : mean + " ± " + format.formatted(factor * spread.sd());
  }
}
