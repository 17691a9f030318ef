package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import emaki.data.ImageSet;
import emaki.data.Kana;
import emaki.data.Safetensors;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.PixelBatch;
import emaki.model.Torch;
import emaki.model.Trainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An objective as others write them: its weight changes in training, it remembers, it scores. */
final class OwnObjectiveTest {
  private static final ImageSet IMAGES = Kana.generate(400, 1, 3).images();
  private static final int EPOCHS = 4;

  @TempDir Path folder;

  /** Squared error, and latents held small: ever more with the share of training that is done. */
  private static final class Shrinking implements Objective {
    private final Autoencoder model;
    private final PixelBatch pixels = new PixelBatch(IMAGES, 100);
    private final List<Double> shares = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();
    private double running = 1;
    private double added;
    private float[] last = {0, 0};

    Shrinking(Autoencoder model) {
      this.model = model;
    }

    @Override
    public Trainable network() {
      return model;
    }

    @Override
    public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
      shares.add(moment.share());
      NDArray x = pixels.load(scope, rows, from, count, moment.step());
      NDArray z = model.encode(x, true);
      NDArray error = model.decode(z, true).sub(x).square().mean();
      NDArray size = z.square().mean();
      double weight = moment.share() / running;
      running = 0.9 * running + 0.1 * (1 + size.getFloat());
      last = new float[] {error.getFloat(), size.getFloat()};
      return new Forward(error.add(size.mul(weight)), losses(error, size, weight));
    }

    @Override
    public Validation validate(NDManager scope, int[] rows, int batch, Moment moment) {
      try (Torch.Use off = Torch.noGradient();
          NDManager chunk = scope.newSubManager()) {
        NDArray x = pixels.load(chunk, rows, 0, rows.length, 0);
        NDArray z = model.encode(x, false);
        NDArray error = model.decode(z, false).sub(x).square().mean();
        // The second epoch is said to be the best, whatever the totals are.
        double score = Math.abs(moment.share() - 0.5) + added;
        scores.add(score);
        return new Validation(
            losses(error, z.square().mean(), moment.share()), score, z.toFloatArray());
      }
    }

    private static Losses losses(NDArray error, NDArray size, double weight) {
      double e = error.getFloat();
      double s = size.getFloat();
      return new Losses(e + weight * s, Map.of("error", e, "size", s));
    }

    @Override
    public State state() {
      return new State(
          Map.of("running", running),
          Map.of("last", new Safetensors.Tensor(new long[] {2}, last.clone())));
    }

    @Override
    public void restoreState(State state) {
      running = state.numbers().getOrDefault("running", Double.NaN);
      last =
          state.tensors().getOrDefault("last", new Safetensors.Tensor(new long[0], last)).values();
    }
  }

  @Test
  void resumedEqualsUndisturbed() throws IOException {
    try (Autoencoder model = model()) {
      Shrinking whole = new Shrinking(model);
      assertThat(train(whole, Integer.MAX_VALUE, null).finished()).isTrue();
      for (int cut : new int[] {1, 3, 7, 11}) {
        Path file = folder.resolve("checkpoint.safetensors");
        try (Autoencoder first = model()) {
          assertThat(train(new Shrinking(first), cut, null).finished()).isFalse();
        }
        try (Autoencoder second = model()) {
          Shrinking resumed = new Shrinking(second);
          train(resumed, Integer.MAX_VALUE, Safetensors.read(file));
          assertThat(resumed.running).isEqualTo(whole.running);
          assertThat(resumed.last).isEqualTo(whole.last);
          model
              .weights()
              .forEach(
                  (name, w) ->
                      assertThat(second.weights().get(name).values())
                          .as("%s, cut after step %d", name, cut)
                          .isEqualTo(w.values()));
        }
      }
    }
  }

  @Test
  void theBestEpochIsThatOfTheLowestScore() throws IOException {
    try (Autoencoder model = model()) {
      Shrinking objective = new Shrinking(model);
      assertThat(train(objective, Integer.MAX_VALUE, null).bestEpoch()).isEqualTo(2);
      assertThat(objective.scores).containsExactly(0.25, 0.0, 0.25, 0.5);
      assertThat(objective.shares).hasSize(12).startsWith(0.0, 1 / 12.0).endsWith(11 / 12.0);
    }
  }

  @Test
  void aScoreThatIsNoNumberEndsTheTraining() {
    try (Autoencoder model = model()) {
      Shrinking objective = new Shrinking(model);
      objective.added = Double.NaN;
      assertThatThrownBy(() -> train(objective, Integer.MAX_VALUE, null))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("the validation score");
    }
  }

  private static Autoencoder model() {
    return Autoencoder.initialise(new AutoencoderSpec.Stacked(28, 28, 1, List.of(32), 3), 7, 1);
  }

  private Trainer.Outcome train(
      Objective objective, int steps, @org.jspecify.annotations.Nullable Safetensors checkpoint)
      throws IOException {
    TrainingListener listener =
        new TrainingListener() {
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
            state.write(folder.resolve("checkpoint.safetensors"));
          }
        };
    try (Trainer trainer =
        new Trainer(
            objective,
            TrainOptions.of(100, 1e-2, EPOCHS, 0, 0, 1),
            IntStream.range(0, 300).toArray(),
            IntStream.range(300, 400).toArray(),
            listener)) {
      if (checkpoint != null) {
        trainer.resume(checkpoint);
      }
      return trainer.run();
    }
  }
}
