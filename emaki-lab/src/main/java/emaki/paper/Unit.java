package emaki.paper;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a figure is measured in. */
enum Unit {
  /** A share, shown as per cent. */
  PERCENT {
    @Override
    String text(double value) {
      return "%.2f %%".formatted(100 * value);
    }
  },
  /** A difference of shares, in points of per cent. */
  POINTS {
    @Override
    String text(double value) {
      return "%+.2f points".formatted(100 * value);
    }
  },
  /** Of a divergence. */
  NATS {
    @Override
    String text(double value) {
      return Math.abs(value) < 1e-3 && value != 0
          ? "%.2e nats".formatted(value)
          : "%.4f nats".formatted(value);
    }
  },
  SECONDS {
    @Override
    String text(double value) {
      return "%.1f s".formatted(value);
    }
  },
  /** Of things that are counted. */
  COUNT {
    @Override
    String text(double value) {
      return "%.0f".formatted(value);
    }
  },
  /** Without a unit. */
  NUMBER {
    @Override
    String text(double value) {
      return "%.3f".formatted(value);
    }
  };

  /** A value with its unit, for people. */
  abstract String text(double value);

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
