package emaki.paper;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.sweep.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of a reproduction: runs, tables, figures and the page that shows them.
 *
 * @param path of the folder
 */
record PaperFolder(Path path) {
  private static final Set<String> OWN =
      Set.of("figures", "tables", "results.json", "results.md", "index.html");

  private WorkFolder work() {
    return new WorkFolder(path, "paper.json", OWN);
  }

  RunFolder run(String id) {
    return work().run(id);
  }

  Path log(String id) {
    return work().log(id);
  }

  Path figure(String name) {
    return path.resolve("figures").resolve(name);
  }

  Path table(String name) {
    return path.resolve("tables").resolve(name + ".csv");
  }

  /** {@code results.json}. */
  Path resultsFile() {
    return path.resolve("results.json");
  }

  /** A file's place as the page links to it. */
  String relative(Path file) {
    return path.relativize(file).toString().replace('\\', '/');
  }

  /**
   * Reads {@code paper.json}; empty where nothing has begun yet.
   *
   * @throws InputException where it is damaged or from a newer emaki, or the folder holds something
   *     else
   */
  Optional<PaperRecord> record() {
    return work().record(PaperRecord.class, PaperRecord.FORMAT);
  }

  /** Makes the folder and holds it for this process. */
  RunLock lock() {
    return work().lock();
  }

  /** Writes {@code paper.json}. */
  void write(PaperRecord record) throws IOException {
    work().write(record);
  }
}
