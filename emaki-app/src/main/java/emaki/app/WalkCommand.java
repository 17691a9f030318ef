package emaki.app;

import emaki.run.RunFolder;
import emaki.trial.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki walk}. */
@Command(
    name = "walk",
    description = {
      "Decode a grid of latents along the prior's own coordinates, into RUN/figures/walk.png.",
      "A swiss roll: downwards its angle, across its linear direction. Priors without coordinates: the latents'"
          + " principal axes."
    },
    footerHeading = "%nExamples:%n",
    footer = "  emaki walk runs/roll --rows 10 --columns 10")
final class WalkCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--rows",
      defaultValue = "10",
      description = "Images downwards. Default ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--columns",
      defaultValue = "10",
      description = "Images across. Default ${DEFAULT-VALUE}.")
  private int columns;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Walk walk = Walk.run(folder, rows, columns);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    result.put("rows", rows);
    result.put("columns", columns);
    result.put("down", walk.down());
    result.put("across", walk.across());
    result.put("figure", folder.figure("walk.png").toString());
    console.result(result);
    console.print("%s", folder.figure("walk.png"));
    console.say("down: %s; across: %s", walk.down(), walk.across());
    console.next(List.of("report", run));
    return 0;
  }
}
