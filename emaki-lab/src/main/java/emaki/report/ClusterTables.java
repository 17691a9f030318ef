package emaki.report;

import emaki.run.ClusteringRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A clustering: how it was made, its scores, and which class went to which cluster. */
final class ClusterTables {
  private ClusterTables() {}

  static void write(Html html, ClusteringRecord clustering, List<String> classNames) {
    html.element("p", made(clustering));
    metrics(html, clustering);
    html.element("p", sizes(clustering));
    int[][] confusion = clustering.confusion("test");
    if (confusion != null) {
      confusion(html, confusion, clustering.noise() > 0, classNames);
    }
  }

  private static String made(ClusteringRecord clustering) {
    return "%s, seed %d, fitted on the latents of %s; columns \"alone\" were fitted on that split itself.%s%s"
        .formatted(
            clustering.method(),
            clustering.seed(),
            clustering.fitted().equals(ClusteringRecord.TRAIN)
                ? "the training split and applied to the others"
                : "all splits together",
            clustering.assumption() == null ? "" : " Assumed: " + clustering.assumption() + ".",
            clustering.accuracy() == null ? "" : " Labels only score.");
  }

  private static void metrics(Html html, ClusteringRecord clustering) {
    Map<String, Map<String, @Nullable Double>> scores = clustering.scores();
    if (scores.isEmpty()) {
      return;
    }
    // The first has the most: the silhouette, which is last, is of the splits alone.
    Set<String> columns = scores.values().iterator().next().keySet();
    List<String> head = new ArrayList<>(List.of(""));
    columns.forEach(column -> head.add(column.replace('_', ' ')));
    List<List<String>> rows = new ArrayList<>();
    scores.forEach(
        (metric, values) -> {
          List<String> row = new ArrayList<>(List.of(metric));
          columns.forEach(column -> row.add(Html.number(values.get(column))));
          rows.add(row);
        });
    html.table(head, rows);
  }

  private static String sizes(ClusteringRecord clustering) {
    return "Cluster sizes, all images: "
        + clustering.sizes().stream().map(String::valueOf).collect(Collectors.joining(", "))
        + (clustering.noise() == 0 ? "" : "; noise, in none of them: " + clustering.noise());
  }

  /**
   * The test split's confusion matrix: rows are classes, the matched cluster lies on the diagonal.
   */
  private static void confusion(Html html, int[][] rows, boolean noise, List<String> classNames) {
    html.raw("<h4>Test images by class and matched cluster</h4>\n");
    html.raw("<div class=\"wide\"><table class=\"heat\"><thead><tr><th></th>");
    int columns = rows[0].length;
    for (int c = 0; c < columns; c++) {
      boolean isNoise = noise && c == columns - 1;
      String cluster = c < classNames.size() ? "≈ " + classNames.get(c) : "+" + (c + 1);
      html.element("th", isNoise ? "noise" : cluster);
    }
    html.raw("</tr></thead><tbody>\n");
    for (int r = 0; r < rows.length; r++) {
      int total = IntStream.of(rows[r]).sum();
      html.raw("<tr>");
      html.element("th", r < classNames.size() ? classNames.get(r) : "-");
      for (int cell : rows[r]) {
        double share = total == 0 ? 0 : (double) cell / total;
        html.raw(String.format(Locale.ROOT, "<td style=\"--share:%.3f\">%d</td>", share, cell));
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }
}
