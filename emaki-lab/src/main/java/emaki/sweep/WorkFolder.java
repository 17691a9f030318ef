package emaki.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder in which one process at a time works on many runs, and which holds nothing else. Every
 * file is written beside its place and renamed into it.
 *
 * @param <R> the record of how the work stands
 */
public abstract class WorkFolder<R> {
  /** The subfolders that every such folder has: the runs, and what their commands said. */
  private static final List<String> FOLDERS = List.of("runs", "logs");

  private static final String AGAIN =
      "remove it: what the runs' own folders hold is taken up again";

  private final Path path;
  private final Path recordFile;
  private final Class<R> type;
  private final int newest;
  private final Set<String> own;

  /**
   * @param recordName of the JSON file that says how the work stands
   * @param newest format of it that this emaki reads
   * @param own names of all else that the folder may hold
   */
  protected WorkFolder(Path path, String recordName, Class<R> type, int newest, Set<String> own) {
    this.path = path;
    this.recordFile = path.resolve(recordName);
    this.type = type;
    this.newest = newest;
    this.own = new HashSet<>(own);
    this.own.addAll(FOLDERS);
    this.own.add("lock");
  }

  /** Where it is. */
  public final Path path() {
    return path;
  }

  /**
   * Reads the record; empty where there is none yet.
   *
   * @throws InputException where it is damaged or from a newer emaki, or the folder holds something
   *     else
   */
  public final Optional<R> record() {
    if (!Files.exists(recordFile)) {
      refuseOthers();
      return Optional.empty();
    }
    JsonNode tree = Json.read(recordFile, AGAIN);
    if (Json.format(tree, recordFile, newest) < 1) {
      throw somethingElse("a %s that is no record of it".formatted(recordFile.getFileName()));
    }
    return Optional.of(Json.value(tree, type, recordFile, AGAIN));
  }

  /** A folder without a record may be taken where it holds nothing but its own. */
  private void refuseOthers() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !own.contains(name) && !name.endsWith(".part"))
          .findFirst()
          .ifPresent(
              name -> {
                throw somethingElse(name);
              });
    } catch (IOException e) {
      throw InputException.of(path, "cannot be read", e, "choose another folder");
    }
  }

  private InputException somethingElse(String name) {
    return new InputException(
        path.toString(), "already holds something else, such as " + name, "choose another folder");
  }

  /**
   * Makes the folder and holds it for this process until closed, or until the process ends.
   *
   * @throws InputException where another process holds it or it cannot be made
   */
  public final RunLock lock() {
    try {
      for (String name : FOLDERS) {
        Files.createDirectories(path.resolve(name));
      }
      RunLock lock = RunLock.of(path, path.toAbsolutePath().normalize().resolve("lock"));
      // Tables and charts of a process that was killed while it wrote them.
      AtomicFile.clear(path, name -> true);
      return lock;
    } catch (IOException e) {
      throw InputException.of(path, "cannot be made", e, "choose a folder that you may write to");
    }
  }

  /** A run's folder. */
  public final RunFolder run(String id) {
    return new RunFolder(path.resolve("runs").resolve(id));
  }

  /** What a run's commands said. */
  public final Path log(String id) {
    return path.resolve("logs").resolve(id + ".txt");
  }

  /** Writes the record. */
  public final void write(R record) throws IOException {
    Json.write(recordFile, record);
  }
}
