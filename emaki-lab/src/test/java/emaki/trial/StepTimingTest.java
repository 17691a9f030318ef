package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.DataSpec;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A time turned into a number of epochs. */
final class StepTimingTest {
  @TempDir private Path folder;

  private static ClassificationSpec spec() {
    ClassificationSpec spec = Recipe.STRONG.ofPixels(Kind.MLP, DataSpec.of("kana:400"));
    spec = spec.with(spec.network().withHidden(List.of(16))).withEpochs(6);
    return spec.with(spec.training().withBatchSize(50).withThreads(1));
  }

  @Test
  void epochsAreWhatTheMinutesHold() {
    StepTiming timing = new StepTiming(12, 7);
    assertThat(timing.epochs(1)).isEqualTo(8);
    assertThat(timing.epochs(0.35)).isEqualTo(3);
    assertThat(timing.epochs(1e-9)).isEqualTo(1);
    assertThat(timing.epochs(1e300)).isEqualTo(Integer.MAX_VALUE);
  }

  /** Of the 8 steps of an epoch the latter half, on a busy machine fewer. */
  @Test
  void aTimingIsOfTrainingsOwnSteps() throws IOException {
    StepTiming timing = StepTiming.of(spec().withEpochs(1), null);
    assertThat(timing.steps()).isBetween(1, 4);
    assertThat(timing.secondsPerEpoch()).isBetween(1e-4, 60.0);
    assertThat(StepTiming.of(spec(), null).steps()).isBetween(1, 24);
  }

  /** And leaves no trace: the timed run has the bits of one that was told its epochs. */
  @Test
  void aTimedRunIsTheRunOfItsEpochs() throws IOException {
    Trial timed = Trial.of(spec(), null).lasting(1e6);
    assertThat(timed.spec()).isEqualTo(spec());
    assertThat(Trial.of(spec(), null).lasting(1e-9).spec()).isEqualTo(spec().withEpochs(1));
    timed.run(folder.resolve("timed"), "", TrainingListener.NONE);
    Trial.run(spec(), null, folder.resolve("told"), "", TrainingListener.NONE);
    for (String file : List.of("model.safetensors", "predictions.npz")) {
      assertThat(
              Files.mismatch(
                  folder.resolve("timed").resolve(file), folder.resolve("told").resolve(file)))
          .as(file)
          .isEqualTo(-1);
    }
  }

  @Test
  void whatDivergesAtOnceIsRefused() throws IOException {
    ClassificationSpec wild = spec().with(spec().training().withLearningRate(1e30));
    Trial trial = Trial.of(wild, null);
    assertThatThrownBy(() -> trial.lasting(1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no longer a finite number");
  }
}
