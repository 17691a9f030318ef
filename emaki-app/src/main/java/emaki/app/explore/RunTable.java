package emaki.app.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they travel to the page: names of columns once, then values in their order.
 *
 * @param columns dotted names
 * @param rows new or changed
 * @param gone names of runs that are no more
 */
record RunTable(List<String> columns, List<Row> rows, List<String> gone) {
  record Row(String name, List<@Nullable Object> values, List<@Nullable Double> curve) {}

  static RunTable of(Collection<RunRow> rows, List<String> gone) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.fields().keySet()));
    List<Row> packed = new ArrayList<>(rows.size());
    for (RunRow row : rows) {
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      columns.forEach(column -> values.add(row.fields().get(column)));
      packed.add(new Row(row.name(), values, row.curve()));
    }
    return new RunTable(List.copyOf(columns), packed, gone);
  }
}
