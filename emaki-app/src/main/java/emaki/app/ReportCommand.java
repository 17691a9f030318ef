package emaki.app;

import emaki.report.Report;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code emaki report}. */
@Command(
    name = "report",
    description =
        "Write RUN/report.html: one file that opens from disk, with curves, latents in 3-D, walk and scores.",
    footerHeading = "%nExamples:%n",
    footer = "  emaki report runs/roll")
final class ReportCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    folder.requireWhole();
    Path report = Report.write(run);
    if (folder.record().spec() instanceof TrialSpec) {
      folder
          .clusterings()
          .list(folder.latents())
          .damaged()
          .values()
          .forEach(damage -> console.say("emaki: left out: %s", Wording.of(damage)));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    result.put("report", report.toString());
    result.put("bytes", Files.size(report));
    console.result(result);
    console.print("%s (%.1f MB)", report, Files.size(report) / 1e6);
    console.say("open it in a browser; it needs no network");
    return 0;
  }
}
