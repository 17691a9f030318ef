package emaki.spark;

import emaki.remote.Errand;
import emaki.remote.Homecoming;
import emaki.remote.Parcel;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * An errand as it travels to an executor, which works on it in a folder that belongs to this
 * attempt alone: one that is lost, or done twice at the same time, leaves nothing behind where runs
 * are kept.
 *
 * @param folder as the words name it
 * @param here the working directory that paths among the words are relative to
 * @param classPath of the process, as it is where the errand comes from
 * @param java version that the process must have, as others may round otherwise
 * @param carried what the folder holds already; null: nothing
 */
record Order(
    List<String> flags,
    String main,
    List<String> words,
    Map<String, String> environment,
    String folder,
    String here,
    List<String> classPath,
    int java,
    @Nullable Broadcast<Parcel> carried)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int POLL_MILLISECONDS = 100;
  private static final int ENDING_SECONDS = 30;
  private static final int USER_FAULT = 2;

  /** Flags that name a file of the machine where the errand comes from. */
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  static Order of(Errand errand, @Nullable Broadcast<Parcel> carried) {
    return new Order(
        errand.flags(),
        errand.main(),
        errand.words(),
        errand.environment(),
        errand.folder().toString(),
        Path.of("").toAbsolutePath().toString(),
        EmakiPath.entries(),
        Runtime.version().feature(),
        carried);
  }

  /** The feature version of an executor's Java, where it is not that one; else 0. */
  static int otherJava(int wanted) {
    int version = Runtime.version().feature();
    return version == wanted ? 0 : version;
  }

  /** Carries it out, on an executor. */
  Homecoming carryOut() throws IOException, InterruptedException {
    int version = Runtime.version().feature();
    if (version != java) {
      return refusal(
          "executor on %s: runs Java %d, the sweep Java %d (give both the same: results are the same to the bit only then)"
              .formatted(InetAddress.getLocalHost().getHostName(), version, java));
    }
    TaskContext task = TaskContext.get();
    Path attempt =
        Path.of(SparkFiles.getRootDirectory())
            .toAbsolutePath()
            .normalize()
            .resolve("attempt-" + task.taskAttemptId());
    try {
      Path run = attempt.resolve(String.valueOf(Path.of(folder).getFileName()));
      Files.createDirectories(attempt);
      if (carried != null) {
        carried.value().unpack(run);
      }
      Path said = attempt.resolve("said.txt");
      int code = await(start(run, said, attempt), task);
      return new Homecoming(
          code,
          new String(Files.readAllBytes(said), StandardCharsets.UTF_8)
              .replace(run.toString(), folder),
          run.toString(),
          Files.isDirectory(run) ? Parcel.of(run) : null);
    } finally {
      Parcel.remove(attempt);
    }
  }

  private Homecoming refusal(String why) {
    return new Homecoming(USER_FAULT, "emaki: " + why + "\n", "", null);
  }

  private Process start(Path run, Path said, Path attempt) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags.stream().filter(Order::isUsableHere).forEach(command::add);
    command.add("-D" + Errand.PARENT + "=" + ProcessHandle.current().pid());
    command.addAll(List.of("-cp", pathHere(), main));
    words.stream().map(word -> moved(word, run)).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .directory(Files.isDirectory(Path.of(here)) ? new File(here) : attempt.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static boolean isUsableHere(String flag) {
    return !flag.startsWith(ARCHIVE) || Files.exists(Path.of(flag.substring(ARCHIVE.length())));
  }

  /** A word that names the run, or what is in it, as it is called in this attempt. */
  private String moved(String word, Path run) {
    boolean inside = word.equals(folder) || word.startsWith(folder + "/");
    return inside ? run + word.substring(folder.length()) : word;
  }

  /**
   * Jars as they were fetched to this machine, else where they are on one that shares its files.
   */
  private String pathHere() throws IOException {
    Map<String, String> fetched = fetched();
    List<String> found = new ArrayList<>();
    for (String entry : classPath) {
      String name = String.valueOf(Path.of(entry).getFileName());
      if (!fetched.containsKey(name) && !Files.exists(Path.of(entry))) {
        throw new IOException("emaki is not on this executor: " + entry);
      }
      if (!fetched.containsKey(name)) {
        found.add(entry);
      }
    }
    return fetched.values().stream().collect(Collectors.joining(File.pathSeparator))
        + (fetched.isEmpty() || found.isEmpty() ? "" : File.pathSeparator)
        + String.join(File.pathSeparator, found);
  }

  private static Map<String, String> fetched() {
    Map<String, String> jars = new LinkedHashMap<>();
    EmakiPath.loaded().forEach(jar -> jars.put(String.valueOf(jar.getFileName()), jar.toString()));
    return jars;
  }

  /** Waits for the process; where this attempt is not wanted any more, ends it. */
  private static int await(Process process, TaskContext task) throws InterruptedException {
    try {
      while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        if (task.isInterrupted()) {
          throw new TaskKilledException("not wanted any more");
        }
      }
      return process.exitValue();
    } finally {
      if (process.isAlive()) {
        process.destroy();
        if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    }
  }
}
