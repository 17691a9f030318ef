package emaki.app;

import emaki.app.explore.StandalonePage;
import emaki.data.InputException;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki export}. */
@Command(
    name = "export",
    description = {
      "Take a finished run away in another form.",
      "--explorer: its explorer as one HTML file that opens from disk with no server and no network: all points,"
          + " their images, the flat map, the film, and decoding anywhere by the weights inside it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki export runs/roll --explorer roll.html",
      "  emaki export runs/roll --explorer small.html --points 100"
    })
final class ExportCommand implements Callable<Integer> {
  /** What mail servers commonly take. */
  private static final long LARGE = 15_000_000;

  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--explorer",
      paramLabel = "FILE.html",
      description = "Write the run's explorer as one HTML file.")
  private @Nullable Path explorer;

  @Option(
      names = "--points",
      paramLabel = "N",
      description =
          "At most so many points in the page, drawn at random; the page says so. Default: all.")
  private int points = Integer.MAX_VALUE;

  @Override
  public Integer call() throws IOException {
    if (explorer == null) {
      throw new InputException(
          "export", "does not say into what", "add --explorer FILE.html for a page of its own");
    }
    if (points < 1) {
      throw new InputException("--points " + points, "expected at least 1", "leave it out for all");
    }
    RunFolder folder = RunFolder.open(run);
    console.say("writing %s ...", explorer);
    StandalonePage.Written written = StandalonePage.write(folder, explorer, points);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    result.put("explorer", explorer.toString());
    result.put("bytes", written.bytes());
    result.put("points", written.points());
    result.put("of", written.of());
    console.result(result);
    console.print(
        "%s: %.1f MB, %s",
        explorer, written.bytes() / 1e6, pointsIn(written.points(), written.of()));
    if (written.bytes() > LARGE) {
      console.say("That is much for a mail; --points 10000 writes fewer points, and says so.");
    }
    console.say("next: open %s in a browser; it needs nothing else", explorer);
    return 0;
  }

  private static String pointsIn(int points, int of) {
    return points == of
        ? "all %,d points".formatted(of)
        : "%,d of %,d points, drawn at random; the page says so".formatted(points, of);
  }
}
