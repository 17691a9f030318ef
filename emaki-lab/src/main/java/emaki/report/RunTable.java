package emaki.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table of a run's page.
 *
 * @param rows cells, of which the first says what the row is of
 */
record RunTable(List<String> head, List<List<String>> rows) {
  /** A figure; nothing where there is none. */
  static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }
}
