package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** Scores of a classifier as tables: {@code classification.json}. */
final class ClassifierTables {
  private ClassifierTables() {}

  static void scores(Html html, JsonNode scores) {
    html.raw("<div class=\"wide\"><table><thead><tr><th></th>");
    List.of("train", "validation", "test").forEach(split -> html.element("th", split));
    html.raw("</tr></thead><tbody>\n");
    row(html, "accuracy", scores.path("accuracy"));
    row(html, "calibration error", scores.path("calibration_error"));
    html.raw("</tbody></table></div>\n");
  }

  private static void row(Html html, String name, JsonNode values) {
    html.raw("<tr>");
    html.element("th", name);
    for (String split : List.of("train", "validation", "test")) {
      html.element("td", number(values.path(split)));
    }
    html.raw("</tr>\n");
  }

  static void perClass(Html html, JsonNode scores) {
    html.element("h3", "Test images by class");
    html.raw("<div class=\"wide\"><table><thead><tr>");
    List.of("class", "precision", "recall", "F1", "images")
        .forEach(column -> html.element("th", column));
    html.raw("</tr></thead><tbody>\n");
    for (JsonNode row : scores.path("per_class")) {
      html.raw("<tr>");
      html.element("th", row.path("class").asText());
      for (String column : List.of("precision", "recall", "f1")) {
        html.element("td", number(row.path(column)));
      }
      html.element("td", row.path("support").asText());
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  static void confusions(Html html, JsonNode scores) {
    if (scores.path("top_confusions").isEmpty()) {
      return;
    }
    html.element("h3", "Taken for each other most often");
    html.raw("<div class=\"wide\"><table><thead><tr>");
    List.of("class", "predicted", "images", "of the class")
        .forEach(column -> html.element("th", column));
    html.raw("</tr></thead><tbody>\n");
    for (JsonNode row : scores.path("top_confusions")) {
      html.raw("<tr>");
      html.element("th", row.path("class").asText());
      html.element("td", row.path("predicted").asText());
      html.element("td", row.path("count").asText());
      html.element("td", String.format(Locale.ROOT, "%.1f %%", 100 * row.path("share").asDouble()));
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "";
  }
}
