package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on the packaged application, as a user's shell would start it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class LauncherIT {
  private static final Path LAUNCHER = Path.of("..", "emaki").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Result(int code, String out, String err) {}

  @Test
  void worksThroughLinksFromAnyDirectoryAndKnowsItsVersion() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("linked"), LAUNCHER);
    Path further = Files.createSymbolicLink(folder.resolve("further"), link.getFileName());
    Result version = run(further, Map.of(), "--version");
    assertThat(version.code()).as(version.err()).isZero();
    assertThat(version.out()).matches("emaki \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(version.err()).isEmpty();
  }

  /** The JVM's own greeting goes away, emaki's messages do not. */
  @Test
  void errorsArriveAloneAndBareOfTheVirtualMachine() throws Exception {
    Result refused = run(LAUNCHER, Map.of(), "runs", "show", "nowhere");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines()).hasSize(1).first().asString().startsWith("emaki: nowhere: ");
    Result flagged = run(LAUNCHER, Map.of("EMAKI_JAVA_OPTS", "-XX:NoSuchFlag=1"), "--version");
    assertThat(flagged.code()).isNotZero();
    assertThat(flagged.err() + flagged.out()).contains("NoSuchFlag");
  }

  @Test
  void saysWhichJavaItFoundAndWhatItNeeds() throws Exception {
    Path old = folder.resolve("jdk-11");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    // With a real JDK to fall back on it is passed over; alone, it is named.
    assertThat(run(LAUNCHER, Map.of("JAVA_HOME", old.toString()), "--version").code()).isZero();
    Path launcher = folder.resolve("emaki");
    Files.writeString(
        launcher,
        Files.readString(LAUNCHER)
            .replace("/usr/lib/jvm/*", folder + "/none/*")
            .replace("/Library/Java", folder + "/none")
            .replace("\"$HOME\"/.sdkman", folder + "/none"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("bash", "env", "dirname", "readlink", "find", "cat", "tput")) {
      Path real = Path.of("/usr/bin", tool);
      if (Files.exists(real)) {
        Files.createSymbolicLink(tools.resolve(tool), real);
      }
    }
    Result refused =
        run(launcher, Map.of("JAVA_HOME", old.toString(), "PATH", tools.toString()), "--version");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("JDK 17 or later").contains("Java 11.0.2");
  }

  /**
   * Of what a distribution holds only the places matter: a script stands for the Java it brings.
   */
  @Test
  void aDistributionRunsWhatItBringsAndBuildsNothing() throws Exception {
    Path unpacked = Files.createDirectories(folder.resolve("un packed"));
    Path jar = Files.createFile(unpacked.resolve("emaki-app.jar"));
    Path launcher = Files.createDirectory(unpacked.resolve("bin")).resolve("emaki");
    Files.copy(LAUNCHER, launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Path java = Files.createDirectories(unpacked.resolve("runtime/bin")).resolve("java");
    Files.writeString(unpacked.resolve("runtime/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Path link = Files.createSymbolicLink(folder.resolve("linked"), launcher);
    Result started = run(link, Map.of("JAVA_HOME", ""), "train", "--out", "a b");
    assertThat(started.code()).as(started.err()).isZero();
    assertThat(started.err()).isEmpty();
    assertThat(started.out().lines())
        .contains("--sun-misc-unsafe-memory-access=allow")
        .endsWith("-jar", jar.toRealPath().toString(), "train", "--out", "a b");
  }

  /** On whatever machine this is: that it measures, not how fast. */
  @Test
  void benchMeasuresWhatItNames() throws Exception {
    String images = LAUNCHER.resolveSibling("../shared/datasets").normalize().toString();
    Result measured =
        run(LAUNCHER, Map.of(), "bench", "--json", "--turns", "3", "--data-dir", images);
    assertThat(measured.code()).as(measured.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(measured.out());
    for (String figure :
        List.of(
            "gemm_floor_ms",
            "step_ms",
            "step_regularised_ms",
            "step_over_floor",
            "cnn_floor_ms",
            "cnn_step_ms",
            "cnn_step_over_floor",
            "kernel_gpairs_per_second_per_core",
            "kernel_speedup_over_scalar",
            "dataset_loading_ms")) {
      assertThat(figures.path(figure).asDouble()).as(figure).isPositive();
    }
    assertThat(figures.path("regulariser_overhead").isNumber()).isTrue();
    for (String ratio :
        List.of(
            "step_over_floor",
            "regulariser_overhead",
            "cnn_step_over_floor",
            "kernel_speedup_over_scalar")) {
      assertThat(figures.path(ratio).asDouble())
          .as(ratio)
          .isBetween(
              figures.path(ratio + "_p10").asDouble(), figures.path(ratio + "_p90").asDouble());
    }
    JsonNode phases = figures.path("step_phases");
    assertThat(phases.fieldNames())
        .toIterable()
        .containsExactly("copying", "forward", "loss", "regulariser", "backward", "update");
    double step = figures.path("step_regularised_ms").asDouble();
    for (JsonNode phase : phases) {
      assertThat(phase.path("ms").asDouble()).isPositive();
      assertThat(phase.path("share").asDouble()).isEqualTo(phase.path("ms").asDouble() / step);
    }
  }

  /** Java itself passes over whatever is no jar, and the parts in it would only be missing. */
  @Test
  void pluginsThatAreNoJarsAreRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("own parts.jar"), "not a zip");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path wrong : List.of(text, empty, folder.resolve("nowhere.jar"))) {
      Result refused = run(LAUNCHER, Map.of("EMAKI_PLUGINS", wrong.toString()), "doctor");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err().lines()).singleElement().asString().contains(wrong.toString());
    }
    Path jar = folder.resolve("partless.jar");
    Files.write(
        jar, new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    Result told = run(LAUNCHER, Map.of("EMAKI_PLUGINS", jar.toString()), "doctor");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).contains("plugin partless.jar");
    assertThat(told.err()).contains("amiss: partless.jar offers no part");
  }

  /** Java passes over an archive of classes that it cannot use without a word. */
  @Test
  void classesAreSharedHoweverOftenAModuleIsBuilt() throws Exception {
    Path module;
    try (Stream<Path> jars = Files.list(LAUNCHER.resolveSibling("emaki-app/target/lib"))) {
      module =
          jars.filter(jar -> jar.getFileName().toString().startsWith("emaki-core-"))
              .findFirst()
              .orElseThrow();
    }
    Files.setLastModifiedTime(module, FileTime.from(Instant.now()));
    Path log = folder.resolve("loaded.txt");
    String flags = "-Xlog:class+load:file=" + log;
    assertThat(run(LAUNCHER, Map.of("EMAKI_JAVA_OPTS", flags), "--version").code()).isZero();
    assertThat(log).content().contains("emaki.app.Main source: shared objects file (top)");
  }

  @Test
  void resultsGoToStandardOutputThroughPipes() throws Exception {
    Result listed = run(LAUNCHER, Map.of(), "data", "list", "--json");
    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out()).startsWith("{").contains("kana");
  }

  private Result run(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EMAKI_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
