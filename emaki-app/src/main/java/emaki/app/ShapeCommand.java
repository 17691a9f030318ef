package emaki.app;

import emaki.data.InputException;
import emaki.eval.ShapeFit;
import emaki.prior.Prior;
import emaki.run.FitRecord;
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
          + " prior's radii."
    },
    footerHeading = "%nExamples:%n",
    footer = "  emaki shape runs/roll")
final class ShapeCommand implements Callable<Integer> {
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
    FitRecord fit =
        FitRecord.of(folder.latents(), prior, spec.training())
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
    console.result(result);
    console.print("%-22s %10s %21s %10s", "", "train", "test", "floor");
    RunText.print(console, fit);
    console.next(List.of("report", run));
    return 0;
  }
}
