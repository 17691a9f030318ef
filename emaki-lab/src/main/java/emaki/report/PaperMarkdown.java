package emaki.report;

import emaki.data.AtomicFile;
import emaki.report.PaperPage.Link;
import emaki.report.PaperPage.Row;
import emaki.report.PaperPage.Section;
import emaki.report.PaperPage.Table;
import emaki.report.PaperPage.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The report's words and tables as Markdown, for a repository or an issue; without pictures. */
public final class PaperMarkdown {
  private final StringBuilder out = new StringBuilder();

  private PaperMarkdown() {}

  /**
   * Writes {@code results.md} into the report's folder.
   *
   * @return the file
   */
  public static Path write(Path folder, PaperPage page) throws IOException {
    PaperMarkdown markdown = new PaperMarkdown();
    markdown.page(page);
    Path file = folder.resolve("results.md");
    byte[] text = markdown.out.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(text));
    return file;
  }

  private void page(PaperPage page) {
    line("# " + page.title());
    line("");
    line(page.lead());
    page.sections().forEach(this::section);
    line("");
    line("## Provenance");
    line("");
    table(
        List.of("what", ""),
        page.provenance().entrySet().stream()
            .map(entry -> List.of(entry.getKey(), entry.getValue()))
            .toList());
  }

  private void section(Section section) {
    line("");
    line("## " + section.title());
    line("");
    line("**The study:** " + section.study());
    if (!section.chosen().isEmpty()) {
      line("");
      line("**Ours:** " + section.chosen());
    }
    if (!section.waiting().isEmpty()) {
      line("");
      line("*" + section.waiting() + "*");
    }
    if (!section.rows().isEmpty()) {
      line("");
      table(
          List.of("what", "split", "study", "ours", "spread", "verdict", "why", "seconds"),
          section.rows().stream().map(PaperMarkdown::cells).toList());
    }
    for (Table table : section.tables()) {
      line("");
      line(table.caption());
      line("");
      table(table.head(), table.rows());
    }
  }

  private static List<String> cells(Row row) {
    String runs = row.runs().stream().map(Link::text).collect(Collectors.joining(", "));
    return List.of(
        row.what() + (row.runs().size() == 1 ? " (" + runs + ")" : ""),
        row.split(),
        row.study(),
        row.ours(),
        row.spread(),
        row.verdict() == Verdict.DIFFERS ? "**differs**" : row.verdict().word(),
        row.why(),
        row.seconds());
  }

  private void table(List<String> head, List<List<String>> rows) {
    row(head);
    row(head.stream().map(cell -> "---").toList());
    rows.forEach(this::row);
  }

  private void row(List<String> cells) {
    line(
        cells.stream()
            .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
