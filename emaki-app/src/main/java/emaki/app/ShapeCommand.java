package emaki.app;

import emaki.data.InputException;
import emaki.divergence.ParzenFit;
import emaki.eval.ShapeFit;
import emaki.kernel.Points;
import emaki.prior.Prior;
import emaki.run.FitRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code emaki shape}. */
@Command(
    name = "shape",
    description = {
      "Tell how well a run's latents fill its prior, by measures that training does not use, beside what the prior's"
          + " own points score.",
      "1-NN accuracy: how often a point's nearest neighbour tells latents and prior apart; 0.5 is best."
          + " Coverage: share of the prior that has latents nearby. Off the prior: distance of latents to the"
          + " prior's nearest point, 1 is best. Sliced W2: Wasserstein distance along random directions, in the"
          + " prior's radii.",
      "In up to three dimensions also the Cauchy-Schwarz divergence of all latents there are from as many points of"
          + " the prior, under Parzen windows of a width that depends on prior and number alone."
    },
    footerHeading = "%nExamples:%n",
    footer = "  emaki shape runs/roll")
final class ShapeCommand implements Callable<Integer> {
  /** Beyond them every pair would have to be visited. */
  private static final int MOST_DIMENSIONS = 3;

  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    TrialSpec spec = folder.record().autoencoder();
    Prior prior =
        folder
            .prior(spec)
            .orElseThrow(
                () -> new InputException(run.toString(), "has no prior", "name a run with one"));
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
    ParzenFit all = null;
    if (prior.dimension() <= MOST_DIMENSIONS) {
      Points points = new Points(latents.values(), prior.dimension());
      all = ParzenFit.of(points, prior, spec.training().seed(), spec.training().threads());
      result.put("all", all);
    }
    console.result(result);
    console.print("%-22s %10s %21s %10s", "", "train", "test", "floor");
    RunText.print(console, fit);
    if (all != null) {
      RunText.print(console, all);
    }
    console.next(List.of("report", run));
    return 0;
  }
}
