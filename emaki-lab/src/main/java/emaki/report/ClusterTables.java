package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores of a clustering, and which class went to which cluster. */
final class ClusterTables {
  private ClusterTables() {}

  static void metrics(Html html, JsonNode cluster) {
    List<String> columns = new ArrayList<>();
    JsonNode widest =
        cluster.has("accuracy") ? cluster.path("accuracy") : cluster.path("silhouette");
    widest.fieldNames().forEachRemaining(columns::add);
    html.raw("<div class=\"wide\"><table><thead><tr><th></th>");
    columns.forEach(column -> html.element("th", column.replace('_', ' ')));
    html.raw("</tr></thead><tbody>\n");
    for (String metric : List.of("accuracy", "nmi", "ari", "purity", "silhouette")) {
      if (!cluster.has(metric)) {
        continue;
      }
      html.raw("<tr>");
      html.element("th", metric);
      for (String column : columns) {
        JsonNode value = cluster.path(metric).path(column);
        html.element(
            "td", value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "");
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
    html.element("p", "Cluster sizes, all images: " + sizes(cluster));
  }

  private static String sizes(JsonNode cluster) {
    List<String> sizes = new ArrayList<>();
    cluster.path("sizes").forEach(size -> sizes.add(size.asText()));
    return String.join(", ", sizes);
  }

  /**
   * The test split's confusion matrix: rows are classes, the matched cluster lies on the diagonal.
   */
  static void confusion(Html html, JsonNode cluster, List<String> classNames) {
    JsonNode rows = cluster.at("/confusion/test");
    if (rows.isMissingNode() || rows.isEmpty()) {
      return;
    }
    html.element("h3", "Test images by class and matched cluster");
    html.raw("<div class=\"wide\"><table class=\"heat\"><thead><tr><th></th>");
    for (int c = 0; c < rows.path(0).size(); c++) {
      html.element("th", c < classNames.size() ? "≈ " + classNames.get(c) : "+" + (c + 1));
    }
    html.raw("</tr></thead><tbody>\n");
    for (int r = 0; r < rows.size(); r++) {
      double total = 0;
      for (JsonNode cell : rows.path(r)) {
        total += cell.asInt();
      }
      html.raw("<tr>");
      html.element("th", r < classNames.size() ? classNames.get(r) : "-");
      for (JsonNode cell : rows.path(r)) {
        double share = total == 0 ? 0 : cell.asInt() / total;
        html.raw(String.format(Locale.ROOT, "<td style=\"--share:%.3f\">", share));
        html.text(cell.asText());
        html.raw("</td>");
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }
}
