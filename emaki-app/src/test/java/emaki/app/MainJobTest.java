package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job from outside: every command on real runs, and what they leave on the disk. */
final class MainJobTest {
  private static final String TRAIN =
      "train --data kana:3000 --prior swiss-roll --hidden 128,64 --batch-size 250 --epochs 4 --json --out ";

  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  /** How well a run's latents fill its prior, as {@code train} recorded it. */
  private static JsonNode recordedFit(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("run.json").toFile()).path("fit");
  }

  /** What emaki finds by itself is recorded, logged by epoch, and the same where it is resumed. */
  @Test
  void widthAndWeightAreFoundAndRecorded() throws Exception {
    run(TRAIN + "auto --sigma auto --lambda auto").succeeded();
    JsonNode spec =
        new ObjectMapper().readTree(folder.resolve("auto/run.json").toFile()).path("spec");
    assertThat(spec.path("sigma").asText() + spec.path("lambda").asText()).isEqualTo("autoauto");
    List<String> lines = Files.readAllLines(folder.resolve("auto/metrics.csv"));
    assertThat(lines.get(0)).contains("train_sigma", "train_lambda", "validation_lambda");
    run("report auto").succeeded();
    assertThat(run("train --data kana:100 --sigma wide").refused().err())
        .contains("'wide' is neither a number nor auto");
    run("train --data kana:300 --epochs 1 --prior none --out none").succeeded();
    assertThat(run("shape none").refused().err()).contains("has no prior", "--prior gaussian");
    JsonNode other = run("shape none --prior gaussian --json").succeeded().json();
    assertThat(other.path("prior").asText()).isEqualTo("gaussian");
    assertThat(other.path("train").path("coverage").asDouble()).isBetween(0.0, 1.0);
    assertThat(run("shape none --prior rolls").refused().err()).contains("no such prior");
    Files.writeString(folder.resolve("flat.csv"), "1,2\n3,4\n");
    assertThat(run("shape none --prior points:flat.csv").refused().err())
        .contains("lives in 2 dimensions, the latents have 3", "name a prior of 3");
    assertThat(run("shape none --prior none").refused().err()).contains("nothing to compare with");
    Files.writeString(folder.resolve("huge.csv"), "1e30,2,3\n3,4e30,5\n");
    for (String command : List.of("shape none", "train --data kana:100 --sigma 1 --out huge")) {
      assertThat(run(command + " --prior points:huge.csv").refused().err())
          .contains("single precision has no room for that");
    }
    assertThat(folder.resolve("huge")).doesNotExist();
  }

  @Test
  void trainClusterWalkEncodeDecodeReportCompare() throws Exception {
    JsonNode trained = run(TRAIN + "runs/a").succeeded().json();
    assertThat(trained.path("status").asText()).isEqualTo("finished");
    assertThat(trained.path("epochs").asInt()).isEqualTo(4);
    for (String split : "train validation test".split(" ", -1)) {
      assertThat(trained.path("reconstruction_mse").path(split).asDouble()).isBetween(0.01, 0.2);
      assertThat(trained.path("divergence").path(split).asDouble()).isGreaterThan(0.1);
    }
    assertThat(trained.path("divergence").path("sample_size").asInt()).isEqualTo(250);
    assertThat(Files.readAllLines(folder.resolve("runs/a/metrics.csv"))).hasSize(5);

    JsonNode clustered = run("cluster runs/a --k 10 --seed 1 --json").succeeded().json();
    for (String metric : "accuracy nmi ari".split(" ", -1)) {
      for (String split : "train validation test all test_alone".split(" ", -1)) {
        assertThat(clustered.path(metric).path(split).asDouble())
            .as(metric + split)
            .isBetween(0.01, 1.0);
      }
    }
    JsonNode fit = run("shape runs/a --likelihood --json").succeeded().json();
    assertThat(fit.path("train")).isEqualTo(recordedFit(folder.resolve("runs/a")).path("train"));
    assertThat(fit.path("floor").path("two_sample_accuracy").asDouble()).isBetween(0.4, 0.6);
    assertThat(fit.path("floor").path("coverage").asDouble()).isGreaterThan(0.9);
    assertThat(fit.path("train").path("two_sample_accuracy").asDouble()).isBetween(0.6, 1.0);
    assertThat(fit.path("all").path("points").asInt()).isEqualTo(3500);
    assertThat(fit.path("all").path("divergence").asDouble())
        .isGreaterThan(5 * fit.path("all").path("floor").asDouble());
    JsonNode likelihood = fit.path("likelihood");
    assertThat(likelihood.path("decoded").path("images").asInt()).isEqualTo(500);
    assertThat(likelihood.path("decoded").path("samples").asInt()).isEqualTo(2700);
    assertThat(likelihood.path("training").path("samples").asInt()).isEqualTo(2700);
    // Images that four epochs decode are none yet.
    assertThat(likelihood.path("decoded").path("mean").asDouble())
        .isLessThan(likelihood.path("training").path("mean").asDouble());
    assertThat(run("shape runs/a").succeeded().out())
        .contains("1-NN accuracy", "coverage", "between all 3,500 latents");
    run("walk runs/a --rows 3 --columns 4").succeeded();
    assertThat(ImageIO.read(folder.resolve("runs/a/figures/walk.png").toFile())).isNotNull();

    run("encode runs/a --data kana:3000 --out z.npz").succeeded();
    NpyArray again = Npz.read(folder.resolve("z.npz")).get("latents");
    NpyArray stored = Npz.read(folder.resolve("runs/a/latents.npz")).get("latents");
    assertThat(again.floats()).isEqualTo(stored.floats());
    run("decode runs/a --latents z.npz --out x.npz").succeeded();
    assertThat(Npz.read(folder.resolve("x.npz")).get("images").shape())
        .containsExactly(3500, 28, 28, 1);
    try (ZipFile zip = new ZipFile(folder.resolve("z.npz").toFile())) {
      Files.copy(zip.getInputStream(zip.getEntry("latents.npy")), folder.resolve("z.npy"));
    }
    run("decode runs/a --latents z.npy --out y.npz").succeeded();
    assertThat(Cli.sha256(folder.resolve("y.npz"))).isEqualTo(Cli.sha256(folder.resolve("x.npz")));
    byte[] whole = Files.readAllBytes(folder.resolve("z.npz"));
    Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(run("decode runs/a --latents cut.npz --out y.npz").refused().err())
        .contains("cut.npz")
        .doesNotContain("numpy");

    run("report runs/a").succeeded();
    assertThat(Files.readString(folder.resolve("runs/a/report.html"))).contains("swiss-roll");
    run(TRAIN.replace("swiss-roll", "none") + "runs/b").succeeded();
    assertThat(run("runs list").succeeded().out()).contains("runs/a").contains("runs/b");
    assertThat(run("runs show runs/b --json").succeeded().json().toString()).contains("\"none\"");
    assertThat(run("runs compare runs/a runs/b").succeeded().out())
        .contains("prior")
        .doesNotContain("latent_dim");
  }

  @Test
  void runsAreReproducibleAndNeverOverwritten() throws Exception {
    run(TRAIN + "a").succeeded();
    run(TRAIN + "b").succeeded();
    assertThat(Cli.sha256(folder.resolve("a/model.safetensors")))
        .isEqualTo(Cli.sha256(folder.resolve("b/model.safetensors")));
    assertThat(Cli.sha256(folder.resolve("a/latents.npz")))
        .isEqualTo(Cli.sha256(folder.resolve("b/latents.npz")));
    assertThat(run(TRAIN + "a").refused().err()).contains("already holds a run");
  }

  /** Whatever the machine's cores: sums of one thread end in other bits than those of two. */
  @Test
  void encodingGivesARunsOwnLatents() throws Exception {
    run(TRAIN + "one --threads 1").succeeded();
    run("encode one --data kana:3000 --out one.npz").succeeded();
    assertThat(Npz.read(folder.resolve("one.npz")).get("latents").floats())
        .isEqualTo(Npz.read(folder.resolve("one/latents.npz")).get("latents").floats());
    Files.move(folder.resolve("one/model.safetensors"), folder.resolve("away"));
    assertThat(run("encode one --data kana:3000 --out two.npz").refused().err())
        .contains("one: has no model: its status is finished", "restore it");
    Path record = folder.resolve("one/run.json");
    Files.writeString(record, Files.readString(record).replace("\"finished\"", "\"interrupted\""));
    assertThat(run("encode one --data kana:3000 --out two.npz").refused().err())
        .contains("emaki train --resume one");
  }

  /** The points are the run's own from its first moment on. */
  @Test
  void aRunOutlivesThePointsItsPriorWasGivenBy() throws Exception {
    Path points = folder.resolve("points.csv");
    Files.writeString(points, "x,y\n1,2\n-3,0.5\n0,4\n");
    run("train --data kana:200 --hidden 16 --batch-size 50 --epochs 1 --latent-dim 2 --out p --prior points:points.csv")
        .succeeded();
    Files.delete(points);
    assertThat(run("runs show p").succeeded().out()).contains("points:points.csv");
    run("walk p --rows 2 --columns 2").succeeded();
    run("train --resume p").succeeded();
    run("report p").succeeded();
  }

  /** A class has a handful of images; a split alone has fewer points than there are clusters. */
  @Test
  void aSmallLabelledFolderIsClusteredAndListed() throws Exception {
    for (int i = 0; i < 60; i++) {
      Path sub = Files.createDirectories(folder.resolve("small/class-" + i % 10));
      BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(i % 12, i / 12, 0, 255);
      ImageIO.write(image, "png", sub.resolve("image-%02d.png".formatted(i)).toFile());
    }
    run("train --data small --hidden 8 --batch-size 10 --epochs 1 --out s").succeeded();
    JsonNode clustered = run("cluster s --k 10 --json").succeeded().json();
    assertThat(clustered.at("/accuracy/train").isNumber()).isTrue();
    assertThat(clustered.at("/accuracy/test_alone").isNull()).isTrue();
    assertThat(Files.readAllLines(folder.resolve("s/clusters.csv")))
        .hasSize(61)
        .startsWith("row,file,split,label,cluster")
        .element(1)
        .asString()
        .startsWith("0,class-0/image-00.png,");
    run("report s").succeeded();
  }

  /** A folder with one sub-folder: every clustering would score the same. */
  @Test
  void aSingleClassIsNoLabel() throws Exception {
    Path sub = Files.createDirectories(folder.resolve("pictures/holiday"));
    for (int i = 0; i < 40; i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(i % 8, i / 8, 0, 255);
      ImageIO.write(image, "png", sub.resolve("%02d.png".formatted(i)).toFile());
    }
    run("train --data pictures --hidden 8 --batch-size 10 --epochs 1 --out h").succeeded();
    Cli.Result clustered = run("cluster h --k 3 --json").succeeded();
    assertThat(clustered.json().has("accuracy")).isFalse();
    assertThat(clustered.json().path("sizes")).hasSize(3);
    assertThat(clustered.err()).contains("no labels, or all the same");
    run("report h").succeeded();
  }

  @Test
  void theFolderOfDatasetsIsNotTheDataset() throws Exception {
    run("train --data kana:200 --hidden 16 --batch-size 50 --epochs 1 --out e").succeeded();
    Cli.Result result =
        new Cli(folder)
            .with("EMAKI_DATA", folder.toString())
            .run("encode", "e", "--out", "z.npz")
            .refused();
    assertThat(result.err()).contains("--data");
  }

  @Test
  void divergedTrainingFailsWithAdvice() throws Exception {
    Cli.Result result = run(TRAIN + "wild --learning-rate 1e30").refused();
    assertThat(result.err()).contains("--learning-rate");
    assertThat(Files.readString(folder.resolve("wild/run.json")))
        .contains("\"status\" : \"failed\"");
    assertThat(result.err()).contains("before the first checkpoint");
  }

  @Test
  void ownFolderOfImagesOfMixedSizes() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Random random = new Random(1);
    for (int i = 0; i < 120; i++) {
      BufferedImage image = new BufferedImage(40 + i % 7, 30 + i % 5, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(i % 2 == 0 ? Color.RED : Color.CYAN);
      graphics.fillOval(random.nextInt(20), random.nextInt(15), 20, 15);
      graphics.dispose();
      ImageIO.write(image, "png", pictures.resolve("picture-" + i + ".png").toFile());
    }
    assertThat(run("train --data pictures --out p").refused().err()).contains("--resize");
    run("train --data pictures --resize 20x24 --hidden 32 --batch-size 20 --epochs 3 --out p --prior gaussian")
        .succeeded();
    JsonNode clustered = run("cluster p --k 2 --json").succeeded().json();
    assertThat(clustered.has("accuracy")).isFalse();
    assertThat(clustered.path("sizes").path(0).asInt() + clustered.path("sizes").path(1).asInt())
        .isEqualTo(120);
    assertThat(clustered.path("silhouette").path("train").asDouble()).isBetween(-1.0, 1.0);
    run("walk p").succeeded();
    run("report p").succeeded();
  }
}
