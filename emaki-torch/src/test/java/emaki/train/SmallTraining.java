package emaki.train;

import emaki.data.ImageSet;
import emaki.data.Kana;
import emaki.data.Safetensors;
import emaki.divergence.CauchySchwarz;
import emaki.divergence.KernelWidth;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.Prior;
import emaki.prior.Priors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A training of seconds, on real (generated) images and the real engine. */
final class SmallTraining {
  static final ImageSet IMAGES = Kana.generate(800, 1, 3).images();
  static final int[] TRAIN = IntStream.range(0, 600).toArray();
  static final int[] VALIDATION = IntStream.range(600, 800).toArray();

  private SmallTraining() {}

  static final Weight WEIGHT = Weight.ofError(0.25);

  static Regulariser changing() {
    Prior roll = Priors.parse("swiss-roll", 3).orElseThrow();
    return new Regulariser(roll, new CauchySchwarz(new KernelWidth(9, 0.8), 2), WEIGHT, 0);
  }

  static float[] weightsAfter(TrainOptions options) throws IOException {
    try (Autoencoder model = model()) {
      train(model, options, regulariser("swiss-roll", 0.1), TrainingListener.NONE, null);
      return flat(model);
    }
  }

  static Trainer.Outcome train(
      Autoencoder model,
      TrainOptions options,
      @Nullable Regulariser regulariser,
      TrainingListener listener,
      @Nullable Safetensors checkpoint)
      throws IOException {
    try (Trainer trainer =
        new Trainer(
            new Reconstruction(model, regulariser, IMAGES, options.batchSize()),
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

  static Autoencoder model() {
    return Autoencoder.initialise(new AutoencoderSpec.Stacked(28, 28, 1, List.of(64, 32), 3), 7, 2);
  }

  static TrainOptions options(int epochs, long seed) {
    return TrainOptions.of(100, 1e-3, epochs, 0, seed, 2);
  }

  static Regulariser regulariser(String prior, double lambda) {
    Prior shape = Priors.parse(prior, 3).orElseThrow();
    return new Regulariser(shape, new CauchySchwarz(1, 2), lambda, 0);
  }

  static float[] flat(Autoencoder model) {
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

  static TrainingListener stopAfter(int steps, Path file) {
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

  static TrainingListener collect(List<EpochMetrics> epochs) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochMetrics metrics, float[] validationLatents) {
        epochs.add(metrics);
      }
    };
  }
}
