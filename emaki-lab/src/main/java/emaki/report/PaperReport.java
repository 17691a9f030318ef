package emaki.report;

import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report on a study: one HTML file that opens from disk with no network, and its words. */
public final class PaperReport {
  private PaperReport() {}

  /**
   * Writes {@code index.html}, with the pictures in it, and {@code results.md}, its words and
   * tables as Markdown, for a repository or an issue.
   *
   * @param folder of the report; links lead into it
   * @return the page
   */
  public static Path write(Path folder, PaperPage page) throws IOException {
    Template.RESULTS.write(folder.resolve("results.md"), page);
    List<Object> sections = new ArrayList<>();
    for (Section section : page.sections()) {
      sections.add(Map.of("section", section, "images", images(folder, section)));
    }
    return Template.PAPER.write(
        folder.resolve("index.html"), Map.of("page", page, "illustrated", sections));
  }

  private static List<EmbeddedImage> images(Path folder, Section section) throws IOException {
    List<EmbeddedImage> images = new ArrayList<>();
    for (Figure figure : section.figures()) {
      Path file =
          Files.isRegularFile(figure.file()) ? figure.file() : folder.resolve(figure.file());
      images.add(EmbeddedImage.of(file, figure.caption()));
    }
    return images;
  }
}
