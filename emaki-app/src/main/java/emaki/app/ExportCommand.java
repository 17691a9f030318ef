package emaki.app;

import emaki.app.explore.StandalonePage;
import emaki.data.InputException;
import emaki.export.HuggingFaceExport;
import emaki.export.ParquetExport;
import emaki.export.TensorBoardExport;
import emaki.onnx.OnnxExport;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
          + " their images, the flat map, the film, and decoding anywhere by the weights inside it.",
      "--onnx: its networks as ONNX files, which ONNX Runtime and others compute, from Python, C#, a browser ...: encoder.onnx, decoder.onnx and"
          + " classifier.onnx, as far as the run has them. They take images as bytes [batch, height, width, channels].",
      "--huggingface: a folder as Hugging Face's hub has them: model.safetensors, config.json, onnx/, modeling_emaki.py for PyTorch,"
          + " and README.md, the model card: data, licence, figures by split, how to load it.",
      "--parquet: a row an image, as DuckDB, pandas and Embedding Atlas open it: latents, label, split, every clustering, file, error,"
          + " and what the run's classifier says.",
      "--tensorboard: a folder for TensorBoard: curves, how latents were spread, figures, and the files of its embedding projector."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki export runs/roll --explorer roll.html",
      "  emaki export runs/roll --explorer small.html --points 100",
      "  emaki export runs/roll --onnx roll-onnx",
      "  emaki export runs/roll --huggingface roll-model --parquet roll.parquet",
      "  emaki export runs/roll --tensorboard logs/roll"
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
      names = "--onnx",
      paramLabel = "DIR",
      description = "Write the run's networks into this folder.")
  private @Nullable Path onnx;

  @Option(
      names = "--huggingface",
      paramLabel = "DIR",
      description = "Write the run's model and its card into this folder.")
  private @Nullable Path huggingface;

  @Option(
      names = "--parquet",
      paramLabel = "FILE.parquet",
      description = "Write the run's latents, and what is known of their images, as a table.")
  private @Nullable Path parquet;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "Write the run's curves, figures and latents into this folder.")
  private @Nullable Path tensorboard;

  @Option(
      names = "--points",
      paramLabel = "N",
      description =
          "At most so many points in the page, drawn at random; the page says so. Default: all.")
  private @Nullable Integer points;

  @Override
  public Integer call() throws IOException {
    require();
    RunFolder folder = RunFolder.open(run);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    if (onnx != null) {
      say("onnx", OnnxExport.write(folder, onnx), result);
    }
    if (huggingface != null) {
      say("huggingface", HuggingFaceExport.write(folder, huggingface), result);
    }
    if (parquet != null) {
      int rows = ParquetExport.write(folder, parquet);
      result.put("rows", rows);
      say("parquet", List.of(parquet), result);
    }
    if (tensorboard != null) {
      say("tensorboard", TensorBoardExport.write(folder, tensorboard), result);
    }
    if (explorer != null) {
      page(folder, explorer, result);
    }
    if (Stream.of(huggingface, parquet, tensorboard).anyMatch(Objects::nonNull)) {
      sayLeftOut(folder);
    }
    console.result(result);
    return 0;
  }

  private void sayLeftOut(RunFolder folder) {
    if (folder.record().spec() instanceof TrialSpec) {
      for (String line : folder.clusterings().list(folder.latents()).leftOut()) {
        console.say("%s", line);
      }
    }
  }

  private void require() {
    if (Stream.of(explorer, onnx, huggingface, parquet, tensorboard).allMatch(Objects::isNull)) {
      throw new InputException(
          "export",
          "does not say into what",
          "add --explorer FILE.html for a page of its own, --onnx DIR for the networks, or another; --help tells of all");
    }
    if (points != null && explorer == null) {
      throw new InputException(
          "--points " + points, "is of the page that --explorer writes", "leave it out");
    }
    if (points != null && points < 1) {
      throw new InputException("--points " + points, "expected at least 1", "leave it out for all");
    }
  }

  private void say(String form, List<Path> written, Map<String, Object> result) throws IOException {
    result.put(form, written.stream().map(Path::toString).toList());
    for (Path file : written) {
      long bytes = Files.size(file);
      console.print(
          "%s: %s", file, bytes < 100_000 ? bytes + " bytes" : "%.1f MB".formatted(bytes / 1e6));
    }
  }

  private void page(RunFolder folder, Path file, Map<String, Object> result) throws IOException {
    console.say("writing %s ...", file);
    StandalonePage.Written written =
        StandalonePage.write(folder, file, points == null ? Integer.MAX_VALUE : points);
    result.put("explorer", file.toString());
    result.put("bytes", written.bytes());
    result.put("points", written.points());
    result.put("of", written.of());
    console.print(
        "%s: %.1f MB, %s", file, written.bytes() / 1e6, pointsIn(written.points(), written.of()));
    if (written.bytes() > LARGE) {
      console.say("That is much for a mail; --points 10000 writes fewer points, and says so.");
    }
    console.say("next: open %s in a browser; it needs nothing else", file);
  }

  private static String pointsIn(int points, int of) {
    return points == of
        ? "all %,d points".formatted(of)
        : "%,d of %,d points, drawn at random; the page says so".formatted(points, of);
  }
}
