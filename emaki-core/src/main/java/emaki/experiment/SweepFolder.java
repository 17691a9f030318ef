package emaki.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A sweep's folder: plain files that other tools read. Every file is written beside its place and
 * renamed into it.
 *
 * @param path of the folder
 */
public record SweepFolder(Path path) {
  /** What a sweep's folder holds. */
  private static final Set<String> OWN =
      Set.of("runs", "logs", "lock", "sweep.yaml", "results.csv", "summary.csv", "chart.png");

  /** Where sweeps are kept unless said otherwise. */
  public static final Path DEFAULT = Path.of("sweeps");

  /** {@code sweep.json}. */
  public Path recordFile() {
    return path.resolve("sweep.json");
  }

  /** {@code runs/}, which {@code emaki runs list} shows. */
  public Path runs() {
    return path.resolve("runs");
  }

  /** A run's folder. */
  public RunFolder run(SweepRun run) {
    return new RunFolder(runs().resolve(run.id()));
  }

  /** What a run's commands said. */
  Path log(SweepRun run) {
    return path.resolve("logs").resolve(run.id() + ".txt");
  }

  /**
   * Reads {@code sweep.json}; empty where there is none yet.
   *
   * @throws InputException where it is damaged or from a newer emaki, or the folder holds something
   *     else
   */
  public Optional<SweepRecord> record() {
    if (!Files.exists(recordFile())) {
      refuseOthers();
      return Optional.empty();
    }
    try {
      JsonNode tree = Json.MAPPER.readTree(recordFile().toFile());
      int format = tree.path("format").asInt(0);
      if (format < 1) {
        throw somethingElse("a sweep.json that is not a sweep's record");
      }
      if (format > SweepRecord.FORMAT) {
        throw new InputException(
            recordFile().toString(),
            "format %d is newer than this emaki reads (%d)".formatted(format, SweepRecord.FORMAT),
            "use the emaki that wrote it, " + tree.path("emaki").asText("unknown"));
      }
      return Optional.of(Json.MAPPER.treeToValue(tree, SweepRecord.class));
    } catch (JacksonException e) {
      throw new InputException(
          recordFile().toString(),
          "is damaged: " + e.getOriginalMessage(),
          "remove it: what the runs' own folders hold is taken up again",
          e);
    } catch (IOException e) {
      throw new InputException(
          recordFile().toString(),
          "cannot be read: " + InputException.reason(e),
          "check its permissions",
          e);
    }
  }

  /** A folder without {@code sweep.json} may be taken where it holds nothing but a sweep's own. */
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
                throw somethingElse(name);
              });
    } catch (IOException e) {
      throw new InputException(
          path.toString(),
          "cannot be read: " + InputException.reason(e),
          "choose another --out",
          e);
    }
  }

  private InputException somethingElse(String name) {
    return new InputException(
        path.toString(), "already holds something else, such as " + name, "choose another --out");
  }

  /**
   * Makes the folder and holds it for this process until closed, or until the process ends.
   *
   * @throws InputException where another process holds it or it cannot be made
   */
  RunLock lock() {
    try {
      Files.createDirectories(runs());
      Files.createDirectories(path.resolve("logs"));
      return RunLock.of(path, path.toAbsolutePath().normalize().resolve("lock"));
    } catch (IOException e) {
      throw new InputException(
          path.toString(),
          "cannot be made: " + InputException.reason(e),
          "choose a folder that you may write to",
          e);
    }
  }

  /** Writes {@code sweep.json}. */
  void write(SweepRecord record) throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(record);
    AtomicFile.write(recordFile(), out -> out.write(json));
  }
}
