package emaki.paper;

import emaki.sweep.WorkFolder;
import java.nio.file.Path;
import java.util.Set;

/** The folder of a reproduction: runs, tables, figures and the page that shows them. */
final class PaperFolder extends WorkFolder<PaperRecord> {
  PaperFolder(Path path) {
    super(
        path,
        "paper.json",
        PaperRecord.class,
        PaperRecord.FORMAT,
        Set.of("figures", "tables", "results.json", "results.md", "index.html"));
  }

  Path figure(String name) {
    return path().resolve("figures").resolve(name);
  }

  Path table(String name) {
    return path().resolve("tables").resolve(name + ".csv");
  }

  /** {@code results.json}. */
  Path resultsFile() {
    return path().resolve("results.json");
  }

  /** A file's place as the page links to it. */
  String relative(Path file) {
    return path().relativize(file).toString().replace('\\', '/');
  }
}
