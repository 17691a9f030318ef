package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import emaki.data.ImageSet;
import emaki.data.Kana;
import emaki.data.Safetensors;
import emaki.divergence.CauchySchwarz;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Classifier;
import emaki.model.ClassifierSpec;
import emaki.model.PixelBatch;
import emaki.model.Standardisation;
import emaki.model.Torch;
import emaki.prior.Priors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What uses the engine side by side gives what each gives alone. */
final class EngineUseTest {
  private final ImageSet images = Kana.generate(700, 1, 3).images();

  /** An autoencoder and a classifier with dropout, one and two threads. */
  @Test
  void trainingsSideBySideGiveWhatEachGivesAlone() throws Exception {
    List<Callable<Map<String, List<Float>>>> trainings =
        List.of(
            () -> autoencoder(1), () -> autoencoder(2), () -> classifier(1), () -> classifier(2));
    ExecutorService pool = Executors.newFixedThreadPool(trainings.size());
    try {
      List<Future<Map<String, List<Float>>>> together = pool.invokeAll(trainings);
      for (int i = 0; i < trainings.size(); i++) {
        assertThat(together.get(i).get()).as("training %d", i).isEqualTo(trainings.get(i).call());
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void encodersInTurnGiveWhatEachGivesAlone() {
    AutoencoderSpec spec = new AutoencoderSpec.Stacked(28, 28, 1, List.of(800, 400), 3);
    try (Autoencoder one = Autoencoder.initialise(spec, 1, 1);
        Autoencoder two = Autoencoder.initialise(spec, 1, 2)) {
      float[] alone = one.encode(images);
      float[] both = two.encode(images);
      for (int i = 0; i < 3; i++) {
        assertThat(one.encode(images)).isEqualTo(alone);
        assertThat(two.encode(images)).isEqualTo(both);
      }
    }
  }

  @Test
  void whatRunsAloneLeavesTheThreadsAsTheyWere() {
    try (Torch.Use use = Torch.enter(2)) {
      try (Torch.Use alone = Torch.alone()) {
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
      }
      assertThat(JniUtils.getNumThreads()).isEqualTo(2);
    }
    assertThatThrownBy(Torch::alone).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theOutermostEntrySetsTheThreads() {
    for (int threads : new int[] {2, 1, 2}) {
      try (Torch.Use outer = Torch.enter(threads);
          Torch.Use inner = Torch.enter(3)) {
        assertThat(JniUtils.getNumThreads()).isEqualTo(threads);
      }
    }
    assertThatThrownBy(() -> Torch.seed(1)).isInstanceOf(IllegalStateException.class);
  }

  private Map<String, List<Float>> autoencoder(int threads) throws IOException {
    AutoencoderSpec spec = new AutoencoderSpec.Stacked(28, 28, 1, List.of(300, 200), 3);
    Regulariser regulariser =
        new Regulariser(
            Priors.parse("gaussian", 3).orElseThrow(), new CauchySchwarz(1, threads), 0.1, 0);
    try (Autoencoder model = Autoencoder.initialise(spec, 7, threads)) {
      train(new Reconstruction(model, regulariser, images, 100), threads);
      return values(model.weights());
    }
  }

  private Map<String, List<Float>> classifier(int threads) throws IOException {
    ClassifierSpec spec = new ClassifierSpec.Mlp(784, List.of(200), true, 0.3, 10);
    try (Classifier model =
        Classifier.ofPixels(
            spec, images, Standardisation.none(), images.classNames(), 5, threads)) {
      PixelBatch pixels = new PixelBatch(images, 100);
      train(new Classification(model, pixels, pixels, images.labels(), 0), threads);
      return values(model.weights());
    }
  }

  private static void train(Objective objective, int threads) throws IOException {
    try (Trainer trainer =
        new Trainer(
            objective,
            TrainOptions.of(100, 1e-3, 3, 0, 0, threads),
            IntStream.range(0, 600).toArray(),
            IntStream.range(600, 700).toArray(),
            TrainingListener.NONE)) {
      trainer.run();
    }
  }

  private static Map<String, List<Float>> values(Map<String, Safetensors.Tensor> weights) {
    Map<String, List<Float>> values = new TreeMap<>();
    weights.forEach(
        (name, t) ->
            values.put(
                name, IntStream.range(0, t.values().length).mapToObj(i -> t.values()[i]).toList()));
    return values;
  }
}
