package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.data.Views;
import emaki.divergence.CauchySchwarz;
import emaki.model.AutoencoderSpec;
import emaki.model.ConvolutionalLayers;
import emaki.prior.Gaussian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views that are aligned: loss and gradient, training, resuming, the decoder afterwards. */
final class AlignedViewsTest {
  /** Small, so that convolutions take no time. */
  private static final Dataset DATA = Datasets.load("kana:600", DatasetOptions.of(null, "12x12"));

  private static final Splits SPLITS = Splits.of(DATA, 0.1, 1);
  private static final TrainOptions OPTIONS = TrainOptions.of(100, 2e-3, 4, 0, 1, 2);
  private static final AutoencoderSpec MLP =
      new AutoencoderSpec.Stacked(12, 12, 1, List.of(64), 16);

  @ParameterizedTest
  @CsvSource({"0.25, 2", "0.5, 1", "0.9, 3"})
  void theGradientIsThatOfTheLoss(double temperature, double weight) {
    float[] points = new float[2 * 9 * 64];
    Random random = new Random(1);
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextGaussian() / 8;
    }
    Slow slow = new Slow(points, temperature, weight);
    try (AlignedViews objective =
        new AlignedViews(setting(MLP), Views.STROKES, temperature, weight, 0)) {
      float[] gradient = new float[points.length];
      Losses losses = objective.losses(points, gradient);
      assertThat(losses.total()).isCloseTo(slow.loss(0, 0), within(1e-5));
      assertThat(losses.total())
          .isEqualTo(weight * losses.part("alignment") + losses.part("uniformity"));
      for (int i = 0; i < points.length; i += 23) {
        double slope = (slow.loss(i, 1e-5) - slow.loss(i, -1e-5)) / 2e-5;
        assertThat((double) gradient[i]).isCloseTo(slope, within(1e-6 + 1e-4 * Math.abs(slope)));
      }
    }
  }

  /**
   * The loss by its formula: weight times mean |a - b|^2, and the mean over both views of log mean
   * over pairs of exp(-|a - a'|^2 / (2 temperature)).
   */
  private static final class Slow {
    private final float[] points;
    private final double temperature;
    private final double weight;

    Slow(float[] points, double temperature, double weight) {
      this.points = points;
      this.temperature = temperature;
      this.weight = weight;
    }

    double loss(int moved, double by) {
      int n = points.length / 128;
      double[] sums = new double[2];
      double distance = 0;
      for (int i = 0; i < n; i++) {
        distance += square(points, moved, by, i, n + i) / n;
        for (int j = 0; j < n; j++) {
          sums[0] += i == j ? 0 : kernel(moved, by, i, j);
          sums[1] += i == j ? 0 : kernel(moved, by, n + i, n + j);
        }
      }
      return weight * distance + Math.log(sums[0] * sums[1] / Math.pow(n * (n - 1.0), 2)) / 2;
    }

    private double kernel(int moved, double by, int a, int b) {
      return Math.exp(-square(points, moved, by, a, b) / (2 * temperature));
    }
  }

  private static double square(float[] points, int moved, double by, int a, int b) {
    double square = 0;
    for (int d = 0; d < 64; d++) {
      int i = a * 64 + d;
      int j = b * 64 + d;
      double difference = points[i] + (i == moved ? by : 0) - points[j] - (j == moved ? by : 0);
      square += difference * difference;
    }
    return square;
  }

  /** Both kinds of network learn; their latents have unit length, and the decoder gives images. */
  @Test
  void encoderAndDecoderAreLearnt() throws IOException {
    for (AutoencoderSpec network : List.of(MLP, ConvolutionalLayers.autoencoder(12, 12, 1, 16))) {
      try (AlignedViews objective = new AlignedViews(setting(network), Views.STROKES, 0.25, 2, 0)) {
        List<Double> losses = new ArrayList<>();
        assertThat(train(objective, losses, Integer.MAX_VALUE, null)).isNull();
        assertThat(losses.get(3)).isLessThan(losses.get(0));
        float[] latents = objective.autoencoder().encode(DATA.images());
        for (int i = 0; i < latents.length; i += 16) {
          double square = 0;
          for (int d = 0; d < 16; d++) {
            square += latents[i + d] * latents[i + d];
          }
          assertThat(square).isCloseTo(1, within(1e-4));
        }
        assertThat(mean(objective.autoencoder().reconstructionErrors(DATA.images())))
            .as("against that of the mean image")
            .isLessThan(errorOfTheMean());
      }
    }
  }

  /** What reconstruction weighs is in loss and latents: the same decoder afterwards errs less. */
  @Test
  void reconstructionIsLearntToo() throws IOException {
    try (AlignedViews views = new AlignedViews(setting(MLP), Views.STROKES, 0.25, 2, 0);
        AlignedViews both = new AlignedViews(setting(MLP), Views.STROKES, 0.25, 2, 30)) {
      List<Losses> losses = new ArrayList<>();
      train(both, losses::add, Integer.MAX_VALUE, null);
      assertThat(losses)
          .allSatisfy(
              loss ->
                  assertThat(loss.total())
                      .isCloseTo(
                          2 * loss.part("alignment")
                              + loss.part("uniformity")
                              + 30 * loss.part("reconstruction"),
                          within(1e-9)));
      assertThat(losses.get(3).part("reconstruction"))
          .isLessThan(losses.get(0).part("reconstruction"));
      train(views, new ArrayList<>(), Integer.MAX_VALUE, null);
      assertThat(mean(both.autoencoder().reconstructionErrors(DATA.images())))
          .isLessThan(0.99 * mean(views.autoencoder().reconstructionErrors(DATA.images())));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "30"})
  void resumedEqualsUndisturbed(double reconstruction) throws IOException {
    try (AlignedViews whole =
            new AlignedViews(setting(MLP), Views.STROKES, 0.25, 2, reconstruction);
        AlignedViews first =
            new AlignedViews(setting(MLP), Views.STROKES, 0.25, 2, reconstruction);
        AlignedViews second =
            new AlignedViews(setting(MLP), Views.STROKES, 0.25, 2, reconstruction)) {
      train(whole, new ArrayList<>(), Integer.MAX_VALUE, null);
      Safetensors checkpoint = train(first, new ArrayList<>(), 9, null);
      train(second, new ArrayList<>(), Integer.MAX_VALUE, checkpoint);
      assertThat(second.autoencoder().encode(DATA.images()))
          .isEqualTo(whole.autoencoder().encode(DATA.images()));
      assertThat(second.autoencoder().decode(new float[16]))
          .isEqualTo(whole.autoencoder().decode(new float[16]));
    }
  }

  @Test
  void aPriorBesideTheSphereIsRefused() {
    Regulariser regulariser = new Regulariser(new Gaussian(16), new CauchySchwarz(1, 1), 0.1, 1);
    ObjectivePart.Setting setting =
        new ObjectivePart.Setting(DATA.images(), SPLITS, MLP, Optional.of(regulariser), OPTIONS);
    assertThatThrownBy(() -> Objectives.parse("views").apply(setting))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sphere");
    assertThatThrownBy(() -> Objectives.parse("views:alignment=-1"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("alignment");
    assertThatThrownBy(() -> Objectives.parse("both").apply(setting))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sphere");
    assertThatThrownBy(() -> Objectives.parse("both:reconstruction=0"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("reconstruction");
  }

  /** The decoder's time is a good part of the whole: it is told, from its beginning to its end. */
  @Test
  void theDecodersStepsAreTold() throws IOException {
    List<Long> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onFinishing(String phase, long step, long steps) {
            assertThat(phase).isEqualTo("decoder");
            assertThat(step).isLessThanOrEqualTo(steps);
            told.add(step);
          }

          @Override
          public boolean cancelled() {
            return told.size() == 20;
          }
        };
    try (AlignedViews objective = new AlignedViews(setting(MLP), Views.STROKES, 0.25, 2, 0)) {
      assertThat(objective.finish(listener)).isFalse();
      assertThat(told).isEqualTo(LongStream.range(0, 20).boxed().toList());
    }
  }

  @Test
  void aTemperatureThatSinglePrecisionHasNoRoomForIsRefused() {
    assertThatThrownBy(() -> Objectives.parse("views:temperature=0.02"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("temperature=0.02 is below 0.05");
  }

  @Test
  void jitterIsOfColours() {
    assertThatThrownBy(() -> Objectives.parse("views:jitter=1.5"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("jitter=1.5 is not from 0 to 1");
    assertThatThrownBy(() -> Objectives.parse("views:jitter=0").apply(setting(MLP)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("grey images have no colours that jitter changes");
  }

  private static ObjectivePart.Setting setting(AutoencoderSpec network) {
    return new ObjectivePart.Setting(DATA.images(), SPLITS, network, Optional.empty(), OPTIONS);
  }

  /**
   * Trains.
   *
   * @param losses receives each epoch's validation loss
   * @param steps after which it is cut
   * @return the checkpoint where it was cut, or null
   */
  private static @Nullable Safetensors train(
      AlignedViews objective, List<Double> losses, int steps, @Nullable Safetensors from)
      throws IOException {
    return train(objective, (Losses loss) -> losses.add(loss.total()), steps, from);
  }

  private static @Nullable Safetensors train(
      AlignedViews objective, Consumer<Losses> losses, int steps, @Nullable Safetensors from)
      throws IOException {
    Safetensors[] last = new Safetensors[1];
    int[] done = {0};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(int epoch, int batch, int batches, Losses loss) {
            done[0]++;
          }

          @Override
          public void onEpoch(EpochMetrics epoch, float[] latents) {
            losses.accept(epoch.validation());
          }

          @Override
          public void onCheckpoint(Safetensors state) {
            last[0] = state;
          }

          @Override
          public boolean cancelled() {
            return done[0] >= steps;
          }
        };
    try (Trainer trainer =
        new Trainer(
            objective,
            OPTIONS,
            SPLITS.rows(Split.TRAIN),
            SPLITS.rows(Split.VALIDATION),
            listener)) {
      if (from != null) {
        trainer.resume(from);
      }
      return trainer.run().finished() ? null : last[0];
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double errorOfTheMean() {
    int values = DATA.images().values();
    float[] middle = DATA.images().mean(SPLITS.rows(Split.TRAIN));
    float[] image = new float[values];
    double sum = 0;
    for (int row = 0; row < DATA.images().size(); row++) {
      DATA.images().copyTo(row, image, 0);
      for (int i = 0; i < values; i++) {
        sum += Math.pow(image[i] - middle[i], 2) / values / DATA.images().size();
      }
    }
    return sum;
  }
}
