package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is killed or interrupted ends, resumed, with the bits of an undisturbed one. */
final class InterruptionTest {
  private static final String TRAIN =
      "train --data kana:4000 --prior swiss-roll --hidden 256,128 --batch-size 200 --epochs 6 --out ";

  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  @Test
  void resumedRunsEqualTheUndisturbedOne() throws Exception {
    Cli cli = new Cli(folder);
    cli.run((TRAIN + "whole").split(" ", -1)).succeeded();

    Process killed = cli.start((TRAIN + "killed").split(" ", -1));
    Cli.awaitFile(folder.resolve("killed/checkpoints/last.safetensors"), killed);
    Thread.sleep(150);
    killed.destroyForcibly().waitFor();
    assertThat(folder.resolve("killed/model.safetensors")).doesNotExist();
    assertThat(cli.run("runs", "list", ".").succeeded().out()).contains("interrupted");
    cli.run("train", "--resume", "killed").succeeded();

    Process stopped = cli.start((TRAIN + "stopped").split(" ", -1));
    Cli.awaitFile(folder.resolve("stopped/snapshots/epoch-00002.npz"), stopped);
    assertThat(cli.run("train", "--resume", "stopped").refused().err()).contains("another emaki");
    new ProcessBuilder("kill", "-INT", String.valueOf(stopped.pid())).start().waitFor();
    assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Cli.Result interrupted = cli.await(stopped);
    assertThat(interrupted.code()).isEqualTo(130);
    assertThat(interrupted.err()).contains("emaki train --resume stopped");
    assertThat(Files.readString(folder.resolve("stopped/run.json"))).contains("\"interrupted\"");
    cli.run("train", "--resume", "stopped").succeeded();

    String whole = Cli.sha256(folder.resolve("whole/model.safetensors"));
    assertThat(Cli.sha256(folder.resolve("killed/model.safetensors"))).isEqualTo(whole);
    assertThat(Cli.sha256(folder.resolve("stopped/model.safetensors"))).isEqualTo(whole);
    assertThat(Cli.sha256(folder.resolve("stopped/latents.npz")))
        .isEqualTo(Cli.sha256(folder.resolve("whole/latents.npz")));
    assertThat(Files.readAllLines(folder.resolve("killed/metrics.csv"))).hasSize(7);
  }

  /** Killed at moments from before its first file to the middle of its first epoch. */
  @Test
  void killedAtAnyMomentARunCanBeHadAgain() throws Exception {
    Cli cli = new Cli(folder);
    String train = "train --data kana:400 --hidden 32 --batch-size 100 --epochs 2 --out ";
    cli.run((train + "whole").split(" ", -1)).succeeded();
    String whole = Cli.sha256(folder.resolve("whole/model.safetensors"));
    for (int delay : new int[] {0, 20, 100, 400}) {
      Path run = folder.resolve("killed-" + delay);
      Process process = cli.start((train + run.getFileName()).split(" ", -1));
      Cli.awaitFile(run, process);
      Thread.sleep(delay);
      process.destroyForcibly().waitFor();
      Cli.Result again =
          Files.exists(run.resolve("run.json"))
              ? cli.run("train", "--resume", run.getFileName().toString())
              : cli.run((train + run.getFileName()).split(" ", -1));
      again.succeeded();
      assertThat(Cli.sha256(run.resolve("model.safetensors"))).as(delay + " ms").isEqualTo(whole);
    }
  }
}
