package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Classifiers from outside: on latents, on pixels, asked about new images, killed and resumed. */
final class ClassifyTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  @Test
  void onLatentsOnPixelsAndAskedAboutNewImages() throws Exception {
    run("train --data kana:1500 --latent-dim 16 --hidden 128 --batch-size 100 --epochs 20 --out a")
        .succeeded();
    JsonNode latents =
        run("classify a --recipe study --hidden 128 --epochs 20 --batch-size 100 --json")
            .succeeded()
            .json();
    assertThat(latents.path("run").asText()).isEqualTo("a/classifier");
    assertThat(latents.path("status").asText()).isEqualTo("finished");
    for (String split : "train validation test".split(" ", -1)) {
      assertThat(latents.path("accuracy").path(split).asDouble()).as(split).isBetween(0.25, 1.0);
    }
    JsonNode scores =
        new ObjectMapper().readTree(folder.resolve("a/classifier/classification.json").toFile());
    assertThat(scores.path("accuracy")).isEqualTo(latents.path("accuracy"));
    assertThat(accuracyOfPredictions("a/classifier", 2))
        .isEqualTo(latents.at("/accuracy/test").asDouble());
    assertThat(ImageIO.read(folder.resolve("a/classifier/figures/confusion.png").toFile()))
        .isNotNull();
    assertThat(Files.readAllLines(folder.resolve("a/classifier/confusion.csv"))).hasSize(11);
    run("report a").succeeded();
    assertThat(Files.readString(folder.resolve("a/report.html"))).contains("<h2>Classifier</h2>");
    run("report a/classifier").succeeded();
    assertThat(run("runs list a").succeeded().out()).contains("mlp on latents");

    // The whole data set again, through the encoder: the same answers as in training.
    JsonNode again =
        run("predict a/classifier --data kana:1500 --out p.csv --json").succeeded().json();
    assertThat(again.path("images").asInt()).isEqualTo(1750);
    List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
    assertThat(lines).hasSize(1751);
    assertThat(lines.get(0)).startsWith("row,file,label,predicted,probability,p_o,p_ki");
    long right =
        lines.stream().skip(1).map(l -> l.split(",", -1)).filter(l -> l[2].equals(l[3])).count();
    assertThat((double) right / 1750).isEqualTo(again.path("accuracy").asDouble());

    JsonNode pixels =
        run("classify --data kana:1500 --model cnn --recipe study --filters 8,16 --epochs 2 --out c"
                + " --json")
            .succeeded()
            .json();
    assertThat(pixels.at("/accuracy/test").asDouble()).isGreaterThan(0.3);
    run("classify --data kana:1500 --hidden 64 --epochs 2 --out m").succeeded();
    run("classify a --hidden 64 --epochs 2 --out a/strong").succeeded();
    assertThat(run("runs compare a/classifier a/strong").succeeded().out())
        .contains("recipe")
        .contains("accuracy.test");
  }

  /** By an independent reading of predictions.npz. */
  private double accuracyOfPredictions(String run, int split) throws Exception {
    Map<String, NpyArray> arrays = Npz.read(folder.resolve(run).resolve("predictions.npz"));
    float[] p = arrays.get("probabilities").floats();
    int[] labels = arrays.get("labels").ints();
    byte[] splits = arrays.get("split").bytes();
    int classes = p.length / labels.length;
    double right = 0;
    double all = 0;
    for (int i = 0; i < labels.length; i++) {
      if (splits[i] == split) {
        boolean best = true;
        for (int c = 0; c < classes; c++) {
          best &= p[i * classes + c] <= p[i * classes + labels[i]];
        }
        right += best ? 1 : 0;
        all++;
      }
    }
    return right / all;
  }

  @Test
  void killedAndInterruptedClassifiersResumeToTheSameBits() throws Exception {
    Cli cli = new Cli(folder);
    String train =
        "classify --data kana:3000 --recipe strong --hidden 128 --batch-size 50 --epochs 8 --out ";
    cli.run((train + "whole").split(" ", -1)).succeeded();
    String whole = Cli.sha256(folder.resolve("whole/model.safetensors"));

    Process killed = cli.start((train + "killed").split(" ", -1));
    Cli.awaitFile(folder.resolve("killed/checkpoints/last.safetensors"), killed);
    Thread.sleep(150);
    killed.destroyForcibly().waitFor();
    assertThat(folder.resolve("killed/model.safetensors")).doesNotExist();
    cli.run("classify", "--resume", "killed").succeeded();
    assertThat(Cli.sha256(folder.resolve("killed/model.safetensors"))).isEqualTo(whole);
    assertThat(Cli.sha256(folder.resolve("killed/predictions.npz")))
        .isEqualTo(Cli.sha256(folder.resolve("whole/predictions.npz")));

    Process stopped = cli.start((train + "stopped").split(" ", -1));
    Cli.awaitFile(folder.resolve("stopped/metrics.csv"), stopped);
    new ProcessBuilder("kill", "-INT", String.valueOf(stopped.pid())).start().waitFor();
    assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Cli.Result interrupted = cli.await(stopped);
    assertThat(interrupted.code()).isEqualTo(130);
    assertThat(interrupted.err()).contains("emaki classify --resume stopped");
    cli.run("classify", "--resume", "stopped").succeeded();
    assertThat(Cli.sha256(folder.resolve("stopped/model.safetensors"))).isEqualTo(whole);
  }

  /** The clock is asked once: what was chosen by it stands in the run as plain epochs. */
  @Test
  void aTimedRunIsResumedAndRepeatedToTheSameBits() throws Exception {
    Cli cli = new Cli(folder);
    Process stopped =
        cli.start(
            "classify --data kana:3000 --hidden 128 --batch-size 50 --minutes 0.05 --out timed"
                .split(" "));
    Cli.awaitFile(folder.resolve("timed/checkpoints/last.safetensors"), stopped);
    new ProcessBuilder("kill", "-INT", String.valueOf(stopped.pid())).start().waitFor();
    assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
    JsonNode timed = new ObjectMapper().readTree(folder.resolve("timed/run.json").toFile());
    int epochs = timed.at("/spec/epochs").asInt();
    assertThat(epochs).isBetween(1, 100);
    assertThat(timed.path("command").asText()).contains("--minutes 0.05", "--epochs " + epochs);
    cli.run("classify", "--resume", "timed").succeeded();

    String again = timed.path("command").asText().replaceFirst("^emaki ", "");
    cli.run(again.replace("--out timed", "--out again").split(" ", -1)).succeeded();
    for (String file : List.of("model.safetensors", "predictions.npz")) {
      assertThat(Cli.sha256(folder.resolve("again").resolve(file)))
          .as(file)
          .isEqualTo(Cli.sha256(folder.resolve("timed").resolve(file)));
    }
  }

  @Test
  void aFewPicturesTakeNoMinutes() throws Exception {
    for (int i = 0; i < 40; i++) {
      picture("few/%s/%02d.png".formatted(i % 2 == 0 ? "even" : "odd", i), i);
    }
    JsonNode mlp = run("classify --data few --hidden 32 --out mlp --json").succeeded().json();
    assertThat(mlp.path("epochs").asInt()).isEqualTo(100);
    assertThat(mlp.path("seconds").asDouble()).isLessThan(60);
    JsonNode brief =
        run("classify --data few --hidden 32 --minutes 0.000001 --out short --json")
            .succeeded()
            .json();
    assertThat(brief.path("epochs").asInt()).isEqualTo(1);
  }

  @Test
  void whatCannotBeClassifiedIsSaidInOneLine() throws Exception {
    for (int i = 0; i < 40; i++) {
      picture("flat/%02d.png".formatted(i), i);
      picture("one/only/%02d.png".formatted(i), i);
      picture("two/%s/%02d.png".formatted(i % 2 == 0 ? "even" : "odd", i), i);
      picture("three/%s/%02d.png".formatted(i % 2 == 0 ? "even" : "strange", i), i);
    }
    run("classify --data two --hidden 8 --epochs 1 --batch-size 10 --out two-mlp").succeeded();
    run("train --data two --hidden 8 --epochs 1 --batch-size 10 --out two-auto").succeeded();
    refused("classify --data flat --out x", "has no labels");
    refused("classify --data one --out x", "one class");
    refused("classify two-auto --model cnn --out x", "--model cnn");
    refused("classify --data two --model cnn --filters 8,8,8,8,8,8 --out x", "halved");
    refused("classify --data two --model tree --out x", "tree");
    refused("classify --data two --recipe secret --out x", "secret");
    refused("classify --data two --dropout 1 --out x", "--dropout 1");
    refused("classify --data two --hidden 0 --out x", "[0]");
    refused("classify --data two --epochs 0 --out x", "got 0");
    refused("classify --data two --minutes 0 --out x", "--minutes 0");
    refused("classify --data two --minutes NaN --out x", "--minutes NaN");
    refused("classify --data two --minutes -2 --epochs 3 --out x", "--minutes -2");
    refused("classify --data two --learning-rate 1e30 --out x", "--learning-rate");
    refused("classify nowhere --out x", "nowhere");
    refused("classify two-mlp --out x", "classifier's run");
    refused("classify --resume two-auto", "autoencoder's run");
    refused("train --resume two-mlp", "classifier's run");
    refused("cluster two-mlp", "two-mlp");
    refused("walk two-mlp", "classifier's run");
    refused("predict two-auto --data two", "autoencoder's run");
    refused("predict two-mlp --data kana:20", "28x28");
    refused("predict two-mlp --data three", "strange");
    refused("predict nowhere --data two", "nowhere");
    run("predict two-mlp --data flat").succeeded();
    assertThat(folder.resolve("x")).doesNotExist();

    Path model = folder.resolve("two-mlp/model.safetensors");
    byte[] whole = Files.readAllBytes(model);
    Files.write(model, java.util.Arrays.copyOf(whole, whole.length - 100));
    refused("predict two-mlp --data two", "model.safetensors");
    Files.copy(
        folder.resolve("two-auto/model.safetensors"),
        model,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    refused("predict two-mlp --data two", "classifier");
  }

  private void refused(String arguments, String named) throws Exception {
    assertThat(run(arguments).refused().err()).contains(named);
  }

  private void picture(String name, int value) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(value % 10, value / 10, 0, 255);
    ImageIO.write(image, "png", file.toFile());
  }
}
