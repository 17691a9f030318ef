package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import emaki.data.Split;
import emaki.model.Autoencoder;
import emaki.part.Origin;
import emaki.report.Report;
import emaki.run.Latents;
import emaki.run.NetworkSpec;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Status;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.train.Objectives;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial by an objective of another jar: {@link elsewhere.Pairs}, in this one's services. */
final class OwnObjectiveTrialTest {
  /** Steps of training; the decoder's come after these. */
  private static final int STEPS = 3 * 5;

  @TempDir private Path folder;

  @Test
  void isFoundBesideEmakisOwn() {
    assertThat(Objectives.names()).contains("reconstruction", "pairs");
    assertThat(Objectives.origin("reconstruction")).isEmpty();
    assertThatThrownBy(() -> spec("triplets"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("objective triplets: no such objective")
        .hasMessageContaining("there are ")
        .hasMessageContaining("reconstruction");
    assertThatThrownBy(() -> spec("pairs:share=2")).hasMessageContaining("leaves nothing");
    assertThatThrownBy(() -> spec("pairs:rate=2")).hasMessageContaining("no such option: rate");
  }

  @Test
  void itsRunIsARunLikeAnyOther() throws IOException {
    Path run = folder.resolve("pairs");
    RunRecord record = Trial.run(spec("pairs"), null, run, "", TrainingListener.NONE);
    assertThat(record.status()).isEqualTo(Status.FINISHED);
    assertThat(record.parts()).containsExactly(new Origin("objective", "pairs", jar(), null));
    assertThat(record.spec().summary()).isEqualTo("prior none, objective pairs");
    assertThat(Files.readAllLines(run.resolve("metrics.csv")).get(0))
        .contains("train_alignment")
        .contains("validation_crowding,validation_total");
    RunFolder opened = RunFolder.open(run);
    assertThat(opened.record()).isEqualTo(record);
    Latents latents = opened.latents();
    try (Autoencoder model = opened.model()) {
      assertThat(model.encode(opened.images())).isEqualTo(latents.values());
    }
    assertThat(record.results().reconstructionMse().get(Split.TEST.key()))
        .as("the decoder has been taught")
        .isLessThan(0.95 * untaught(opened));
    Report.write(run);
    assertThat(run.resolve("figures/curves-total.png")).exists();
    assertThat(run.resolve("figures/curves-parts.png")).exists();
  }

  @Test
  void resumedEqualsUndisturbed() throws IOException {
    Path whole = folder.resolve("whole");
    Trial.run(spec("pairs"), null, whole, "", TrainingListener.NONE);
    for (int cut : List.of(1, 7, STEPS, STEPS + 3)) {
      Path run = folder.resolve("cut" + cut);
      assertThat(Trial.run(spec("pairs"), null, run, "", cancelAt(cut)).status())
          .as("cut at step %d", cut)
          .isEqualTo(Status.INTERRUPTED);
      assertThat(Trial.resume(run, TrainingListener.NONE).status()).isEqualTo(Status.FINISHED);
      for (String file : List.of("model.safetensors", "latents.npz")) {
        assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
      }
      assertThat(metrics(run)).isEqualTo(metrics(whole));
    }
  }

  private static List<String> metrics(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .map(line -> line.replaceFirst(",[^,]*", ""))
        .toList();
  }

  private static double untaught(RunFolder run) throws IOException {
    try (Autoencoder trained = run.model();
        Autoencoder model = Autoencoder.initialise(trained.spec(), 0, 2)) {
      model.encoder().restore(trained.weights(), "the run");
      float[] errors = model.reconstructionErrors(run.images());
      return IntStream.range(0, errors.length).mapToDouble(i -> errors[i]).average().orElseThrow();
    }
  }

  private static TrainingListener cancelAt(int step) {
    return new TrainingListener() {
      private int steps;

      @Override
      public boolean cancelled() {
        return ++steps >= step;
      }
    };
  }

  private static String jar() {
    return Path.of(
            elsewhere.Pairs.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .getFileName()
        .toString();
  }

  private static TrialSpec spec(String objective) {
    return TrialSpec.of("kana:300")
        .with(ObjectiveSpec.of("none").withObjective(objective))
        .with(new NetworkSpec(3, List.of(32)))
        .with(new TrainingSpec(60, 1e-2, 3, 0, 0.1, 0, 2));
  }
}
