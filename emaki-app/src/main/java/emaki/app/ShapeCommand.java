package emaki.app;

import emaki.data.InputException;
import emaki.divergence.KernelWidth;
import emaki.divergence.ParzenFit;
import emaki.eval.ShapeFit;
import emaki.kernel.FastGaussianSums;
import emaki.kernel.Points;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.remote.Cluster;
import emaki.run.FitRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.trial.DecodedLikelihood;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki shape}. */
@Command(
    name = "shape",
    description = {
      "Tell how well a run's latents fill a prior, its own or another, by measures that training does not use,"
          + " beside what the prior's own points score.",
      "1-NN accuracy: how often a point's nearest neighbour tells latents and prior apart; 0.5 is best."
          + " Coverage: share of the prior that has latents nearby. Off the prior: distance of latents to the"
          + " prior's nearest point, 1 is best. Sliced W2: Wasserstein distance along random directions, in the"
          + " prior's radii.",
      "Read them together: in many dimensions latents that lie inside the prior, closer together than its points,"
          + " have 1-NN accuracy and coverage of the best, and are below 1 off the prior.",
      "In up to three dimensions also the Cauchy-Schwarz divergence of all latents there are from as many points of"
          + " the prior, under Parzen windows of a width that depends on prior and number alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki shape runs/roll",
      "  emaki shape runs/roll --likelihood",
      "  emaki shape runs/plain --prior gaussian"
    })
final class ShapeCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--prior",
      paramLabel = "PRIOR",
      description =
          "The shape to compare with, as train takes it: for a run without a prior, or against another than its own."
              + " Default: the run's own.")
  private @Nullable String other;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Visit every pair of all latents and of the prior, in any dimension, on Apache Spark: local[2],"
              + " spark://HOST:7077, ... Needs emaki-spark: docs/scaling.md.")
  private @Nullable String spark;

  @Option(
      names = "--likelihood",
      description =
          "Also how likely the test images are under a Parzen density of images decoded from the prior, beside one of"
              + " training images: nats an image, for pixels from 0 to 1.")
  private boolean likelihood;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    TrialSpec spec = folder.record().autoencoder();
    Prior prior = prior(folder, spec);
    Latents latents = folder.latents();
    FitRecord fit =
        FitRecord.of(latents, prior, spec.training())
            .orElseThrow(
                () ->
                    new InputException(
                        run.toString(),
                        "has fewer than %d training or test images"
                            .formatted(ShapeFit.FEWEST_POINTS),
                        "train on more"));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    result.put("prior", prior.spec());
    result.put("train", fit.train());
    result.put("test", fit.test());
    result.put("floor", fit.floor());
    ParzenFit all = all(new Points(latents.values(), prior.dimension()), prior, spec.training());
    if (all != null) {
      result.put("all", all);
    }
    DecodedLikelihood decoded =
        likelihood ? DecodedLikelihood.of(folder, latents, prior, spec.training()) : null;
    if (decoded != null) {
      result.put("likelihood", decoded);
    }
    console.result(result);
    console.print("%-22s %10s %21s %10s", "", "train", "test", "floor");
    RunText.print(console, fit);
    if (all != null) {
      RunText.print(console, all);
    }
    if (decoded != null) {
      RunText.print(console, decoded);
    }
    console.next(List.of("report", run));
    return 0;
  }

  /** The one asked for, else the run's own. */
  private Prior prior(RunFolder folder, TrialSpec spec) {
    Optional<Prior> prior =
        other == null ? folder.prior(spec) : Priors.parse(other, spec.network().latentDim());
    prior.ifPresent(KernelWidth::requireRoom);
    return prior.orElseThrow(
        () ->
            new InputException(
                other == null ? run.toString() : "--prior none",
                other == null ? "has no prior" : "is nothing to compare with",
                "name one to compare with: --prior gaussian"));
  }

  private @Nullable ParzenFit all(Points points, Prior prior, TrainingSpec training) {
    if (spark != null) {
      Cluster.Provider machines = Clusters.provider(spark);
      console.say("connecting to %s ...", spark);
      try (Cluster cluster = machines.connect(spark, machines.cores())) {
        return ParzenFit.of(
            points, prior, training.seed(), bandwidth -> (x, y) -> exact(cluster, x, y, bandwidth));
      }
    }
    return prior.dimension() <= FastGaussianSums.MOST_DIMENSIONS
        ? ParzenFit.of(points, prior, training.seed(), training.threads())
        : null;
  }

  private FastGaussianSums.Mean exact(Cluster cluster, Points x, Points y, double bandwidth) {
    long began = System.nanoTime();
    double mean = cluster.logMean(x, y, bandwidth);
    double seconds = (System.nanoTime() - began) / 1e9;
    double pairs = (double) x.size() * y.size();
    console.say(
        "%,d x %,d pairs in %.1f s, %.0f million a second",
        x.size(), y.size(), seconds, pairs / seconds / 1e6);
    return new FastGaussianSums.Mean(mean, FastGaussianSums.Way.EXACT, 0);
  }
}
