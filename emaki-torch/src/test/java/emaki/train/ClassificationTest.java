package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.ImageSet;
import emaki.data.Kana;
import emaki.data.Safetensors;
import emaki.data.Views;
import emaki.model.Classifier;
import emaki.model.ClassifierSpec;
import emaki.model.Inputs;
import emaki.model.PixelBatch;
import emaki.model.Standardisation;
import emaki.model.ViewBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Classifiers through the one loop, on real (generated) images and the real engine. */
final class ClassificationTest {
  private static final int[] TRAIN = IntStream.range(0, 1200).toArray();
  private static final int[] VALIDATION = IntStream.range(1200, 1500).toArray();
  private static final ClassifierSpec MLP =
      new ClassifierSpec.Mlp(784, List.of(64), true, 0.25, 10);
  private static final ClassifierSpec CNN =
      new ClassifierSpec.Cnn(28, 28, 1, 8, List.of(16, 32), 1, 0, true, 0.2, 10);
  private static ImageSet images;

  @BeforeAll
  static void draw() {
    images = Kana.generate(1500, 1, 3).images();
  }

  @Test
  void bothKindsLearnAndTheirBestIsKept() throws IOException {
    for (ClassifierSpec spec : List.of(MLP, CNN)) {
      List<EpochMetrics> epochs = new ArrayList<>();
      TrainingListener collect =
          new TrainingListener() {
            @Override
            public void onEpoch(EpochMetrics metrics, float[] latents) {
              assertThat(latents).isEmpty();
              epochs.add(metrics);
            }
          };
      try (Classifier model = classifier(spec)) {
        Trainer.Outcome outcome = train(model, 24, collect, null);
        // A tenth by chance; 144 steps on 1200 images in thirty ways of writing.
        EpochMetrics best = epochs.get(outcome.bestEpoch() - 1);
        assertThat(best.validation().part("accuracy")).isGreaterThan(0.35);
        ImageSet held = images.select(VALIDATION);
        float[] probabilities = model.probabilities(held);
        double loss = 0;
        for (int i = 0; i < held.size(); i++) {
          double sum = 0;
          for (int c = 0; c < 10; c++) {
            sum += probabilities[i * 10 + c];
          }
          assertThat(sum).isCloseTo(1, within(1e-5));
          loss -= Math.log(probabilities[i * 10 + held.label(i)]) / held.size();
        }
        assertThat(loss).isCloseTo(best.validation().total(), within(1e-3));
      }
    }
  }

  /** With dropout, batch statistics and augmentation all drawing. */
  @Test
  void resumedEqualsUndisturbed() throws IOException {
    for (ClassifierSpec spec : List.of(MLP, CNN)) {
      Map<String, float[]> whole;
      try (Classifier model = classifier(spec)) {
        train(model, 3, TrainingListener.NONE, null);
        whole = values(model);
      }
      for (int cut : new int[] {1, 6, 14}) {
        Path file = Files.createTempFile("checkpoint", ".safetensors");
        try (Classifier model = classifier(spec)) {
          assertThat(train(model, 3, stopAfter(cut, file), null).finished()).isFalse();
        }
        try (Classifier model = classifier(spec)) {
          train(model, 3, TrainingListener.NONE, Safetensors.read(file));
          Map<String, float[]> resumed = values(model);
          whole.forEach((name, w) -> assertThat(resumed.get(name)).as(name).isEqualTo(w));
        }
        Files.delete(file);
      }
    }
  }

  @Test
  void aStoredClassifierSaysTheSame() throws IOException {
    Path file = Files.createTempFile("classifier", ".safetensors");
    for (ClassifierSpec spec : List.of(MLP, CNN)) {
      try (Classifier model = classifier(spec)) {
        train(model, 1, TrainingListener.NONE, null);
        model.save(file);
        try (Classifier stored = Classifier.load(file, 2)) {
          assertThat(stored.probabilities(images)).isEqualTo(model.probabilities(images));
          assertThat(stored.classNames()).isEqualTo(images.classNames());
          assertThat(stored.spec()).isEqualTo(spec);
        }
      }
    }
    Files.delete(file);
  }

  /** 1,200 images in batches of 109 leave one, which has no variance. */
  @Test
  void aLastBatchOfOneImageIsNormalisedByWhatIsKnown() throws IOException {
    PixelBatch pixels = new PixelBatch(images, 109);
    TrainOptions options = new TrainOptions(109, 1e-3, LearningRate.COSINE, 0, 1, 0, 1, 2);
    try (Classifier model = classifier(MLP);
        Trainer trainer =
            new Trainer(
                new Classification(model, pixels, pixels, images.labels(), 1),
                options,
                TRAIN,
                VALIDATION,
                TrainingListener.NONE)) {
      assertThat(trainer.run().finished()).isTrue();
      values(model)
          .forEach(
              (name, values) -> {
                for (float value : values) {
                  assertThat(value).as(name).isFinite();
                }
              });
    }
  }

  private static Classifier classifier(ClassifierSpec spec) {
    return Classifier.ofPixels(spec, images, Standardisation.none(), images.classNames(), 5, 2);
  }

  private static Trainer.Outcome train(
      Classifier model, int epochs, TrainingListener listener, @Nullable Safetensors checkpoint)
      throws IOException {
    TrainOptions options = new TrainOptions(200, 3e-3, LearningRate.COSINE, 0.01, epochs, 0, 1, 2);
    Inputs augmented =
        new ViewBatch(images, Views.STROKES, 1, options.seed(), options.batchSize(), 2);
    Classification objective =
        new Classification(
            model, augmented, new PixelBatch(images, 200), images.labels(), options.seed());
    try (Trainer trainer = new Trainer(objective, options, TRAIN, VALIDATION, listener)) {
      if (checkpoint != null) {
        trainer.resume(checkpoint);
      }
      return trainer.run();
    }
  }

  private static Map<String, float[]> values(Classifier model) {
    Map<String, float[]> values = new java.util.LinkedHashMap<>();
    model.weights().forEach((name, tensor) -> values.put(name, tensor.values()));
    return values;
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
}
