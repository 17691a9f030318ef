package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Kana;
import emaki.data.Safetensors;
import emaki.divergence.CauchySchwarz;
import emaki.divergence.KernelWidth;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.Prior;
import emaki.prior.Priors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The loop itself, on real (generated) images and the real engine. */
final class TrainerTest {
  private static ImageSet images;
  private static final int[] TRAIN = IntStream.range(0, 600).toArray();
  private static final int[] VALIDATION = IntStream.range(600, 800).toArray();

  @BeforeAll
  static void draw() {
    images = Kana.generate(800, 1, 3).images();
  }

  @Test
  void reconstructionImprovesAndIsMeasuredRight() throws IOException {
    List<EpochMetrics> epochs = new ArrayList<>();
    try (Autoencoder model = model()) {
      float[] before = model.reconstructionErrors(images.select(VALIDATION));
      train(model, options(8, 0), null, collect(epochs), null);
      float[] after = model.reconstructionErrors(images.select(VALIDATION));
      assertThat(mean(after)).isLessThan(0.7 * mean(before));
      double best =
          epochs.stream()
              .mapToDouble(e -> e.validation().part("reconstruction"))
              .min()
              .orElseThrow();
      assertThat(mean(after)).isCloseTo(best, within(1e-6));
    }
  }

  @Test
  void divergenceFallsTowardsItsFloor() throws IOException {
    List<EpochMetrics> epochs = new ArrayList<>();
    try (Autoencoder model = model()) {
      train(model, options(15, 0), regulariser("gaussian", 1), collect(epochs), null);
    }
    assertThat(epochs.get(14).validation().part("divergence"))
        .isLessThan(0.5 * epochs.get(0).train().part("divergence"));
    EpochMetrics last = epochs.get(14);
    assertThat(last.validation().total())
        .isCloseTo(
            last.validation().part("reconstruction") + last.validation().part("divergence"),
            within(1e-9));
  }

  @Test
  void sameSeedSameBits() throws IOException {
    assertThat(weightsAfter(options(2, 5))).isEqualTo(weightsAfter(options(2, 5)));
    assertThat(weightsAfter(options(2, 5))).isNotEqualTo(weightsAfter(options(2, 6)));
  }

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

  /**
   * Epochs before the loss is the one that is wanted do not wear patience out: with a rate so small
   * that nothing improves, training ends so many epochs after that.
   */
  @Test
  void patienceBeginsWhereTheLossHasSettled() throws IOException {
    TrainOptions still = new TrainOptions(100, 1e-30, LearningRate.CONSTANT, 0, 10, 2, 0, 2);
    TrainOptions tapered = new TrainOptions(100, 1e-30, LearningRate.TAPERED, 0, 10, 1, 0, 2);
    assertThat(epochs(still, null)).isEqualTo(3);
    assertThat(epochs(still, changing())).isEqualTo(8);
    assertThat(epochs(tapered, null)).isEqualTo(9);
  }

  private static int epochs(TrainOptions options, @Nullable Regulariser regulariser)
      throws IOException {
    try (Autoencoder model = model()) {
      return train(model, options, regulariser, TrainingListener.NONE, null).epochs();
    }
  }

  private static final Weight WEIGHT = Weight.ofError(0.25);

  private static Regulariser changing() {
    Prior roll = Priors.parse("swiss-roll", 3).orElseThrow();
    return new Regulariser(roll, new CauchySchwarz(new KernelWidth(9, 0.8), 2), WEIGHT, 0);
  }

  @Test
  void stopsWhenPatienceIsSpentAndKeepsTheBest() throws IOException {
    List<EpochMetrics> epochs = new ArrayList<>();
    try (Autoencoder model = model()) {
      TrainOptions hasty = TrainOptions.of(100, 0.05, 200, 3, 0, 2);
      Trainer.Outcome outcome = train(model, hasty, null, collect(epochs), null);
      assertThat(outcome.epochs()).isEqualTo(outcome.bestEpoch() + 3).isLessThan(200);
      double best = epochs.get(outcome.bestEpoch() - 1).validation().part("reconstruction");
      assertThat(mean(model.reconstructionErrors(images.select(VALIDATION))))
          .isCloseTo(best, within(1e-6));
    }
  }

