package emaki.app;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki decode}. */
@Command(
    name = "decode",
    description =
        "Decode latents [n, k] into images [n, height, width, channels], uint8, with a trained run.",
    footerHeading = "%nExamples:%n",
    footer = "  emaki decode runs/roll --latents runs/roll/latents.npz --out images.npz")
final class DecodeCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--latents",
      paramLabel = "F.npz|F.npy",
      required = true,
      description = "An npz with an array named latents or a single array, or an npy.")
  private Path latents = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "G.npz",
      required = true,
      description = "The file to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    Npz.requireReplaceable(out);
    try (Autoencoder model = RunFolder.open(run).model()) {
      AutoencoderSpec shape = model.spec();
      float[] values = read(shape.latentDim());
      float[] decoded = model.decode(values);
      byte[] pixels = new byte[decoded.length];
      for (int i = 0; i < decoded.length; i++) {
        pixels[i] = (byte) Math.round(255 * decoded[i]);
      }
      int n = values.length / shape.latentDim();
      Npz.write(
          out,
          Map.of(
              "images", NpyArray.of(pixels, n, shape.height(), shape.width(), shape.channels())));
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", run.toString());
      result.put("images", n);
      result.put("out", out.toString());
      console.result(result);
      console.print(
          "%s: images [%d, %d, %d, %d]", out, n, shape.height(), shape.width(), shape.channels());
      return 0;
    }
  }

  private float[] read(int dimension) {
    NpyArray array = Npz.readOne(latents, "latents");
    int[] extents = array.shape();
    if (extents.length != 2 || extents[1] != dimension) {
      throw new InputException(
          latents.toString(),
          "expected latents [n, %d], found %s".formatted(dimension, Arrays.toString(extents)),
          "give latents of the dimension that the run was trained with");
    }
    float[] values = array.floats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InputException(
            latents.toString(),
            "row %d holds %s".formatted(i / dimension, values[i]),
            "give finite numbers");
      }
    }
    return values;
  }
}
