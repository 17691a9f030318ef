package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the pages of all runs have in common: head and tail, figures, curves, provenance. */
final class ReportPage {
  private final RunFiles run;
  private final Page page = new Page();
  private final Html html = page.html();

  ReportPage(RunFiles run) {
    this.run = run;
  }

  Html html() {
    return html;
  }

  void begin() throws IOException {
    page.begin("emaki: " + run.text("name"), true, List.of("report.css"));
    html.raw("<main>\n");
    html.element("h1", run.text("name"));
  }

  void tile(String what, JsonNode value, String format) {
    page.tile(String.format(Locale.ROOT, format, value.asDouble()), what);
  }

  void curves() throws IOException {
    html.element("h2", "Training");
    if (run.metrics().isEmpty()) {
      html.element("p", "metrics.csv holds no epoch.");
      return;
    }
    for (Map.Entry<String, Path> figure : Curves.draw(run).entrySet()) {
      image(figure.getValue(), figure.getKey());
    }
  }

  void image(Path file, String caption) throws IOException {
    page.image(file, caption);
  }

  void provenance() {
    html.element("h2", "Provenance");
    html.element("pre", run.text("command"));
    html.raw("<table><tbody>\n");
    for (String key : List.of("status", "created", "emaki", "best_epoch")) {
      row(key, run.record().path(key).asText());
    }
    for (String part : List.of("dataset", "split", "spec", "machine")) {
      run.record()
          .path(part)
          .properties()
          .forEach(e -> row(part + " " + e.getKey(), value(e.getValue())));
    }
    html.raw("</tbody></table>\n");
  }

  /** The whole page, with a script where there is one. */
  String end(String script) throws IOException {
    html.raw("</main>\n");
    return page.end(script);
  }

  private static String value(JsonNode node) {
    return node.isValueNode() ? node.asText() : node.toString();
  }

  private void row(String name, String value) {
    html.raw("<tr>");
    html.element("th", name.replace('_', ' '));
    html.element("td", value);
    html.raw("</tr>\n");
  }
}
