package emaki.report;

import emaki.report.PaperPage.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tables with the words that they need, as Markdown, for a repository or an issue.
 *
 * @param lead how it was measured: a paragraph each
 * @param figures pictures in the page's folder: captions by file name
 * @param waiting what is missing, and why; a line each
 * @param provenance what it was made by and from, in this order
 */
public record ResultsPage(
    String title,
    List<String> lead,
    List<Table> tables,
    Map<String, String> figures,
    List<String> waiting,
    Map<String, String> provenance) {

  /** Writes it beside its place and renames it. */
  public void write(Path file) throws IOException {
    Template.TABLES.write(file, this);
  }
}
