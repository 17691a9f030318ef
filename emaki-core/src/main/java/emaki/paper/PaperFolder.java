package emaki.paper;

import com.fasterxml.jackson.core.JacksonException;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.experiment.Json;
import emaki.experiment.RunFolder;
import emaki.experiment.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a reproduction: runs, tables, figures and the page that shows them.
 *
 * @param path of the folder
 */
record PaperFolder(Path path) {
  private static final Set<String> OWN =
      Set.of(
          "runs", "logs", "lock", "figures", "tables", "results.json", "results.md", "index.html");

  /** {@code paper.json}. */
  Path recordFile() {
    return path.resolve("paper.json");
  }

  RunFolder run(String id) {
    return new RunFolder(path.resolve("runs").resolve(id));
  }

  Path log(String id) {
    return path.resolve("logs").resolve(id + ".txt");
  }

  Path figure(String name) {
    return path.resolve("figures").resolve(name);
  }

  Path table(String name) {
    return path.resolve("tables").resolve(name + ".csv");
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
    if (!Files.exists(recordFile())) {
      refuseOthers();
      return Optional.empty();
    }
    try {
      PaperRecord record = Json.MAPPER.readValue(recordFile().toFile(), PaperRecord.class);
      if (record.format() < 1 || record.format() > PaperRecord.FORMAT) {
        throw new InputException(
            recordFile().toString(),
            "format %d is not one that this emaki reads (%d)"
                .formatted(record.format(), PaperRecord.FORMAT),
            "use the emaki that wrote it, " + record.emaki());
      }
      return Optional.of(record);
    } catch (JacksonException e) {
      throw new InputException(
          recordFile().toString(),
          "is damaged: " + e.getOriginalMessage(),
          "remove it: finished runs are taken up again",
          e);
    } catch (IOException e) {
      throw new InputException(
          recordFile().toString(),
          "cannot be read: " + InputException.reason(e),
          "check its permissions",
          e);
    }
  }

  private void refuseOthers() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !OWN.contains(name) && !name.endsWith(".part"))
          .findFirst()
          .ifPresent(
              name -> {
                throw new InputException(
                    path.toString(),
                    "already holds something else, such as " + name,
                    "choose another --out");
              });
    } catch (IOException e) {
      throw new InputException(
          path.toString(),
          "cannot be read: " + InputException.reason(e),
          "choose another --out",
          e);
    }
  }

  /** Makes the folder and holds it for this process. */
  RunLock lock() {
    try {
      for (String name : new String[] {"runs", "logs", "figures", "tables"}) {
        Files.createDirectories(path.resolve(name));
      }
      return RunLock.of(path, path.toAbsolutePath().normalize().resolve("lock"));
    } catch (IOException e) {
      throw new InputException(
          path.toString(),
          "cannot be made: " + InputException.reason(e),
          "choose a folder that you may write to",
          e);
    }
  }

  void writeJson(Path file, Object value) throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(value);
    AtomicFile.write(file, out -> out.write(json));
  }
}
