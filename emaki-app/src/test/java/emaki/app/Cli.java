package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command line, seen from outside: as a process of its own, or, in a folder from {@link
 * #here()}, within this one, which spares the start of a JVM.
 */
final class Cli {
  private static final int PATIENCE_SECONDS = 180;

  /** The build starts the tests in a folder of their own, and names it. */
  private static final String WORK = System.getProperty("emaki.test.work", "");

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param folder to work in
   */
  Cli(Path folder) {
    this.folder = folder;
  }

  /**
   * An empty folder in which commands run within this process: its working directory, for paths
   * that a user gives are relative to that. Where the tests were started in no folder of their own,
   * any other, and commands are processes.
   */
  static Path here() throws IOException {
    Path work = Path.of("").toAbsolutePath();
    if (!work.equals(Path.of(WORK))) {
      return Files.createTempDirectory("emaki-test");
    }
    try (Stream<Path> files = Files.walk(work)) {
      files.skip(1).sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
    assertThat(work).isEmptyDirectory();
    return work;
  }

  /** Whether commands in this folder run within this process. */
  static boolean isHere(Path folder) {
    return folder.equals(Path.of(WORK));
  }

  /** The same with a variable of the environment. */
  Cli with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  record Result(int code, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }

    Result succeeded() {
      assertThat(code).as("exit code; it said: %s", err).isZero();
      return this;
    }

    /**
     * The user's fault: exit code 2, one line that begins with emaki:, no stack trace, no result.
     */
    Result refused() {
      assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
      assertThat(code).as("exit code; it said: %s", err).isEqualTo(2);
      assertThat(err.lines().filter(line -> line.startsWith("emaki: "))).as(err).hasSize(1);
      assertThat(out).isEmpty();
      return this;
    }
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    if (environment.isEmpty() && isHere(folder)) {
      return Within.run(arguments);
    }
    Process process = start(arguments);
    return await(process);
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Lives as briefly as this one: the build says how such are compiled and collected.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-Xlog:disable",
            "-Xmx2g",
            "-cp",
            System.getProperty("java.class.path"),
            "emaki.app.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EMAKI_"));
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    outputs.put(process.pid(), List.of(out, err));
    return process;
  }

  private final Map<Long, List<Path>> outputs = new HashMap<>();

  Result await(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    List<Path> files = outputs.remove(process.pid());
    String err =
        Files.readString(files.get(1), StandardCharsets.UTF_8)
            .replace("WARNING: Using incubator modules: jdk.incubator.vector\n", "");
    return new Result(process.exitValue(), Files.readString(files.get(0)), err);
  }

  static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /** Waits until a file is there. */
  static void awaitFile(Path file, Process process) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file) && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(file).exists();
  }
}
