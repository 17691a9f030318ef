package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Benchmarks from outside, on embedded images: killed, gone on with, interrupted, refused. */
final class BenchmarkTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  private JsonNode read(String file) throws Exception {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  @Test
  void aKilledClusteringGoesOn() throws Exception {
    String command =
        "benchmark clustering --data kana:700 --only pca,plain-3 --epochs 1 --hidden 8 --seeds 1 --out b";
    JsonNode plan = run(command + " --dry-run --json").succeeded().json();
    assertThat(plan.at("/jobs/0/commands/0").asText())
        .startsWith(
            "emaki benchmark pixels --data kana:700 --components 50 --methods 'kmeans:k=10,starts=5;");
    assertThat(plan.at("/jobs/1/commands")).hasSize(5);
    assertThat(plan.path("estimate_seconds").asDouble()).isPositive();
    assertThat(folder.resolve("b")).doesNotExist();

    Process killed = new Cli(folder).start(command.split(" ", -1));
    Path first = folder.resolve("b/runs/plain-3-seed0/clusterings/kmeans.json");
    Cli.awaitFile(first, killed);
    killed.destroyForcibly().waitFor();
    FileTime before = Files.getLastModifiedTime(first);
    Cli.Result result = run(command).succeeded();
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    assertThat(result.err()).contains("2 runs in b").contains("to go");
    assertThat(result.out())
        .contains(
            "| representation | k-means | Gaussian mixture | spectral | islands, classes taken")
        .contains("66.05");

    for (String representation : new String[] {"pca", "plain-3"}) {
      for (String method : new String[] {"kmeans", "mixture", "spectral", "islands"}) {
        JsonNode record =
            read("b/runs/%s-seed0/clusterings/%s.json".formatted(representation, method));
        assertThat(accuracy(read("b/results.json"), representation, method))
            .isEqualTo(record.at("/accuracy/all_alone").asDouble());
      }
    }
    JsonNode alone =
        run("benchmark pixels --data kana:700 --methods kmeans:k=10 --seed 0 --threads 2 --out alone --json")
            .succeeded()
            .json();
    assertThat(alone.at("/clusterings/0/accuracy/all_alone").asDouble())
        .isEqualTo(accuracy(read("b/results.json"), "pca", "kmeans"));

    assertThat(run(command).succeeded().err()).contains("0 to do");
    assertThat(run(command.replace("--epochs 1", "--epochs 2")).refused().err())
        .contains("was begun with epochs 1, not 2");
    // The clustering that a person made under its name since is another: it is made again.
    run("cluster b/runs/plain-3-seed0 --k 4").succeeded();
    assertThat(run(command + " --dry-run").succeeded().out())
        .contains(
            "emaki cluster b/runs/plain-3-seed0 --method kmeans:k=10,starts=5 --seed 0 --name kmeans");
  }

  private static double accuracy(JsonNode results, String representation, String method) {
    for (JsonNode score : results.path("scores")) {
      if (score.path("representation").asText().equals(representation)
          && score.path("method").asText().equals(method)
          && score.path("measure").asText().equals("accuracy")
          && score.path("images").asText().equals("all_alone")) {
        return score.at("/spread/mean").asDouble();
      }
    }
    throw new AssertionError("no score of " + representation + " by " + method);
  }

  @Test
  void anInterruptedShapingSaysWhatItHas() throws Exception {
    Cli cli = new Cli(folder);
    Process process =
        cli.start(
            "benchmark shaping --data kana:300 --priors heart --divergences energy --epochs 1 --hidden 8 --seeds 1 --out b"
                .split(" ", -1));
    Cli.awaitFile(folder.resolve("b/runs/heart-energy-lambda0.3-seed0/run.json"), process);
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    Cli.Result interrupted = cli.await(process);
    assertThat(interrupted.code()).isEqualTo(130);
    assertThat(interrupted.err()).contains("interrupted; the same command goes on");
    assertThat(interrupted.out()).contains("| energy distance | 1.05 | 0 of 1 | not reached |");
    JsonNode run = read("b/runs/heart-energy-lambda0.1-seed0/run.json");
    assertThat(run.at("/spec/prior").asText()).isEqualTo("points:b/heart.npz");
    assertThat(run.at("/fit/train/coverage").isNumber()).isTrue();
    assertThat(run("runs list b/runs").succeeded().out()).contains("none-2d-seed0");
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsWritten() throws Exception {
    assertThat(run("benchmark shaping --data kana:100 --priors torus --out b").refused().err())
        .contains("--priors torus", "there are swiss-roll, ");
    assertThat(run("benchmark shaping --data kana:100 --divergences kl --out b").refused().err())
        .contains("--divergences kl", "there are cauchy-schwarz, ");
    assertThat(run("benchmark clustering --data kana:100 --only vae --out b").refused().err())
        .contains("--only vae", "there are pixels, ");
    assertThat(run("benchmark clustering --data kana:100 --seeds 0 --out b").refused().err())
        .contains("--seeds 0");
    assertThat(run("benchmark shaping --data kana:100 --epochs 0 --out b").refused().err())
        .contains("epochs");
    assertThat(run("benchmark shaping --data nowhere --out b").refused().err()).contains("nowhere");
    assertThat(
            run("benchmark pixels --data kana:100 --components 9999 --methods kmeans --out b")
                .refused()
                .err())
        .contains("--components 9999", "expected 0 to 784");
    Path plain = Files.createDirectory(folder.resolve("plain"));
    for (int i = 0; i < 40; i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      image.setRGB(i % 8, i / 8, 0xffffff);
      ImageIO.write(image, "png", plain.resolve(i + ".png").toFile());
    }
    assertThat(run("benchmark clustering --data plain --out b").refused().err())
        .contains("no labels");
    assertThat(run("benchmark shaping --data kana:100 --out .").refused().err())
        .contains("already holds something else");
    assertThat(folder.resolve("b")).doesNotExist();
  }
}
