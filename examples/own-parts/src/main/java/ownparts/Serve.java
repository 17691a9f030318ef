package ownparts;

import emaki.data.ImageSet;
import emaki.model.Autoencoder;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import emaki.train.EpochMetrics;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Trains from code, then answers requests by the trained encoder. */
public final class Serve {
  private Serve() {}

  /**
   * Begins a run unless the folder holds one, and encodes some images one by one.
   *
   * @param args the run's folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    if (!folder.resolve("run.json").toFile().exists()) {
      train(folder);
    }
    RunFolder run = RunFolder.open(folder);
    ImageSet images = run.images();
    try (Autoencoder model = run.model()) {
      for (int request = 0; request < 5; request++) {
        long began = System.nanoTime();
        float[] latent = model.encode(images.select(request));
        System.out.printf(
            "%-8s %s in %.1f ms%n",
            images.classNames().get(images.label(request)),
            Arrays.toString(latent),
            (System.nanoTime() - began) / 1e6);
      }
    }
  }

  private static void train(Path folder) throws IOException {
    TrialSpec spec = TrialSpec.of("rings:1200");
    ObjectiveSpec objective = ObjectiveSpec.of("lemniscate:scale=4").withDivergence("own-energy");
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochMetrics epoch, float[] validationLatents) {
            System.out.printf(
                "epoch %d: mse %.4f, energy distance %.3f%n",
                epoch.epoch(),
                epoch.validation().part("reconstruction"),
                epoch.validation().part("divergence"));
          }
        };
    Trial.run(
        spec.with(objective).with(spec.training().withEpochs(3).withBatchSize(200)),
        null,
        folder,
        "ownparts.Serve " + folder,
        listener);
  }
}
