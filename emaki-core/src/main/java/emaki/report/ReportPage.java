package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the pages of all runs have in common: head and tail, figures, curves, provenance. */
final class ReportPage {
  private final RunFiles run;
  private final Html html = new Html();

  ReportPage(RunFiles run) {
    this.run = run;
  }

  Html html() {
    return html;
  }

  void begin() throws IOException {
    html.raw(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        """);
    html.element("title", "emaki: " + run.text("name"));
    html.raw("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n<main>\n");
    html.element("h1", run.text("name"));
  }

  void tile(String what, JsonNode value, String format) {
    html.raw("<li>");
    html.element("strong", String.format(Locale.ROOT, format, value.asDouble()));
    html.element("span", what);
    html.raw("</li>\n");
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
    if (!Files.isRegularFile(file)) {
      html.element("p", file.getFileName() + " is missing.");
      return;
    }
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    html.raw("<figure><img src=\"data:image/png;base64," + data + "\" alt=\"");
    html.text(caption);
    html.raw("\">");
    html.element("figcaption", caption);
    html.raw("</figure>\n");
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
    if (!script.isEmpty()) {
      html.raw("<script>\n" + resource(script) + "</script>\n");
    }
    html.raw("</body>\n</html>\n");
    return html.toString();
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

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
