package emaki.train;

import static emaki.train.SmallTraining.WEIGHT;
import static emaki.train.SmallTraining.changing;
import static emaki.train.SmallTraining.collect;
import static emaki.train.SmallTraining.flat;
import static emaki.train.SmallTraining.model;
import static emaki.train.SmallTraining.options;
import static emaki.train.SmallTraining.regulariser;
import static emaki.train.SmallTraining.stopAfter;
import static emaki.train.SmallTraining.train;
import static emaki.train.SmallTraining.weightsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.model.Autoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a training that was cut leaves, and going on from it. */
final class CheckpointTest {
  /**
   * Interrupted after any step, and resumed from the checkpoint's bytes: the weights of an
   * undisturbed run.
   */
  @Test
  void resumedEqualsUndisturbed() throws IOException {
    float[] undisturbed = weightsAfter(options(4, 1));
    for (int cut : new int[] {1, 5, 6, 13}) {
      Path file = Files.createTempFile("checkpoint", ".safetensors");
      try (Autoencoder model = model()) {
        Trainer.Outcome outcome =
            train(model, options(4, 1), regulariser("swiss-roll", 0.1), stopAfter(cut, file), null);
        assertThat(outcome.finished()).isFalse();
      }
      try (Autoencoder model = model()) {
        train(
            model,
            options(4, 1),
            regulariser("swiss-roll", 0.1),
            TrainingListener.NONE,
            Safetensors.read(file));
        assertThat(flat(model)).as("cut after step %d", cut).isEqualTo(undisturbed);
      }
      Files.delete(file);
    }
  }

  /** A width that falls and a weight that follows the error go on where they were. */
  @Test
  void resumedEqualsUndisturbedWhereWidthAndWeightChange() throws IOException {
    Path file = Files.createTempFile("checkpoint", ".safetensors");
    List<EpochMetrics> undisturbed = new ArrayList<>();
    List<EpochMetrics> resumed = new ArrayList<>();
    float[] weights;
    try (Autoencoder model = model()) {
      train(model, options(4, 1), changing(), collect(undisturbed), null);
      weights = flat(model);
    }
    try (Autoencoder model = model()) {
      train(model, options(4, 1), changing(), stopAfter(8, file), null);
    }
    try (Autoencoder model = model()) {
      train(model, options(4, 1), changing(), collect(resumed), Safetensors.read(file));
      assertThat(flat(model)).isEqualTo(weights);
    }
    Files.delete(file);
    assertThat(resumed.get(resumed.size() - 1).train())
        .isEqualTo(undisturbed.get(undisturbed.size() - 1).train());
    for (EpochMetrics epoch : undisturbed) {
      Losses validation = epoch.validation();
      assertThat(validation.part("sigma")).isEqualTo(0.8);
      assertThat(validation.part("lambda"))
          .isCloseTo(WEIGHT.value() * validation.part("reconstruction"), within(1e-12));
    }
    assertThat(undisturbed.get(0).train().part("sigma")).isBetween(2.0, 9.0);
  }

  /** A run of good epochs, then a learning rate beyond all measure: what was kept stays good. */
  @Test
  void divergenceLeavesTheLastGoodCheckpoint() throws IOException {
    Path file = Files.createTempFile("checkpoint", ".safetensors");
    try (Autoencoder model = model()) {
      train(model, options(3, 0), regulariser("gaussian", 0.1), stopAfter(8, file), null);
    }
    byte[] good = Files.readAllBytes(file);
    try (Autoencoder model = model()) {
      TrainOptions wild = TrainOptions.of(100, 1e30, 3, 0, 0, 2);
      assertThatThrownBy(
              () ->
                  train(
                      model,
                      wild,
                      regulariser("gaussian", 0.1),
                      stopAfter(100, file),
                      Safetensors.read(file)))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("epoch 2");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(good);
    for (Safetensors.Tensor tensor : Safetensors.read(file).tensors().values()) {
      for (float value : tensor.values()) {
        assertThat(Float.isFinite(value)).isTrue();
      }
    }
    Files.delete(file);
  }

  /** A checkpoint that was tampered with, or is of another training, is refused in words. */
  @Test
  void damagedCheckpointsAreRefused() throws IOException {
    Path file = Files.createTempFile("checkpoint", ".safetensors");
    try (Autoencoder model = model()) {
      train(model, options(3, 0), regulariser("gaussian", 0.1), stopAfter(8, file), null);
    }
    Safetensors good = Safetensors.read(file);
    Files.delete(file);
    for (String[] change :
        new String[][] {
          {"epoch", null},
          {"epoch", "abc"},
          {"epoch", "-5"},
          {"epoch", "2001"},
          {"batch", "99999"},
          {"step", "x"},
          {"step", "7"}
        }) {
      Map<String, String> numbers = new TreeMap<>(good.metadata());
      if (change[1] == null) {
        numbers.remove(change[0]);
      } else {
        numbers.put(change[0], change[1]);
      }
      refused(new Safetensors(numbers, good.tensors()));
    }
    for (String name : List.of("encoder.0.weight", "adam.mean.encoder.0.weight")) {
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(good.tensors());
      tensors.remove(name);
      refused(new Safetensors(good.metadata(), tensors));
      tensors.put(name, new Safetensors.Tensor(new long[] {2}, new float[2]));
      refused(new Safetensors(good.metadata(), tensors));
    }
  }

  private static void refused(Safetensors checkpoint) {
    try (Autoencoder model = model()) {
      assertThatThrownBy(
              () ->
                  train(
                      model,
                      options(3, 0),
                      regulariser("gaussian", 0.1),
                      TrainingListener.NONE,
                      checkpoint))
          .as(checkpoint.metadata().toString())
          .isInstanceOf(InputException.class)
          .hasMessageContaining("checkpoint");
    }
  }
}
