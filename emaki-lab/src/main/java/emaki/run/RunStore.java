package emaki.run;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The runs in a folder.
 *
 * @param root whose direct sub-folders are runs
 */
public record RunStore(Path root) {

  /** Where runs are kept unless said otherwise. */
  public static final Path DEFAULT = Path.of("runs");

  /**
   * The runs by name; empty where the folder does not exist. Folders that are no runs are passed
   * over.
   */
  public List<RunFolder> list() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (var entries = Files.list(root)) {
      return entries
          .filter(entry -> Files.isRegularFile(new RunFolder(entry).recordFile()))
          .sorted()
          .map(RunFolder::new)
          .toList();
    } catch (IOException e) {
      throw InputException.of(root, "cannot be read", e, "check its permissions");
    }
  }

  /** The first of {@code PREFIX-1}, {@code PREFIX-2}, ... that is not taken. */
  public Path free(String prefix) {
    String safe = prefix.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    for (int i = 1; ; i++) {
      Path path = root.resolve((safe.isEmpty() ? "run" : safe) + "-" + i);
      if (!Files.exists(path)) {
        return path;
      }
    }
  }
}
