package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps from outside: killed, interrupted, resumed, failing in part. */
final class SweepTest {
  private static final String TWELVE =
      """
      base: {data: "kana:200", prior: gaussian, hidden: 16, batch-size: 50, epochs: 2}
      grid:
        sigma: [1, 10]
        lambda: [0.1, 1]
      seeds: [0, 1, 2]
      """;

  /** The build names it; elsewhere it is where the tests are started. */
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  private List<Path> models(String sweep) throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve(sweep).resolve("runs"))) {
      return runs.map(run -> run.resolve("model.safetensors"))
          .filter(Files::exists)
          .sorted()
          .toList();
    }
  }

  /** Whether a model's run is over: a process of a killed sweep may yet write its results. */
  private static boolean isFinished(Path model) {
    try {
      return Files.readString(model.resolveSibling("run.json"))
          .contains("\"status\" : \"finished\"");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> sums(String sweep) throws Exception {
    Map<String, String> sums = new HashMap<>();
    for (Path model : models(sweep)) {
      sums.put(model.getParent().getFileName().toString(), Cli.sha256(model));
    }
    return sums;
  }

  @Test
  void aKilledSweepGoesOnToTheBitsOfOneThatRanThrough() throws Exception {
    Files.writeString(folder.resolve("twelve.yaml"), TWELVE);
    JsonNode whole = run("sweep twelve.yaml --out whole --json").succeeded().json();
    assertThat(whole.path("finished").asInt()).isEqualTo(12);
    assertThat(whole.path("configurations")).hasSize(4);
    assertThat(whole.at("/configurations/0/figures/mse_test/n").asInt()).isEqualTo(3);

    Process killed = new Cli(folder).start("sweep", "twelve.yaml", "--out", "killed");
    Cli.awaitFile(folder.resolve("killed/results.csv"), killed);
    killed.destroyForcibly().waitFor();
    List<Path> finished = models("killed").stream().filter(SweepTest::isFinished).toList();
    assertThat(finished).hasSizeBetween(1, 11);
    Map<Path, FileTime> before = new HashMap<>();
    for (Path model : finished) {
      before.put(model, Files.getLastModifiedTime(model));
    }
    run("sweep twelve.yaml --out killed").succeeded();
    for (Path model : finished) {
      assertThat(Files.getLastModifiedTime(model)).isEqualTo(before.get(model));
    }
    assertThat(sums("killed")).hasSize(12).isEqualTo(sums("whole"));

    String id = "sigma=10,lambda=0.1,seed=1";
    String command =
        new ObjectMapper()
            .readTree(folder.resolve("whole/runs").resolve(id).resolve("run.json").toFile())
            .path("command")
            .asText();
    run(command.replaceFirst("^emaki ", "").replace("whole/runs/" + id, "alone")).succeeded();
    assertThat(Cli.sha256(folder.resolve("alone/model.safetensors")))
        .isEqualTo(sums("whole").get(id));

    assertThat(Files.readAllLines(folder.resolve("killed/results.csv"))).hasSize(13);
    assertThat(Files.readAllLines(folder.resolve("killed/summary.csv"))).hasSize(5);
    assertThat(ImageIO.read(folder.resolve("killed/chart.png").toFile())).isNotNull();
    assertThat(run("runs list whole/runs").succeeded().out()).contains(id);
    Files.writeString(folder.resolve("twelve.yaml"), TWELVE.replace("epochs: 2", "epochs: 3"));
    assertThat(run("sweep twelve.yaml --out whole").refused().err())
        .contains("was made with epochs 2, the sweep now says 3");
  }

  @Test
  void aFailingRunDoesNotEndTheOthers() throws Exception {
    Files.writeString(
        folder.resolve("some.yaml"),
        """
        base: {data: "kana:200", hidden: 16, batch-size: 50, epochs: 2}
        grid: {learning-rate: [1e30, 1e-3]}
        then: {cluster: {k: 3}, classify: {hidden: 8, epochs: 1, batch-norm: true}}
        """);
    Cli.Result result = run("sweep some.yaml --parallel 1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("emaki: 1 of 2 runs failed").contains("--retry-failed");
    List<String> rows = Files.readAllLines(folder.resolve("sweeps/some/results.csv"));
    assertThat(rows.get(1)).contains(",failed,").contains("finite");
    assertThat(rows.get(2)).contains(",finished,");
    Path good = folder.resolve("sweeps/some/runs/learning-rate=0.001,seed=0");
    assertThat(good.resolve("clusterings/kmeans.json")).exists();
    assertThat(good.resolve("classifier/run.json")).content().contains("--batch-norm --threads 1");
    assertThat(result.out()).contains("clusters, test").contains("classifier, test");
    Files.writeString(good.resolve("clusterings/other.json"), "{");
    assertThat(run("sweep some.yaml").err()).contains("0 to do").contains("1 of 2 runs failed");
    String again = Files.readAllLines(folder.resolve("sweeps/some/results.csv")).get(2);
    assertThat(again)
        .startsWith(rows.get(2))
        .contains("The clustering other is left out: is damaged, at line 1, column 2.");
    assertThat(run("sweep some.yaml --retry-failed").err()).contains("1 to do");
  }

  @Test
  void ctrlCStopsTheRunsToo() throws Exception {
    Files.writeString(
        folder.resolve("two.yaml"),
        """
        base: {data: "kana:4000", prior: gaussian, hidden: "128,64", batch-size: 100, epochs: 40}
        seeds: [0, 1]
        """);
    Process sweep = new Cli(folder).start("sweep", "two.yaml", "--out", "s");
    Cli cli = new Cli(folder);
    for (int seed = 0; seed < 2; seed++) {
      Cli.awaitFile(folder.resolve("s/runs/seed=" + seed + "/checkpoints/last.safetensors"), sweep);
    }
    assertThat(cli.run("sweep", "two.yaml", "--out", "s").refused().err())
        .contains("another emaki");
    new ProcessBuilder("kill", "-INT", String.valueOf(sweep.pid())).start().waitFor();
    assertThat(sweep.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(sweep.exitValue()).isEqualTo(130);
    for (int seed = 0; seed < 2; seed++) {
      assertThat(folder.resolve("s/runs/seed=" + seed + "/run.json"))
          .content()
          .contains("\"status\" : \"interrupted\"");
    }
    JsonNode plan = run("sweep two.yaml --out s --dry-run --json").succeeded().json();
    assertThat(plan.at("/runs/0/status").asText()).isEqualTo("interrupted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kana.yaml", "kmnist-sigma.yaml", "random.json"})
  void examplesAreGood(String name) throws Exception {
    Path example = MODULE.resolve(Path.of("..", "examples", name)).normalize();
    Cli.Result result =
        run(
            "sweep "
                + example
                + " --dry-run --json --data-dir "
                + MODULE.resolve("../../shared/datasets"));
    JsonNode plan = result.succeeded().json();
    assertThat(plan.path("runs").size()).isBetween(10, 30);
    assertThat(plan.at("/runs/0/commands/0").asText()).startsWith("emaki train --data k");
    assertThat(plan.path("estimate_basis").asText()).containsAnyOf("timed steps", "kmnist");
    assertThat(folder.resolve("sweeps")).doesNotExist();
  }

  @Test
  void theSchemaIsPrinted() throws Exception {
    JsonNode schema = run("sweep --schema").succeeded().json();
    assertThat(schema.path("$schema").asText()).endsWith("2020-12/schema");
  }
}
