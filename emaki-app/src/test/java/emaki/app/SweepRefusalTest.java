package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweep files that are wrong: line and key are named, nothing is written. */
final class SweepRefusalTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "grid:;  sgima: [1] | :3: grid.sgima: unknown option (did you mean sigma?)",
        "gird: {sigma: [1]} | :2: gird: unknown option (did you mean grid?)",
        "grid:;  sigma: [1, x] | :3: grid.sigma[1]: expected number or auto, found string \"x\"",
        "grid:;  epochs:;  - 1;  - 2.5 | :5: grid.epochs[1]: expected integer",
        "grid:;  sigma: [] | :3: grid.sigma: is empty",
        "grid: {} | :2: grid: is empty",
        "grid: | :2: grid: expected object, found nothing",
        "grid:;  sigma: [1, 0] | :3: grid.sigma[1]: must have a minimum value of",
        "grid:;  sigma: [1, 1.0] | asks twice for sigma=1,seed=0",
        "grid:;  prior: [none, swisroll] | :3: grid.prior[1]: --prior swisroll: no such prior",
        "grid: {sigma: [1]};list: [{sigma: 2}] | :3: list[0].sigma: varies already in line 2",
        "random: {draws: 10000000, sigma: {uniform: [1, 2]}} | :2: random: asks for 10000000 runs",
        "random: {draws: 2, sigma: {uniform: [2, 1]}} | :2: random.sigma.uniform: expected a smaller",
        "random: {draws: 2, prior: {uniform: [2, 1]}} | :2: random.prior.uniform: unknown option",
        "seeds: [0, 0] | :2: seeds: holds a value twice",
        "then:;  cluster:;    kk: 3 | :4: then.cluster.kk: emaki cluster: Unknown option",
        "then: {clutser: {k: 3}} | :2: then.clutser: unknown command (did you mean cluster?)",
        "then: {walk: {rows: many}} | :2: then.walk.rows: emaki walk: Invalid value",
        "base: {epochs: 3} | :2: has the key base twice (mend the YAML or JSON there)",
        "grid: {sigma: [1, 2} | :2: lacks a comma or the closing ]",
        "name: a: b | :2: has a colon where no key can stand",
        "grid:;  sigma: [1]; lambda: [1] | :4: is indented as nothing above it is",
        "grid:;\tsigma: [1] | :3: is indented by a tab: YAML wants spaces",
        "grid:;  sigma: [1];x | lacks a colon after a key",
        "name: \"x | lacks a closing quote",
        "name: @x | is neither YAML nor JSON from here on",
        "list: [{data: nowhere}] | --data nowhere: no such file",
        "grid: [ | :3",
      })
  void nameLineAndKey(String more, String named) throws Exception {
    String yaml = "base: {data: \"kana:100\"}\n" + more.replace(';', '\n') + "\n";
    Files.writeString(folder.resolve("sweep.yaml"), yaml);
    Cli.Result result = new Cli(folder).run("sweep", "sweep.yaml").refused();
    assertThat(result.err()).contains("emaki: sweep.yaml").contains(named);
    assertThat(folder.resolve("sweeps")).doesNotExist();
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void otherFilesFoldersAndNumbersAreRefused() throws Exception {
    Cli cli = new Cli(folder);
    Files.write(folder.resolve("noise.yaml"), new byte[] {-1, -2, 0, 7});
    Files.writeString(folder.resolve("deep.yaml"), "base: " + "[".repeat(5000));
    Files.writeString(
        folder.resolve("sweep.json"), "{\"base\": {\"data\": \"kana:100\",\n\"x\": 1}}");
    Files.writeString(folder.resolve("good.yaml"), "base: {data: \"kana:100\"}");
    assertThat(cli.run("sweep", "noise.yaml").refused().err()).contains("noise.yaml");
    assertThat(cli.run("sweep", "deep.yaml").refused().err()).contains("deep.yaml");
    assertThat(cli.run("sweep", "sweep.json").refused().err()).contains("sweep.json:2: base.x");
    assertThat(cli.run("sweep", "nowhere.yaml").refused().err()).contains("no such file");
    assertThat(cli.run("sweep", ".").refused().err()).contains("is a folder");
    assertThat(cli.run("sweep").refused().err()).contains("no sweep file given");
    assertThat(cli.run("sweep", "good.yaml", "--out", ".").refused().err())
        .contains("already holds something else");
    assertThat(cli.run("sweep", "good.yaml", "--parallel", "0").refused().err())
        .contains("--parallel 0");
    assertThat(folder.resolve("sweeps")).doesNotExist();
  }
}
