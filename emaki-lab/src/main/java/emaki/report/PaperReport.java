package emaki.report;

import emaki.data.AtomicFile;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The report on a study as one HTML file that opens from disk with no network. */
public final class PaperReport {
  /** Pictures wider than this have a line of the page to themselves. */
  private static final int BROAD = 800;

  private final Path folder;
  private final PaperPage paper;
  private final Page page = new Page();
  private final Html html = page.html();
  private final PaperTables tables = new PaperTables(html);

  private PaperReport(Path folder, PaperPage paper) {
    this.folder = folder;
    this.paper = paper;
  }

  /**
   * Writes {@code index.html}, with the pictures in it.
   *
   * @param folder of the report; links lead into it
   * @return the page
   */
  public static Path write(Path folder, PaperPage page) throws IOException {
    String whole = new PaperReport(folder, page).whole();
    Path file = folder.resolve("index.html");
    AtomicFile.write(file, out -> out.write(whole.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  private String whole() throws IOException {
    page.begin(paper.title(), false, List.of("paper.css"));
    contents();
    html.raw("<main>\n");
    header();
    html.raw("<section id=\"summary\">\n<h2>Summary</h2>\n");
    tables.summary(paper.sections());
    html.raw("</section>\n");
    for (Section section : paper.sections()) {
      section(section);
    }
    provenance();
    html.raw("</main>\n");
    return page.end("");
  }

  /** Beside the page on wide screens; the summary leads to the sections on others. */
  private void contents() {
    html.raw("<nav aria-label=\"Contents\"><ol>\n<li><a href=\"#summary\">Summary</a></li>\n");
    for (Section section : paper.sections()) {
      html.raw("<li>");
      html.link("#" + PaperTables.anchor(section), section.title());
      html.raw("</li>\n");
    }
    html.raw("<li><a href=\"#provenance\">Provenance</a></li>\n</ol></nav>\n");
  }

  private void header() {
    html.raw("<header>\n");
    html.element("h1", paper.title());
    text("lead", paper.lead());
    if (!paper.tiles().isEmpty()) {
      html.raw("<ul class=\"tiles\">\n");
      paper.tiles().forEach(tile -> page.tile(tile.value(), tile.what()));
      html.raw("</ul>\n");
    }
    html.raw("</header>\n");
  }

  private void section(Section section) throws IOException {
    html.raw("<section id=\"" + PaperTables.anchor(section) + "\">\n");
    html.element("h2", section.title());
    text("waiting", section.waiting());
    sides(section);
    tables.rows(section);
    for (PaperPage.Table table : section.tables()) {
      tables.table(table);
    }
    if (!section.figures().isEmpty()) {
      html.raw("<div class=\"figures\">\n");
      for (Figure figure : section.figures()) {
        figure(figure);
      }
      html.raw("</div>\n");
    }
    html.raw("</section>\n");
  }

  private void sides(Section section) {
    if (section.study().isEmpty() && section.chosen().isEmpty()) {
      return;
    }
    html.raw("<dl class=\"sides\">\n");
    side("study", "The study says", section.study());
    side("chosen", "Left open there, chosen here", section.chosen());
    html.raw("</dl>\n");
  }

  private void side(String kind, String title, String words) {
    if (!words.isEmpty()) {
      html.raw("<div class=\"" + kind + "\">");
      html.element("dt", title);
      html.element("dd", words);
      html.raw("</div>\n");
    }
  }

  private void figure(Figure figure) throws IOException {
    Path file = Files.isRegularFile(figure.file()) ? figure.file() : folder.resolve(figure.file());
    if (!Files.isRegularFile(file)) {
      text("waiting", file.getFileName() + " is missing: " + figure.caption());
      return;
    }
    byte[] png = Files.readAllBytes(file);
    int width = Picture.width(png);
    boolean broad = width > BROAD;
    html.raw("<figure%s style=\"--width:%d\">".formatted(broad ? " class=\"broad\"" : "", width));
    // On a narrow screen it keeps a readable size and scrolls.
    html.raw(broad ? "<div class=\"wide\" tabindex=\"0\">" : "<div>");
    page.picture(png, figure.caption());
    html.raw("</div>");
    html.element("figcaption", figure.caption());
    html.raw("</figure>\n");
  }

  private void provenance() {
    html.raw("<section id=\"provenance\">\n<h2>Provenance</h2>\n<dl class=\"provenance\">\n");
    for (Map.Entry<String, String> entry : paper.provenance().entrySet()) {
      html.raw("<div>");
      html.element("dt", entry.getKey());
      html.element("dd", entry.getValue());
      html.raw("</div>\n");
    }
    html.raw("</dl>\n</section>\n");
  }

  private void text(String kind, String words) {
    if (!words.isEmpty()) {
      html.raw("<p class=\"" + kind + "\">");
      html.text(words);
      html.raw("</p>\n");
    }
  }
}