  @Test
  void divergedTrainingSaysWhere() {
    try (Autoencoder model = model()) {
      TrainOptions wild = TrainOptions.of(100, 1e30, 5, 0, 0, 2);
      assertThatThrownBy(
              () -> train(model, wild, regulariser("gaussian", 0.1), TrainingListener.NONE, null))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("epoch 1");
    }
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

  /** Native memory after hundreds of steps is what it was after the first few epochs. */
  @Test
  void nativeMemoryDoesNotGrow() throws IOException {
    List<Long> resident = new ArrayList<>();
    TrainingListener watch =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochMetrics metrics, float[] validationLatents) throws IOException {
            System.gc();
            resident.add(residentBytes());
          }
        };
    try (Autoencoder model = model()) {
      train(model, options(60, 0), regulariser("swiss-roll", 0.1), watch, null);
    }
    long early = resident.subList(10, 20).stream().mapToLong(Long::longValue).max().orElseThrow();
    long late = resident.subList(50, 60).stream().mapToLong(Long::longValue).min().orElseThrow();
    // One leaked batch of pixels a step would be 6 x 314 kB an epoch, 75 MB over these forty.
    assertThat(late - early).isLessThan(20L << 20);
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

  /** A rest of a few images is drawn by its share, not as hard as a whole batch. */
  @Test
  void aSmallLastBatchIsDrawnByItsShare() throws IOException {
    List<Losses> steps = new ArrayList<>();
    TrainingListener collect =
        new TrainingListener() {
          @Override
          public void onBatch(int epoch, int batch, int batches, Losses losses) {
            steps.add(losses);
          }
        };
    try (Autoencoder model = model();
        Trainer trainer =
            new Trainer(
                new Reconstruction(model, regulariser("gaussian", 0.5), images, 100),
                options(1, 0),
                IntStream.range(0, 310).toArray(),
                VALIDATION,
                collect)) {
      trainer.run();
    }
    assertThat(steps).hasSize(4);
    for (int i = 0; i < 4; i++) {
      Losses l = steps.get(i);
      double weight = i < 3 ? 0.5 : 0.5 * 10 / 100;
      assertThat(l.total())
          .isCloseTo(l.part("reconstruction") + weight * l.part("divergence"), within(1e-9));
    }
  }

  private static long residentBytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }
  }

  private static TrainingListener stopAfter(int steps, Path file) {
    return new TrainingListener() {
      private int done;

      @Override
      public void onBatch(int epoch, int batch, int batches, Losses losses) {
        done++;
      }

      @Override
      public boolean cancelled() {
        return done >= steps;
      }

      @Override
      public void onCheckpoint(Safetensors state) throws IOException {
        state.write(file);
      }
    };
  }

  private static TrainingListener collect(List<EpochMetrics> epochs) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochMetrics metrics, float[] validationLatents) {
        epochs.add(metrics);
      }
    };
  }

  private static float[] weightsAfter(TrainOptions options) throws IOException {
    try (Autoencoder model = model()) {
      train(model, options, regulariser("swiss-roll", 0.1), TrainingListener.NONE, null);
      return flat(model);
    }
  }

  private static Trainer.Outcome train(
      Autoencoder model,
      TrainOptions options,
      @Nullable Regulariser regulariser,
      TrainingListener listener,
      @Nullable Safetensors checkpoint)
      throws IOException {
    try (Trainer trainer =
        new Trainer(
            new Reconstruction(model, regulariser, images, options.batchSize()),
            options,
            TRAIN,
            VALIDATION,
            listener)) {
      if (checkpoint != null) {
        trainer.resume(checkpoint);
      }
      return trainer.run();
    }
  }

  private static Autoencoder model() {
    return Autoencoder.initialise(new AutoencoderSpec.Stacked(28, 28, 1, List.of(64, 32), 3), 7, 2);
  }

  private static TrainOptions options(int epochs, long seed) {
    return TrainOptions.of(100, 1e-3, epochs, 0, seed, 2);
  }

  private static Regulariser regulariser(String prior, double lambda) {
    Prior shape = Priors.parse(prior, 3).orElseThrow();
    return new Regulariser(shape, new CauchySchwarz(1, 2), lambda, 0);
  }

  private static float[] flat(Autoencoder model) {
    List<float[]> parts =
        model.weights().values().stream().map(Safetensors.Tensor::values).toList();
    float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }
}
