package emaki.app.explore;

import emaki.cluster.KMeansClusterer;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.NetworkSpec;
import emaki.run.RunFolder;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import emaki.trial.Clustering;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small real runs to explore: a clustered swiss roll, a ring and a plain space of six dimensions.
 */
final class ExploredRuns {
  /** Images of the data set of each. */
  static final int IMAGES = 350;

  private ExploredRuns() {}

  static void make(Path root) throws Exception {
    train(root.resolve("roll"), "swiss-roll", 3);
    cluster(RunFolder.open(root.resolve("roll")));
    train(root.resolve("ring"), "ring", 2);
    train(root.resolve("plain"), "none", 6);
  }

  /** Twice: by the name of four, and last by that of k-means. */
  static void cluster(RunFolder run) throws Exception {
    Clustering.run(run, new KMeansClusterer(4, 5), "four", 0);
    Clustering.run(run, new KMeansClusterer(10, 5), 0);
  }

  static void train(Path folder, String prior, int dimension) throws Exception {
    TrialSpec spec =
        TrialSpec.of("kana:300")
            .with(new NetworkSpec(dimension, List.of(48, 24)))
            .withPrior(prior)
            .with(new TrainingSpec(60, 3e-3, 5, 0, 0.1, 0, 1));
    Trial.run(spec, null, folder, "emaki train --data kana:300", TrainingListener.NONE);
  }

  /** The same as a run was before its end: without latents, interrupted. */
  static void beforeItsEnd(Path run, Path half) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.toList()) {
        Files.copy(file, half.resolve(run.relativize(file)));
      }
    }
    Files.delete(half.resolve("latents.npz"));
    Path record = half.resolve("run.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst("\"status\"\\s*:\\s*\"finished\"", "\"status\": \"interrupted\""));
  }

  /** A classifier of a run's latents. */
  static void classify(Path run, Path classifier) throws Exception {
    ClassificationSpec spec =
        Recipe.STUDY.ofLatents(run, RunFolder.open(run).record().autoencoder());
    Trial.run(
        spec.with(spec.training().withEpochs(2).withThreads(1)),
        null,
        classifier,
        "emaki classify",
        TrainingListener.NONE);
  }
}
