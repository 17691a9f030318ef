package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.train.EpochMetrics;
import emaki.train.Losses;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a training says where there is no terminal. */
final class TrainingProgressTest {
  @Test
  void itSaysWhatDrawsTheLatents() {
    TrialSpec plain = TrialSpec.of("kana");
    assertThat(said(p -> p.expect(plain)))
        .startsWith("training 3-D latents of kana towards no prior, at most 100 epochs, ");
    assertThat(said(p -> p.expect(plain.withPrior("swiss-roll"))))
        .startsWith("training 3-D latents of kana towards swiss-roll, at most 100 epochs, ");
    TrialSpec views = TrialOptions.spec(Map.of("data", "kana", "objective", "views"));
    assertThat(said(p -> p.expect(views)))
        .startsWith("training 256-D latents of kana towards the sphere by views, at most 40 ");
  }

  /** Another phase may follow the epochs, with an estimate of its own. */
  @Test
  void theLastEpochPromisesNothing() {
    TrialSpec two = TrialSpec.of("kana").withEpochs(2);
    Losses losses = new Losses(0.5, Map.of());
    assertThat(
            said(p -> {
                  p.expect(two);
                  p.onEpoch(new EpochMetrics(1, 3, losses, losses, true), new float[0]);
                  p.onEpoch(new EpochMetrics(2, 5, losses, losses, false), new float[0]);
                })
                .lines()
                .skip(1))
        .containsExactly(
            "epoch 1/2  train loss 0.5000  validation loss 0.5000 *  3.0 s, at most 3 s to go",
            "epoch 2/2  train loss 0.5000  validation loss 0.5000  5.0 s");
  }

  private static String said(Consumer<TrainingProgress> happens) {
    PrintStream before = System.err;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
    try (Interruption interruption = Interruption.install();
        TrainingProgress progress = new TrainingProgress(new Console(), interruption)) {
      happens.accept(progress);
    } finally {
      System.setErr(before);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
