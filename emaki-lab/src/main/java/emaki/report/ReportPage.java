package emaki.report;

import emaki.run.RunFields;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the pages of all runs have in common: head and tail, figures, curves, provenance. */
final class ReportPage {
  private static final Set<String> PROVENANCE =
      Set.of("status", "created", "emaki", "best_epoch", "dataset", "split", "spec", "machine");

  private final RunFolder run;
  private final RunRecord record;
  private final Page page = new Page();
  private final Html html = page.html();

  ReportPage(RunFolder run, RunRecord record) {
    this.run = run;
    this.record = record;
  }

  Html html() {
    return html;
  }

  void begin() throws IOException {
    page.begin("emaki: " + record.name(), true, List.of("report.css"));
    html.raw("<main>\n");
    html.element("h1", record.name());
  }

  /** A figure; nothing where the run does not have it. */
  void tile(String what, @Nullable Number value, String format) {
    if (value != null) {
      page.tile(String.format(Locale.ROOT, format, value.doubleValue()), what);
    }
  }

  void curves() throws IOException {
    html.element("h2", "Training");
    Map<String, double[]> metrics = run.metrics();
    if (metrics.getOrDefault("epoch", new double[0]).length == 0) {
      html.element("p", "metrics.csv holds no epoch.");
      return;
    }
    for (Map.Entry<String, Path> figure : Curves.draw(run, record, metrics).entrySet()) {
      image(figure.getValue(), figure.getKey());
    }
  }

  void image(Path file, String caption) throws IOException {
    page.image(file, caption);
  }

  void provenance() {
    html.element("h2", "Provenance");
    html.element("pre", record.command());
    html.raw("<table><tbody>\n");
    RunFields.of(record)
        .forEach(
            (name, value) -> {
              if (PROVENANCE.contains(name.replaceFirst("\\..*", ""))) {
                String words = name.replace('.', ' ').replace('_', ' ');
                html.row(List.of(words, value == null ? "" : value.toString()));
              }
            });
    html.raw("</tbody></table>\n");
  }

  /** The whole page, with a script where there is one. */
  String end(String script) throws IOException {
    html.raw("</main>\n");
    return page.end(script);
  }
}
