package emaki.app;

import emaki.data.ImageSet;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.model.Autoencoder;
import emaki.run.RunFolder;
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

/** {@code emaki encode}. */
@Command(
    name = "encode",
    description =
        "Encode images into latents with a trained run: an npz with latents [n, k] and labels [n] (-1: none).",
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki encode runs/roll --data kana:60 --out latents.npz",
      "",
      "With images of your own in FOLDER:",
      "  emaki encode runs/roll --data FOLDER --resize 28x28 --out latents.npz"
    })
final class EncodeCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Mixin private DataArguments data = new DataArguments();

  @Option(
      names = "--out",
      paramLabel = "F.npz",
      required = true,
      description = "The file to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    Npz.requireReplaceable(out);
    RunFolder folder = RunFolder.open(run);
    try (Autoencoder model = folder.model()) {
      ImageSet images = data.load(console, folder.record());
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      arrays.put(
          "latents", NpyArray.of(model.encode(images), images.size(), model.spec().latentDim()));
      arrays.put("labels", NpyArray.of(images.labels(), images.size()));
      Npz.write(out, arrays);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", run.toString());
      result.put("images", images.size());
      result.put("latent_dim", model.spec().latentDim());
      result.put("out", out.toString());
      console.result(result);
      console.print("%s: latents [%d, %d]", out, images.size(), model.spec().latentDim());
      console.next(List.of("decode", run, "--latents", out, "--out", "images.npz"));
      return 0;
    }
  }
}
