package emaki.app;

import emaki.data.ImageSet;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.model.Autoencoder;
import emaki.remote.Cluster;
import emaki.remote.ImageSource;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "  emaki encode runs/roll --data FOLDER --resize 28x28 --out latents.npz",
      "",
      "On Apache Spark, with emaki-spark (docs/scaling.md), as a folder of Parquet files:",
      "  emaki encode runs/roll --data FOLDER --spark local[2] --out latents.parquet"
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
      description = "The file to write; with --spark the folder of Parquet files.")
  private Path out = Path.of("");

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description = "Encode on Apache Spark: local[2], spark://HOST:7077, ... Needs emaki-spark.")
  private @Nullable String spark;

  @Override
  public Integer call() throws IOException {
    return spark == null ? encode() : encode(spark);
  }

  private int encode(String master) throws IOException {
    Cluster.Provider machines = Clusters.provider(master);
    RunFolder folder = RunFolder.open(run);
    int dimension = folder.record().autoencoder().network().latentDim();
    console.say("connecting to %s ...", master);
    try (Cluster cluster = machines.connect(master, machines.cores())) {
      ImageSource images = new ImageSource(data.spec(), data.dataDir());
      Cluster.Encoded encoded = cluster.encode(folder, images, out);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", run.toString());
      result.put("images", encoded.images());
      result.put("skipped", encoded.skipped());
      result.put("latent_dim", dimension);
      result.put("seconds", encoded.seconds());
      result.put("out", out.toString());
      console.result(result);
      console.print(
          "%s: latents [%d, %d] in %.1f s%s",
          out,
          encoded.images(),
          dimension,
          encoded.seconds(),
          encoded.skipped() == 0 ? "" : ", left out as they cannot be read: " + encoded.skipped());
      return 0;
    }
  }

  private int encode() throws IOException {
    Npz.requireReplaceable(out);
    RunFolder folder = RunFolder.open(run);
    try (Autoencoder model = folder.model()) {
      ImageSet images = data.load(console, folder.record());
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      long began = System.nanoTime();
      float[] latents = model.encode(images);
      double seconds = (System.nanoTime() - began) / 1e9;
      arrays.put("latents", NpyArray.of(latents, images.size(), model.spec().latentDim()));
      arrays.put("labels", NpyArray.of(images.labels(), images.size()));
      Npz.write(out, arrays);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", run.toString());
      result.put("images", images.size());
      result.put("latent_dim", model.spec().latentDim());
      result.put("seconds", seconds);
      result.put("out", out.toString());
      console.result(result);
      console.print("%s: latents [%d, %d]", out, images.size(), model.spec().latentDim());
      console.next(List.of("decode", run, "--latents", out, "--out", "images.npz"));
      return 0;
    }
  }
}
