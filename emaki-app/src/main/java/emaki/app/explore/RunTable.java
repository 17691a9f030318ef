package emaki.app.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they travel to the page: names of columns once, what all rows agree in once, then values
 * in the order of the columns.
 *
 * @param columns dotted names
 * @param shared values of further columns, the same in all these rows
 * @param rows new or changed
 * @param gone names of runs that are no more
 * @param of how many runs there are, those included that have not been read yet
 */
record RunTable(
    List<String> columns,
    Map<String, @Nullable Object> shared,
    List<Row> rows,
    List<String> gone,
    int of) {
  record Row(String name, List<@Nullable Object> values, List<@Nullable Double> curve) {}

  static RunTable of(Collection<RunRow> rows, List<String> gone, int of) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.fields().keySet()));
    Map<String, @Nullable Object> shared = shared(columns, rows);
    columns.removeAll(shared.keySet());
    List<Row> packed = new ArrayList<>(rows.size());
    for (RunRow row : rows) {
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      columns.forEach(column -> values.add(row.fields().get(column)));
      packed.add(new Row(row.name(), values, row.curve()));
    }
    return new RunTable(List.copyOf(columns), shared, packed, gone, of);
  }

  private static Map<String, @Nullable Object> shared(
      Set<String> columns, Collection<RunRow> rows) {
    Map<String, @Nullable Object> shared = new LinkedHashMap<>();
    if (rows.size() > 1) {
      RunRow first = rows.iterator().next();
      for (String column : columns) {
        Object value = first.fields().get(column);
        if (rows.stream().allMatch(row -> Objects.equals(row.fields().get(column), value))) {
          shared.put(column, value);
        }
      }
    }
    return shared;
  }
}
