package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.run.Json;
import emaki.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sweeps on Spark in this JVM; what becomes of them where processes die is shown by hand. */
final class SparkSweepTest {
  private static final String SWEEP =
      """
      base: {data: "kana:120", prior: gaussian, hidden: 16, batch-size: 50, epochs: 2}
      grid: {learning-rate: [1e30, 1e-3]}
      then: {cluster: {k: 3}}
      """;

  @Test
  void runsComeHomeBitForBitAndOneThatFailsEndsNothing() throws Exception {
    Path folder = Commands.folder();
    Path file = Files.writeString(folder.resolve("s.yaml"), SWEEP);
    String sweep = folder.resolve("a sweep").toString();
    Commands.Said said =
        Commands.run("sweep", file.toString(), "--spark", "local[2]", "--out", sweep);
    assertThat(said.code()).as(said.err()).isEqualTo(1);
    assertThat(said.err()).contains("2 to do, 2 at a time").contains("1 of 2 runs failed");
    List<String> rows = Files.readAllLines(Path.of(sweep, "results.csv"));
    assertThat(rows.get(1)).contains(",failed,").contains("finite");
    assertThat(rows.get(2)).contains(",finished,");

    Path run = Path.of(sweep, "runs", "learning-rate=0.001,seed=0");
    assertThat(run.resolve("clusterings/kmeans.json")).exists();
    JsonNode record = Json.read(run.resolve("run.json"), "");
    String command = record.path("command").asText();
    assertThat(command).endsWith("--out '" + run + "'");
    try (Stream<Path> files = Files.walk(Path.of(sweep))) {
      for (Path text : files.filter(f -> f.toString().matches(".*(json|csv|txt|yaml)")).toList()) {
        assertThat(text).content().doesNotContain("attempt-");
      }
    }

    Path alone = folder.resolve("alone");
    String[] words =
        command.replaceFirst("^emaki ", "").replaceFirst(" --out.*", "").split(" ", -1);
    Commands.run(
            Stream.concat(Stream.of(words), Stream.of("--out", alone.toString()))
                .toArray(String[]::new))
        .succeeded();
    assertThat(Files.mismatch(run.resolve("model.safetensors"), alone.resolve("model.safetensors")))
        .isEqualTo(-1);
    assertThat(new RunFolder(run).latents().values())
        .isEqualTo(new RunFolder(alone).latents().values());

    Commands.Said again =
        Commands.run("sweep", file.toString(), "--spark", "local[2]", "--out", sweep);
    assertThat(again.err()).contains("0 to do").doesNotContain("connecting");
  }

  @Test
  @Timeout(20)
  void aMasterThatDoesNotAnswerIsToldAtOnce() throws Exception {
    Path folder = Commands.folder();
    Path file = Files.writeString(folder.resolve("s.yaml"), SWEEP);
    Path sweep = folder.resolve("s");
    Commands.Said said =
        Commands.run(
            "sweep", file.toString(), "--spark", "spark://127.0.0.1:1", "--out", sweep.toString());
    assertThat(said.refused().err())
        .contains("--spark spark://127.0.0.1:1: no master answers there");
    assertThat(sweep).doesNotExist();
    said =
        Commands.run(
            "sweep",
            file.toString(),
            "--spark",
            "local[1]",
            "--threads",
            "2",
            "--out",
            sweep.toString());
    assertThat(said.refused().err())
        .contains("--spark local[1]: Spark does not take it")
        .contains("1) has to be >= the number of cpus per task = 2");
  }
}
