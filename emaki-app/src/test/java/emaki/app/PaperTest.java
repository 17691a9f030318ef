package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The study's reproduction from outside, rehearsed on embedded images. */
final class PaperTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  @Test
  void aKilledRehearsalGoesOnAndLaterCallsAddToIt() throws Exception {
    String[] command =
        "paper --data kana:300 --only table-2,fig-8,fig-10-12 --seeds 2 --out p".split(" ", -1);
    Process killed = new Cli(folder).start(command);
    Path first = folder.resolve("p/runs/none-seed0/clusterings/kmeans.json");
    Cli.awaitFile(first, killed);
    killed.destroyForcibly().waitFor();
    FileTime before = Files.getLastModifiedTime(first);

    Cli.Result result = new Cli(folder).run(command).succeeded();
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    assertThat(result.err()).contains("8 runs in p").contains("to go");
    assertThat(result.out()).contains("k-means, swiss roll").contains("study 42.00 %");

    JsonNode results = new ObjectMapper().readTree(folder.resolve("p/results.json").toFile());
    JsonNode gaussian = find(results, "table-2/gaussian/test_alone");
    assertThat(gaussian.path("study").asDouble()).isEqualTo(0.4519);
    assertThat(gaussian.at("/ours/n").asInt()).isEqualTo(2);
    assertThat(gaussian.path("holds").isNull()).as("kana is not the study's data").isTrue();
    double[] accuracy = new double[2];
    for (int seed = 0; seed < 2; seed++) {
      accuracy[seed] = clusterAccuracy("gaussian-sigma100-lambda0.1-seed" + seed, "test_alone");
    }
    assertThat(gaussian.at("/ours/mean").asDouble()).isEqualTo((accuracy[0] + accuracy[1]) / 2);
    double paired = 0;
    for (int seed = 0; seed < 2; seed++) {
      paired += (accuracy[seed] - clusterAccuracy("none-seed" + seed, "test_alone")) / 2;
    }
    assertThat(find(results, "table-2/gaussian-over-none/test_alone").at("/ours/mean").asDouble())
        .isCloseTo(paired, org.assertj.core.api.Assertions.within(1e-12));
    for (JsonNode run : gaussian.path("runs")) {
      assertThat(folder.resolve("p").resolve(run.asText()).resolve("report.html")).exists();
    }

    assertThat(Files.readAllLines(folder.resolve("p/tables/table-2.csv"))).hasSize(5);
    for (String figure : List.of("fig-8.png", "fig-10-12-none.png", "table-2-differences.png")) {
      assertThat(ImageIO.read(folder.resolve("p/figures").resolve(figure).toFile())).isNotNull();
    }
    assertThat(folder.resolve("p/index.html"))
        .content()
        .contains("Table 2: clusters by prior", "rehearsal", "data:image/png;base64");

    assertThat(folder.resolve("p/results.md"))
        .content()
        .contains(
            "## Table 2: clusters by prior",
            "| Gaussian over no prior | test alone | +5.19 points |");

    laterCallsAddToThePage();

    // Clustered otherwise meanwhile: that is not Table 2's, and is done again.
    run("cluster p/runs/none-seed1 --k 5").succeeded();
    Files.delete(folder.resolve("p/runs/gaussian-sigma100-lambda0.1-seed1/latents.npz"));
    Cli.Result damaged = new Cli(folder).run(command).succeeded();
    assertThat(damaged.err()).contains("8 runs in p, 1 to do");
    assertThat(folder.resolve("p/index.html"))
        .content()
        .contains("Cannot be shown")
        .contains("Fig. 8");
    assertThat(run("paper --data kana:400 --only fig-8 --out p").refused().err())
        .contains("was begun with --data kana:300");
    assertThat(run("paper --data kana:300 --budget full --out p").refused().err())
        .contains("was begun with --budget quick");
  }

  /** One table after another, with fewer seeds or more: the page shows all that is there. */
  private void laterCallsAddToThePage() throws Exception {
    Cli.Result later = run("paper --data kana:300 --only fig-9 --seeds 1 --out p").succeeded();
    assertThat(later.err()).contains("4 runs in p, 0 to do");
    JsonNode results = new ObjectMapper().readTree(folder.resolve("p/results.json").toFile());
    assertThat(find(results, "table-2/gaussian/train").at("/ours/n").asInt()).isEqualTo(2);
    assertThat(find(results, "fig-9/gaussian").at("/ours/n").asInt()).isEqualTo(1);
    double diagonal = find(results, "fig-10-12/none").at("/ours/mean").asDouble();
    assertThat(diagonal).isEqualTo(clusterAccuracy("none-seed0", "train"));
    assertThat(folder.resolve("p/results.md"))
        .content()
        .contains(
            "runs have not been done", "paper --data kana:300 --only fig-9 --seeds 1 --out p");
  }

  /** What stands in a run's place is another run, or none: nothing of it may get into a table. */
  @Test
  void runsThatAreNotThoseOfTheStudyAreRefused() throws Exception {
    String train = "train --data kana:200 --epochs 6 --threads 1 --learning-rate 0.001";
    run(train + " --hidden 16,8 --out p/runs/none-seed0").succeeded();
    Cli.Result hidden = run("paper --data kana:200 --only fig-9 --out p").refused();
    assertThat(hidden.err())
        .contains("p/runs/none-seed0", "was made with ", " hidden [16,8] instead of [800,400]")
        .doesNotContain("other images", "learning-rate");
    Cli.Result images = run("paper --data kana:210 --only fig-9 --out p").refused();
    assertThat(images.err())
        .contains("was made with other images, ", " hidden [16,8] instead of [800,400]");
    assertThat(folder.resolve("p/paper.json")).doesNotExist();

    Cli defaults = new Cli(folder).with("EMAKI_RESIZE", "14x14");
    Cli.Result resized = defaults.run("paper --data kana:200 --only fig-8 --out q".split(" ", -1));
    assertThat(resized.code()).isEqualTo(1);
    assertThat(resized.err())
        .contains(
            "swiss-roll-sigma1-lambda0.1-seed0 failed",
            "was made with other images, resize \"14x14\" instead of null");
  }

  /** The others are carried out, and the page says which was not, and why. */
  @Test
  void aFailedRunIsNamed() throws Exception {
    Path inTheWay = folder.resolve("p/runs/gaussian-sigma100-lambda0.1-seed0");
    Files.createDirectories(inTheWay);
    Files.writeString(inTheWay.resolve("note.txt"), "mine");
    Cli.Result result = run("paper --data kana:200 --only fig-9 --out p");
    assertThat(result.code()).isEqualTo(1);
    String failed = "gaussian-sigma100-lambda0.1-seed0 failed: ";
    assertThat(result.err()).contains("emaki: " + failed, "already holds something else");
    assertThat(folder.resolve("p/index.html")).content().contains(failed);
    JsonNode results = new ObjectMapper().readTree(folder.resolve("p/results.json").toFile());
    assertThat(find(results, "fig-9/none").at("/ours/n").asInt()).isEqualTo(1);
    assertThat(inTheWay.resolve("note.txt")).hasContent("mine");
  }

  @Test
  void anInterruptedRehearsalSaysSo() throws Exception {
    Cli cli = new Cli(folder);
    Process process = cli.start("paper --data kana:500 --only fig-9 --out p".split(" ", -1));
    Cli.awaitFile(folder.resolve("p/runs/none-seed0/run.json"), process);
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    Cli.Result result = cli.await(process);
    assertThat(result.code()).isEqualTo(130);
    assertThat(result.err()).contains("interrupted; the same command goes on");
    assertThat(folder.resolve("p/index.html")).content().contains("runs have not been done");
  }

  private double clusterAccuracy(String run, String split) throws Exception {
    return new ObjectMapper()
        .readTree(folder.resolve("p/runs").resolve(run).resolve("clusterings/kmeans.json").toFile())
        .path("accuracy")
        .path(split)
        .asDouble();
  }

  private static JsonNode find(JsonNode results, String id) {
    return StreamSupport.stream(results.spliterator(), false)
        .filter(finding -> finding.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no finding " + id));
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsWritten() throws Exception {
    Files.createDirectory(folder.resolve("nothing"));
    String home = folder.toString();
    Cli cli = new Cli(folder).with("HOME", home).with("XDG_CACHE_HOME", home);
    if (!Files.exists(Path.of("/usr/share/datasets/kmnist"))) {
      assertThat(
              cli.with("JAVA_TOOL_OPTIONS", "-Duser.home=" + home)
                  .run("paper", "--data-dir", "nothing", "--out", "p")
                  .err())
          .contains("emaki data fetch kmnist", "--data kana:6000 rehearses");
    }
    assertThat(run("paper --data kana:300 --only table-9 --out p").refused().err())
        .contains("table-9", "table-1");
    assertThat(run("paper --data kana:300 --seeds 0 --out p").refused().err())
        .contains("--seeds 0");
    assertThat(run("paper --data kana:3 --out p").refused().err()).contains("kana");
    Path plain = Files.createDirectory(folder.resolve("plain"));
    for (int i = 0; i < 40; i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      image.setRGB(i % 8, i / 8, 0xffffff);
      ImageIO.write(image, "png", plain.resolve(i + ".png").toFile());
    }
    assertThat(run("paper --data plain --out p").refused().err()).contains("no labels");
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThat(run("paper --data kana:300 --out .").refused().err())
        .contains("already holds something else");
    assertThat(folder.resolve("p")).doesNotExist();
  }
}
