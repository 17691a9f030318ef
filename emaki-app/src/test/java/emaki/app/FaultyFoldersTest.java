package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.NameEncoding;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a folder of images is said, and stands in the run. */
final class FaultyFoldersTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  @Test
  void damagedImagesAreRefusedOrListed() throws Exception {
    for (int i = 0; i < 24; i++) {
      image("pictures/%s/%02d.png".formatted(i % 2 == 0 ? "a" : "b", i), i);
    }
    Path bad = folder.resolve("pictures/a/04.png");
    Files.write(bad, Arrays.copyOf(Files.readAllBytes(bad), 70));
    Files.createDirectories(folder.resolve("pictures/empty"));
    String train = "train --data pictures --latent-dim 2 --hidden 8 --epochs 1 --out runs/r";
    assertThat(run(train).refused().err())
        .contains("pictures/a/04.png: is damaged: it is cut off")
        .contains("--skip-unreadable");
    Cli.Result trained = run(train + " --skip-unreadable").succeeded();
    assertThat(trained.err())
        .contains("skipped images that cannot be read: 1 (a/04.png: is damaged: it is cut off)")
        .contains("passed over folders without images: 1 (empty)");
    JsonNode record = new ObjectMapper().readTree(folder.resolve("runs/r/run.json").toFile());
    assertThat(record.at("/dataset/images").asInt()).isEqualTo(23);
    assertThat(record.at("/dataset/remarks/unreadable/0").asText()).startsWith("a/04.png: ");
    assertThat(record.at("/dataset/remarks/lines")).hasSize(2);
    assertThat(record.at("/spec/skip_unreadable").asBoolean()).isTrue();
    run("cluster runs/r --k 2").succeeded();
    assertThat(Files.readAllLines(folder.resolve("runs/r/files.txt"))).hasSize(23);
  }

  @Test
  void aLineBreakInANameShiftsNoOther() throws Exception {
    List<String> names = List.of("a/1\n2.png", "a/\"3.png", "a/4.png", "b/5,6.png", "b/7.png");
    for (int i = 0; i < 20; i++) {
      image("odd/" + (i < 5 ? names.get(i) : "b/x%02d.png".formatted(i)), i);
    }
    run("train --data odd --latent-dim 2 --hidden 8 --epochs 1 --out r").succeeded();
    run("cluster r --k 2").succeeded();
    List<String> lines = Files.readAllLines(folder.resolve("r/files.txt"));
    assertThat(lines).hasSize(20);
    assertThat(lines).contains("\"a/1\\n2.png\"", "a/4.png", "b/7.png", "a/\"3.png");
    String table = Files.readString(folder.resolve("r/clusters.csv"));
    assertThat(table).contains(",\"a/1\n2.png\",").contains(",\"b/5,6.png\",");
    int row = lines.indexOf("b/7.png");
    assertThat(table.lines()).anyMatch(line -> line.startsWith(row + ",b/7.png,"));
  }

  /** As in cron, containers and services. */
  @Test
  void namesBeyondAsciiNeedAnEnvironmentThatTellsThem() throws Exception {
    assumeTrue(NameEncoding.isWhole(), "the tests run where names are ASCII");
    image("pictures/\u732b/1.png", 1);
    image("pictures/\u72ac/2.png", 2);
    Cli ascii = new Cli(folder).with("LC_ALL", "C");
    assertThat(ascii.run("data", "check", "pictures").refused().err())
        .contains("its name is beyond", "LC_ALL=C.UTF-8");
    assertThat(ascii.run("data", "check", "pictures/\u732b").refused().err())
        .contains("LC_ALL=C.UTF-8");
    assertThat(ascii.run("data", "export", "kana:12", "--out", "\u732b.npz").refused().err())
        .contains("LC_ALL=C.UTF-8");
    assertThat(ascii.run("doctor").succeeded().err())
        .contains("amiss: names of files beyond ANSI_X3.4-1968 cannot be told");
  }

  /** As the explorer does with an image that is dropped onto it. */
  @Test
  void greyModelsTakeColourAndTheReverse() throws Exception {
    for (int i = 0; i < 20; i++) {
      image("grey/%02d.png".formatted(i), i);
      coloured("colour/%02d.png".formatted(i), i);
    }
    String train = " --latent-dim 2 --hidden 8 --epochs 1 --out ";
    run("train --data grey" + train + "g").succeeded();
    run("train --data colour" + train + "c").succeeded();
    assertThat(run("encode g --data colour --out z.npz").succeeded().err())
        .contains("colour: in colour, the model grey: each pixel is taken as the mean");
    assertThat(run("encode c --data grey --out z.npz").succeeded().err())
        .contains("grey: grey, the model in colour");
    assertThat(run("encode c --data grey --resize 9x9 --out z.npz").refused().err())
        .contains("--resize 5x6");
  }

  @Test
  void imagesWithoutLabelsAreFollowedByIslands() throws Exception {
    for (int i = 0; i < 40; i++) {
      image("plain/%02d.png".formatted(i), i);
    }
    Cli cli = new Cli(folder);
    assertThat(
            cli.run("train --data plain --resize 8x8 --epochs 1 --out plain-run".split(" ")).err())
        .contains("next: emaki cluster plain-run --method islands");
    cli.run("cluster plain-run --method islands".split(" ")).succeeded();
  }

  @Test
  void whatIsSuggestedRunsAsItStands() throws Exception {
    for (int i = 0; i < 24; i++) {
      image("my pictures/%s/%02d.png".formatted(i % 2 == 0 ? "a" : "b", i), i);
    }
    image("few/1.png", 1);
    Cli cli = new Cli(folder);
    assertThat(cli.run("data", "check", "few").succeeded().err())
        .contains("emaki train would refuse it: few: its 1 training images are too few")
        .doesNotContain("next:");
    Cli.Result said =
        cli.run(
            "classify",
            "--data",
            "my pictures",
            "--resize",
            "8x8",
            "--model",
            "mlp",
            "--minutes",
            "0.01",
            "--out",
            "my run");
    assertThat(said.succeeded().err())
        .contains("next: emaki predict 'my run' --data '" + folder.resolve("my pictures") + "'")
        .contains(" --resize 8x8; emaki report 'my run'");
    image("others/a/1.png", 1);
    image("others/c/2.png", 2);
    assertThat(cli.run("predict", "my run", "--data", "others", "--resize", "8x8").refused().err())
        .contains(
            "others: has images of classes that the classifier has not learnt: c (it knows a, b;")
        .contains("a folder without sub-folders");
  }

  private void image(String name, int seed) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 30; i++) {
      image.getRaster().setSample(i % 6, i / 6, 0, (37 * i + 11 * seed) % 256);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private void coloured(String name, int seed) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 30; i++) {
      image.setRGB(i % 6, i / 6, (0x123456 * (i + 1) + 0x777777 * seed) & 0xffffff);
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
