package emaki.app;

import emaki.data.AtomicFile;
import emaki.data.ImageSet;
import emaki.run.RunFolder;
import emaki.trial.PredictedLabels;
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

/** {@code emaki predict}. */
@Command(
    name = "predict",
    description = {
      "Label images with a trained classifier: a CSV with a line an image, its most probable class and the probability",
      "of each. Images that have labels are scored too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki predict runs/roll/classifier --data kana:60 --out labels.csv",
      "  emaki predict runs/cnn --data kana:60",
      "",
      "With images of your own in FOLDER:",
      "  emaki predict runs/cnn --data FOLDER --resize 28x28 --out labels.csv"
    })
final class PredictCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The classifier's run folder.")
  private Path run = Path.of("");

  @Mixin private DataArguments data = new DataArguments();

  @Option(
      names = "--out",
      paramLabel = "F.csv",
      defaultValue = "-",
      description = "The file to write; -: standard output, the default.")
  private Path out = Path.of("-");

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    ImageSet images = data.load(console, folder.record());
    PredictedLabels prediction = PredictedLabels.of(folder, images);
    boolean toFile = !out.toString().equals("-");
    if (toFile) {
      AtomicFile.write(out, prediction::write);
    } else if (!console.json()) {
      prediction.write(System.out);
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    result.put("images", images.size());
    result.put("accuracy", prediction.accuracy());
    result.put("out", toFile ? out.toString() : null);
    console.result(result);
    if (toFile) {
      console.print("%s: %d images", out, images.size());
    }
    Double accuracy = prediction.accuracy();
    if (accuracy != null) {
      console.say("accuracy %.4f on the %d labelled images", accuracy, prediction.labelled());
    }
    return 0;
  }
}
