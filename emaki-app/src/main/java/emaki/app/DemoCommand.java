package emaki.app;

import emaki.cluster.KMeansClusterer;
import emaki.data.InputException;
import emaki.report.Report;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.ClusteringRecord;
import emaki.run.NetworkSpec;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Status;
import emaki.run.RunStore;
import emaki.run.ShellWords;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.trial.Clustering;
import emaki.trial.Trial;
import emaki.trial.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emaki demo}. */
@Command(
    name = "demo",
    description = {
      "The whole story on the embedded data, in under a minute: an autoencoder learns hand-drawn kana while its latents",
      "are rolled into a swiss roll; then clusters, a walk along the roll, a classifier of the latents, and a report.",
      "Needs no files and no network."
    },
    footerHeading = "%nExamples:%n",
    footer = "  emaki demo")
final class DemoCommand implements Callable<Integer> {
  /** Passes over the demo's images: as many as take half a minute on two cores. */
  private static final int EPOCHS = 24;

  private static final int CLASSIFIER_EPOCHS = 10;

  @Mixin private Console console = new Console();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder. Default: runs/demo-1, -2, ...")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of every random draw. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    Path folder = out != null ? out : new RunStore(RunStore.DEFAULT).free("demo");
    TrialSpec spec = spec();
    RunRecord run;
    try (Interruption interruption = Interruption.install();
        TrainingProgress progress = new TrainingProgress(console, interruption)) {
      progress.expect(spec);
      run =
          Trial.run(
              spec,
              null,
              folder,
              CommandWords.of(
                  List.of("demo", "--seed", String.valueOf(seed), "--out", word(folder))),
              progress);
    }
    if (run.status() == Status.INTERRUPTED) {
      console.say(
          "emaki: interrupted; go on by: %s",
          CommandWords.of(List.of("train", "--resume", word(folder))));
      return TrainingSession.INTERRUPTED;
    }
    RunFolder runFolder = RunFolder.open(folder);
    console.say("clustering ...");
    ClusteringRecord clusters = Clustering.run(runFolder, new KMeansClusterer(10, 5), seed);
    console.say("walking along the roll ...");
    Walk.run(runFolder, 10, 10);
    RunRecord classifier = classify(runFolder);
    if (classifier.status() == Status.INTERRUPTED) {
      console.say("emaki: interrupted; the rest stands in %s", folder);
      return TrainingSession.INTERRUPTED;
    }
    Path report = Report.write(folder);
    double seconds = (System.nanoTime() - began) / 1e9;
    print(folder, run, clusters, classifier, report, seconds);
    return 0;
  }

  private RunRecord classify(RunFolder folder) throws IOException {
    ClassificationSpec defaults =
        Recipe.STUDY.ofLatents(folder.path(), folder.record().autoencoder());
    ClassificationSpec spec =
        defaults.with(defaults.training().withEpochs(CLASSIFIER_EPOCHS).withSeed(seed));
    Path out = folder.classifier().path();
    try (Interruption interruption = Interruption.install();
        TrainingProgress progress = new TrainingProgress(console, interruption)) {
      progress.expect(spec);
      return Trial.run(
          spec,
          null,
          out,
          "%s --recipe study --epochs %d --seed %d"
              .formatted(
                  CommandWords.of(List.of("classify", word(folder.path()))),
                  CLASSIFIER_EPOCHS,
                  seed),
          progress);
    }
  }

  private static String word(Path folder) {
    return ShellWords.file(folder.toString());
  }

  private TrialSpec spec() {
    return TrialSpec.of("kana:20000")
        .with(ObjectiveSpec.of("swiss-roll"))
        .with(NetworkSpec.DEFAULT.withHidden(List.of(400, 200)))
        .with(TrainingSpec.DEFAULT.withBatchSize(500))
        .withEpochs(EPOCHS)
        .withSeed(seed);
  }

  private void print(
      Path folder,
      RunRecord run,
      ClusteringRecord clusters,
      RunRecord classifier,
      Path report,
      double seconds) {
    if (run.results().reconstructionMse() == null) {
      throw new InputException(folder.toString(), "has no results", "run emaki demo again");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", folder.toString());
    result.put("status", run.status());
    result.put("epochs", run.results().epochs());
    result.put("seconds", seconds);
    result.put("reconstruction_mse", run.results().reconstructionMse());
    result.put("divergence", run.results().divergence());
    result.put("accuracy", clusters.accuracy());
    result.put("classifier_accuracy", classifier.results().accuracy());
    result.put("report", report.toString());
    console.result(result);
    RunText.print(console, folder, run);
    ClusterCommand.print(console, clusters);
    RunText.print(console, RunFolder.open(folder).classifier().path(), classifier);
    console.print("%-22s %s", "report", report);
    console.say("done in %.0f s; open %s in a browser", seconds, report);
    Path runs = Objects.requireNonNullElse(folder.getParent(), Path.of("."));
    console.next(List.of("explore", runs), List.of("train", "--help"));
  }
}
