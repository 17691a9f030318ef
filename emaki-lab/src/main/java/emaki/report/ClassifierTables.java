package emaki.report;

import emaki.run.ClassificationRecord;
import emaki.run.ClassificationRecord.ClassQuality;
import emaki.run.ClassificationRecord.Confusion;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores of a classifier as tables. */
final class ClassifierTables {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  private ClassifierTables() {}

  static void scores(Html html, ClassificationRecord scores) {
    html.raw("<div class=\"wide\"><table><thead><tr><th></th>");
    SPLITS.forEach(split -> html.element("th", split));
    html.raw("</tr></thead><tbody>\n");
    row(html, "accuracy", scores.accuracy());
    row(html, "calibration error", scores.calibrationError());
    html.raw("</tbody></table></div>\n");
  }

  private static void row(Html html, String name, Map<String, Double> values) {
    html.raw("<tr>");
    html.element("th", name);
    SPLITS.forEach(split -> html.element("td", Html.number(values.get(split))));
    html.raw("</tr>\n");
  }

  static void perClass(Html html, ClassificationRecord scores) {
    html.element("h3", "Test images by class");
    html.raw("<div class=\"wide\"><table><thead><tr>");
    List.of("class", "precision", "recall", "F1", "images")
        .forEach(column -> html.element("th", column));
    html.raw("</tr></thead><tbody>\n");
    for (ClassQuality row : scores.perClass()) {
      html.raw("<tr>");
      html.element("th", row.name());
      html.element("td", Html.number(row.precision()));
      html.element("td", Html.number(row.recall()));
      html.element("td", Html.number(row.f1()));
      html.element("td", String.valueOf(row.support()));
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  static void confusions(Html html, ClassificationRecord scores) {
    if (scores.topConfusions().isEmpty()) {
      return;
    }
    html.element("h3", "Taken for each other most often");
    html.raw("<div class=\"wide\"><table><thead><tr>");
    List.of("class", "predicted", "images", "of the class")
        .forEach(column -> html.element("th", column));
    html.raw("</tr></thead><tbody>\n");
    for (Confusion row : scores.topConfusions()) {
      html.raw("<tr>");
      html.element("th", row.name());
      html.element("td", row.predicted());
      html.element("td", String.valueOf(row.count()));
      html.element("td", String.format(Locale.ROOT, "%.1f %%", 100 * row.share()));
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }
}
