package emaki.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.benchmark.Recorded.Told;
import emaki.data.InputException;
import emaki.run.DataSpec;
import emaki.run.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ladder of weights and the tables, on runs whose figures are known; nothing is trained. */
final class ShapingPlanTest {
  private static final List<String> RING = List.of("ring");

  @TempDir private Path folder;
  private final Recorded launcher = new Recorded();

  private ShapingPlan plan(int seeds, int epochs, boolean retry, String... divergences) {
    BenchmarkOptions options =
        new BenchmarkOptions(
            DataSpec.of("kana:60"),
            null,
            folder.resolve("b"),
            seeds,
            epochs,
            List.of(8),
            1,
            2,
            retry,
            "a test");
    return new ShapingPlan(options, RING, List.of(divergences));
  }

  private Benchmark.Outcome run(ShapingPlan plan) throws IOException {
    launcher.given.clear();
    return Benchmark.run(plan, launcher, new Told());
  }

  private JsonNode results() throws IOException {
    return Json.MAPPER.readTree(folder.resolve("b/results.json").toFile());
  }

  private static JsonNode find(JsonNode rows, Map<String, Object> wanted) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(
            row ->
                wanted.entrySet().stream()
                    .allMatch(
                        e -> row.path(e.getKey()).asText().equals(String.valueOf(e.getValue()))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of " + wanted + " in " + rows));
  }

  private List<String> runs(String divergence) throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("b/runs"))) {
      return runs.map(run -> run.getFileName().toString())
          .filter(name -> name.startsWith("ring-" + divergence + "-lambda"))
          .filter(name -> name.endsWith("seed0"))
          .map(name -> name.replaceAll(".*lambda|-seed.*", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void weightsAreTriedUntilTheErrorsLieAround() throws Exception {
    launcher.slope("cauchy-schwarz", 3).slope("energy", 4).slope("mmd", 0.004);
    Benchmark.Outcome outcome = run(plan(2, 1, false, "cauchy-schwarz", "energy", "mmd"));
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.interrupted()).isFalse();
    assertThat(runs("cauchy-schwarz"))
        .as("upwards from .01")
        .containsExactly("0.01", "0.03", "0.1");
    assertThat(runs("energy")).as("downwards from .1").containsExactly("0.01", "0.03", "0.1");
    assertThat(runs("mmd")).as("never enough").containsExactly("0.1", "0.3", "1.0", "10.0", "3.0");

    JsonNode rows = results().path("at_the_same_error");
    JsonNode first =
        find(rows, Map.of("divergence", "cauchy-schwarz", "error_ratio", 1.1, "reached", 2));
    // The recorded 1-NN accuracy falls by the error's excess, and a seed adds .01.
    assertThat(first.at("/figures/two_sample_accuracy/mean").asDouble())
        .isCloseTo(0.9 - 0.1 + 0.005, within(1e-9));
    assertThat(first.at("/seeds/1/two_sample_accuracy").asDouble()).isCloseTo(0.81, within(1e-9));
    JsonNode never = find(rows, Map.of("divergence", "mmd", "error_ratio", 1.05));
    assertThat(never.path("reached").asInt()).isZero();
    assertThat(never.path("of").asInt()).isEqualTo(2);
    assertThat(folder.resolve("b/results.md"))
        .content()
        .contains("| maximum mean discrepancy | 1.05 | 0 of 2 | not reached |")
        .contains("| Cauchy-Schwarz, sigma auto | 1.10 | 2 of 2 | 0.805 (")
        .contains("| *the prior's own points* |  |  | 0.500 |")
        .contains("](chart.png)");
    assertThat(folder.resolve("b/chart.png")).exists();
  }

  /** Energy's recorded runs are .1 farther from the ideal at any error. */
  @Test
  void differencesAreOfPairs() throws Exception {
    launcher.slope("cauchy-schwarz", 3).slope("energy", 4).worse("energy", 0.1);
    run(plan(3, 1, false, "cauchy-schwarz", "energy"));
    JsonNode all = results().path("differences");
    assertThat(all).hasSize(3);
    JsonNode energy = find(all, Map.of("than", "energy", "error_ratio", 1.1));
    assertThat(energy.path("pairs").asInt()).isEqualTo(3);
    JsonNode accuracy = energy.at("/farther/two_sample_accuracy");
    assertThat(accuracy.at("/of/mean").asDouble()).isCloseTo(-0.1, within(1e-9));
    assertThat(accuracy.path("nearer").asBoolean()).isTrue();
    JsonNode sliced = energy.at("/farther/sliced_distance");
    assertThat(sliced.at("/of/mean").asDouble()).isZero();
    assertThat(sliced.path("nearer").isNull()).as("no difference, none claimed").isTrue();
    assertThat(folder.resolve("b/results.md"))
        .content()
        .contains("| energy distance | 1.10 | 3 | -0.100 (-0.100 to -0.100), nearer |");
    assertThat(results().path("automatic")).hasSize(3);
  }

  @Test
  void whatIsDoneIsNotDoneAgainAndMoreSeedsAdd() throws Exception {
    launcher.slope("cauchy-schwarz", 3);
    run(plan(1, 1, false, "cauchy-schwarz"));
    assertThat(launcher.given).hasSize(5);
    run(plan(1, 1, false, "cauchy-schwarz"));
    assertThat(launcher.given).isEmpty();

    Files.delete(folder.resolve("b/runs/ring-cauchy-schwarz-lambda0.03-seed0/run.json"));
    Files.delete(folder.resolve("b/results.json"));
    run(plan(1, 1, false, "cauchy-schwarz"));
    assertThat(launcher.given).containsExactly("ring-cauchy-schwarz-lambda0.03-seed0");
    run(plan(2, 1, false, "cauchy-schwarz"));
    assertThat(launcher.given).hasSize(5).allMatch(name -> name.endsWith("seed1"));

    launcher.slope("energy", 4);
    run(plan(1, 1, false, "energy"));
    JsonNode row =
        find(
            results().path("at_the_same_error"),
            Map.of("divergence", "cauchy-schwarz", "error_ratio", 1.15));
    assertThat(row.path("reached").asInt()).as("what other calls made stays shown").isEqualTo(2);
  }

  @Test
  void otherSettingsAreRefusedBeforeAnythingIsWritten() throws Exception {
    launcher.slope("cauchy-schwarz", 3);
    run(plan(1, 1, false, "cauchy-schwarz"));
    assertThatThrownBy(() -> run(plan(1, 2, false, "cauchy-schwarz")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was begun with epochs 1, not 2");
    Files.delete(folder.resolve("b/benchmark.json"));
    Files.delete(folder.resolve("b/runs/none-2d-seed0/run.json"));
    assertThatThrownBy(() -> run(plan(1, 2, false, "cauchy-schwarz")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was made with epochs 1, not 2");
    assertThat(folder.resolve("b/benchmark.json")).doesNotExist();
    assertThatThrownBy(() -> plan(1, 1, false, "ordinary"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there are cauchy-schwarz, ");
  }

  @Test
  void aFailedRunEndsNoOtherAndIsTriedAgainWhenAsked() throws Exception {
    launcher.slope("cauchy-schwarz", 3).slope("energy", 4);
    String failing = "ring-energy-lambda0.1-seed0";
    launcher.failing = failing;
    Benchmark.Outcome outcome = run(plan(1, 1, false, "cauchy-schwarz", "energy"));
    assertThat(outcome.failures()).containsOnlyKeys(failing);
    assertThat(runs("energy")).as("smaller weights are tried").contains("0.03", "0.01");
    assertThat(folder.resolve("b/results.md")).content().contains(failing + " failed: it broke");
    JsonNode rows = results().path("at_the_same_error");
    assertThat(find(rows, Map.of("divergence", "energy", "error_ratio", 1.1)).path("reached"))
        .hasToString("1");

    Files.writeString(folder.resolve("b/runs/ring-automatic-seed0/run.json"), "{");
    outcome = run(plan(1, 1, false, "cauchy-schwarz", "energy"));
    assertThat(launcher.given).isEmpty();
    assertThat(outcome.failures()).containsOnlyKeys(failing, "ring-automatic-seed0");
    launcher.failing = "";
    Files.delete(folder.resolve("b/runs/ring-automatic-seed0/run.json"));
    outcome = run(plan(1, 1, true, "cauchy-schwarz", "energy"));
    assertThat(outcome.failures()).isEmpty();
    assertThat(launcher.given).containsExactlyInAnyOrder(failing, "ring-automatic-seed0");
  }

  @Test
  void withoutThePlainAutoencoderNothingIsMatched() throws Exception {
    launcher.failing = "none-2d-seed0";
    Benchmark.Outcome outcome = run(plan(1, 1, false, "cauchy-schwarz"));
    assertThat(launcher.given).containsExactly("none-2d-seed0");
    assertThat(outcome.failures()).containsOnlyKeys("none-2d-seed0");
  }

  @Test
  void aLookWritesNothing() throws Exception {
    Benchmark.Look look = Benchmark.look(plan(2, 1, false, "mmd"));
    assertThat(look.jobs()).hasSize(4);
    assertThat(look.jobs().get(1).commands()).hasSize(1);
    assertThat(look.jobs().get(1).more()).isEqualTo(10);
    assertThat(look.seconds()).isPositive();
    assertThat(folder.resolve("b")).doesNotExist();
  }
}
