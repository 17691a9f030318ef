package emaki.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.experiment.RunRecord.Status;
import emaki.model.Safetensors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's folder: plain files that other tools read. Every file is written beside its place and
 * renamed into it.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {
  private static final String RESTORE = "restore it from a copy or train again";

  /**
   * Claims a folder for a new run.
   *
   * @throws InputException where it already holds something or cannot be made
   */
  public static RunFolder create(Path path) {
    try {
      if (Files.exists(path) && (!Files.isDirectory(path) || !isEmpty(path))) {
        throw new InputException(
            path.toString(),
            "already holds "
                + (Files.exists(path.resolve("run.json")) ? "a run" : "something else"),
            "choose another --out, or go on with an unfinished run by emaki train --resume "
                + path);
      }
      Files.createDirectories(path.resolve("checkpoints"));
      Files.createDirectories(path.resolve("figures"));
      return new RunFolder(path);
    } catch (IOException e) {
      throw new InputException(
          path.toString(),
          "cannot be made: " + InputException.reason(e),
          "choose a folder that you may write to",
          e);
    }
  }

  /**
   * Opens an existing run.
   *
   * @throws InputException where the folder is not a run
   */
  public static RunFolder open(Path path) {
    RunFolder run = new RunFolder(path);
    if (!Files.isRegularFile(run.recordFile())) {
      throw new InputException(
          path.toString(),
          Files.isDirectory(path) ? "holds no run (no run.json in it)" : "no such folder",
          "name a folder that emaki train made; emaki runs list shows them");
    }
    return run;
  }

  /** {@code run.json}. */
  public Path recordFile() {
    return path.resolve("run.json");
  }

  /** {@code model.safetensors}. */
  public Path modelFile() {
    return path.resolve("model.safetensors");
  }

  /** {@code latents.npz}. */
  public Path latentsFile() {
    return path.resolve("latents.npz");
  }

  /** {@code metrics.csv}. */
  public Path metricsFile() {
    return path.resolve("metrics.csv");
  }

  /** {@code cluster.json}. */
  public Path clusterFile() {
    return path.resolve("cluster.json");
  }

  /** {@code checkpoints/last.safetensors}. */
  public Path checkpointFile() {
    return path.resolve("checkpoints").resolve("last.safetensors");
  }

  /** A picture in {@code figures/}. */
  public Path figure(String name) {
    return path.resolve("figures").resolve(name);
  }

  /**
   * Reads {@code run.json}.
   *
   * @throws InputException where it is damaged or from a newer emaki
   */
  public RunRecord record() {
    try {
      JsonNode tree = Json.MAPPER.readTree(recordFile().toFile());
      int format = tree.path("format").asInt(0);
      if (format > RunRecord.FORMAT) {
        throw new InputException(
            recordFile().toString(),
            "format %d is newer than this emaki reads (%d)".formatted(format, RunRecord.FORMAT),
            "use the emaki that wrote it, " + tree.path("emaki").asText("unknown"));
      }
      if (format < 1) {
        throw new InputException(
            recordFile().toString(), "is damaged: it names no format", RESTORE);
      }
      return Json.MAPPER.treeToValue(tree, RunRecord.class);
    } catch (JacksonException e) {
      throw new InputException(
          recordFile().toString(), "is damaged: " + e.getOriginalMessage(), RESTORE, e);
    } catch (IOException e) {
      throw new InputException(
          recordFile().toString(),
          "cannot be read: " + InputException.reason(e),
          "check its permissions",
          e);
    }
  }

  /** Writes {@code run.json}. */
  public void write(RunRecord record) throws IOException {
    writeJson(recordFile(), record);
  }

  /** Writes any value as JSON. */
  public void writeJson(Path file, Object value) throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(value);
    AtomicFile.write(file, out -> out.write(json));
  }

  /** The last checkpoint, or empty where there is none yet. */
  public Optional<Safetensors> checkpoint() {
    return Files.exists(checkpointFile())
        ? Optional.of(Safetensors.read(checkpointFile()))
        : Optional.empty();
  }

  /**
   * Reads {@code latents.npz}.
   *
   * @throws InputException where it is missing or its arrays do not fit together
   */
  public Latents latents() {
    if (!Files.exists(latentsFile())) {
      throw new InputException(
          path.toString(),
          "has no latents: its status is " + record().status(),
          "finish it by emaki train --resume " + path);
    }
    return Latents.of(latentsFile(), Npz.read(latentsFile()));
  }

  /** Writes {@code latents.npz}. */
  public void write(Latents latents) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("latents", NpyArray.of(latents.values(), latents.size(), latents.dimension()));
    arrays.put("labels", NpyArray.of(latents.labels(), latents.size()));
    arrays.put("split", NpyArray.of(latents.split(), latents.size()));
    int[] cluster = latents.cluster();
    if (cluster != null) {
      arrays.put("cluster", NpyArray.of(cluster, latents.size()));
    }
    Npz.write(latentsFile(), arrays);
  }

  /**
   * Holds the run for this process until closed or until the process ends, however it ends.
   *
   * @throws InputException where another process holds it
   */
  public AutoCloseable lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("checkpoints").resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new InputException(
          path.toString(),
          "another emaki is working on it",
          "wait for it to end, or choose another folder");
    }
    return channel;
  }

  /** The status, except that a run whose process was killed is interrupted, not running. */
  public Status liveStatus() {
    Status status = record().status();
    if (status != Status.RUNNING) {
      return status;
    }
    Path lock = path.resolve("checkpoints").resolve("lock");
    if (!Files.exists(lock)) {
      return Status.INTERRUPTED;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null ? Status.RUNNING : Status.INTERRUPTED;
    } catch (IOException e) {
      return status;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
