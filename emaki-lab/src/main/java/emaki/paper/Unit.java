package emaki.paper;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a figure is measured in. */
enum Unit {
  /** A share, shown as per cent. */
  PERCENT(100, "%.2f %%"),
  /** A difference of shares, in points of per cent. */
  POINTS(100, "%+.2f points"),
  /** Of a divergence. */
  NATS(1, "%.4f nats"),
  SECONDS(1, "%.1f s"),
  /** Of things that are counted. */
  COUNT(1, "%.0f"),
  /** Without a unit. */
  NUMBER(1, "%.3f");

  private final double factor;
  private final String format;

  Unit(double factor, String format) {
    this.factor = factor;
    this.format = format;
  }

  /** A value with its unit, for people. */
  String text(double value) {
    boolean tiny = this == NATS && Math.abs(value) < 1e-3 && value != 0;
    return (tiny ? "%.2e nats" : format).formatted(factor * value);
  }

  /** A standard deviation with its unit. */
  String deviation(double value) {
    return this == PERCENT || this == POINTS ? "%.2f points".formatted(100 * value) : text(value);
  }

  /** For programs; a share is a number from 0 to 1. */
  @JsonValue
  String key() {
    return this == PERCENT || this == POINTS ? "share" : name().toLowerCase(java.util.Locale.ROOT);
  }
}
