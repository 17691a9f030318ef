package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import emaki.data.InputException;
import emaki.run.ShellWords;
import emaki.sweep.Deed;
import emaki.sweep.SweepFile;
import emaki.sweep.SweepFolder;
import emaki.sweep.SweepPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sweeps and the study have done, as commands. */
final class CommandWordsTest {
  @TempDir private Path temporary;

  @Test
  void aSweepsCommandsSayEverything() throws Exception {
    Path file = temporary.resolve("sweep.yaml");
    Files.writeString(
        file,
        """
        base: {data: "kana:200", data-dir: "over there", resize: 8x8, learning-rate: 1e-3}
        then: {cluster: {k: 3, json: false}, classify: {batch-norm: true, augment: false, dropout: 0.25}}
        """);
    SweepPlan plan =
        SweepPlan.of(SweepFile.read(file), new SweepPlan.Defaults(1, null), new ChildProcesses());
    assertThat(plan.deeds(plan.runs().get(0), new SweepFolder(Path.of("s"))))
        .extracting(CommandWords::of)
        .containsExactly(
            "emaki train --data kana:200 --resize 8x8 --prior none --sigma auto --lambda auto"
                + " --divergence cauchy-schwarz --objective reconstruction"
                + " --learn-from training --latent-dim 3 --hidden 800,400 --model mlp --batch-size 1000 --learning-rate 0.001"
                + " --epochs 100 --patience 10 --validation-fraction 0.1 --seed 0 --threads 1 --data-dir 'over there' --out s/runs/seed=0",
            "emaki cluster s/runs/seed=0 --k 3",
            "emaki classify s/runs/seed=0 --batch-norm --no-augment --dropout 0.25 --threads 1");
  }

  @Test
  void settingsAreTurnedOnAndOff() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("batch-norm", "true");
    settings.put("augment", "false");
    Deed deed = new Deed("classify", Path.of("a"), settings, Path.of("b"));
    assertThat(CommandWords.of(deed))
        .isEqualTo("emaki classify a --batch-norm --no-augment --out b");
    assertThatCode(() -> new ChildProcesses().check(deed)).doesNotThrowAnyException();
  }

  /** As bash and its kin read them. */
  @Test
  void namesThatAShellOrACommandWouldTakeOtherwise() {
    assertThat(CommandWords.of(List.of("cluster", "~me", "a~b", "it's", "a\nb'\\", "x y")))
        .isEqualTo("emaki cluster '~me' a~b 'it'\\''s' $'a\\nb\\'\\\\' 'x y'");
    assertThat(ShellWords.file("-x")).isEqualTo("./-x");
    assertThat(CommandWords.words(new Deed("cluster", Path.of("-x"), Map.of(), null)))
        .isEqualTo(List.of("cluster", "./-x"));
    assertThat(Wording.of("do ‹cluster my run›, ‹resume -x›, ‹check ~me› or give ‹k›"))
        .isEqualTo(
            "do emaki cluster 'my run', emaki train --resume ./-x, emaki data check '~me' or give --k");
  }

  @Test
  void whatMakesARunGoesOn() {
    assertThat(CommandWords.words(Deed.resume(Path.of("nowhere"))))
        .isEqualTo(List.of("train", "--resume", "nowhere"));
  }

  @Test
  void aRefusalNamesTheSetting() {
    Deed deed = new Deed("cluster", Path.of("a"), Map.of("kk", "3"), null);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new ChildProcesses().check(deed))
        .satisfies(fault -> assertThat(fault.setting()).contains("kk"))
        .withMessageContaining("emaki cluster: Unknown option");
  }
}
