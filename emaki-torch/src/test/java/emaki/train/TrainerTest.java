package emaki.train;

import static emaki.train.SmallTraining.IMAGES;
import static emaki.train.SmallTraining.VALIDATION;
import static emaki.train.SmallTraining.changing;
import static emaki.train.SmallTraining.collect;
import static emaki.train.SmallTraining.model;
import static emaki.train.SmallTraining.options;
import static emaki.train.SmallTraining.regulariser;
import static emaki.train.SmallTraining.train;
import static emaki.train.SmallTraining.weightsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.model.Autoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The loop itself, on real (generated) images and the real engine. */
final class TrainerTest {
  @Test
  void reconstructionImprovesAndIsMeasuredRight() throws IOException {
    List<EpochMetrics> epochs = new ArrayList<>();
    try (Autoencoder model = model()) {
      float[] before = model.reconstructionErrors(IMAGES.select(VALIDATION));
      train(model, options(8, 0), null, collect(epochs), null);
      float[] after = model.reconstructionErrors(IMAGES.select(VALIDATION));
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
   * Epochs before the loss is the one that is wanted do not wear patience out: with a rate so small
   * that nothing improves, training ends so many epochs after that.
   */
  @Test
  void patienceBeginsWhereTheLossHasSettled() throws IOException {
    TrainOptions still = new TrainOptions(100, 1e-30, LearningRate.CONSTANT, 0, 10, 2, 0, 2);
    TrainOptions tapered = new TrainOptions(100, 1e-30, LearningRate.TAPERED, 0, 10, 1, 0, 2);
    assertThat(epochs(still, null)).isEqualTo(3);
    assertThat(epochs(still, changing())).isEqualTo(7);
    assertThat(epochs(tapered, null)).isEqualTo(9);
  }

  private static int epochs(TrainOptions options, @Nullable Regulariser regulariser)
      throws IOException {
    try (Autoencoder model = model()) {
      return train(model, options, regulariser, TrainingListener.NONE, null).epochs();
    }
  }

  @Test
  void stopsWhenPatienceIsSpentAndKeepsTheBest() throws IOException {
    List<EpochMetrics> epochs = new ArrayList<>();
    try (Autoencoder model = model()) {
      TrainOptions hasty = TrainOptions.of(100, 0.05, 200, 3, 0, 2);
      Trainer.Outcome outcome = train(model, hasty, null, collect(epochs), null);
      assertThat(outcome.epochs()).isEqualTo(outcome.bestEpoch() + 3).isLessThan(200);
      double best = epochs.get(outcome.bestEpoch() - 1).validation().part("reconstruction");
      assertThat(mean(model.reconstructionErrors(IMAGES.select(VALIDATION))))
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
                new Reconstruction(model, regulariser("gaussian", 0.5), IMAGES, 100),
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

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }
}
