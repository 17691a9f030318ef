package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code emaki data} from outside, without a network. */
final class DataCommandTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  @Test
  void listTellsWhenceAndHowLarge() throws Exception {
    JsonNode sets = run("data list --json").succeeded().json().path("datasets");
    JsonNode kmnist = sets.path(1);
    assertThat(kmnist.path("name").asText()).isEqualTo("kmnist");
    assertThat(kmnist.path("bytes").asLong()).isEqualTo(21_240_818);
    assertThat(kmnist.path("files")).hasSize(4);
    assertThat(kmnist.at("/files/0/url").asText()).startsWith("http").endsWith("ubyte.gz");
    assertThat(kmnist.at("/files/0/md5").asText()).hasSize(32);
    assertThat(sets.path(2).at("/files/0/md5").isNull()).isTrue();
    assertThat(sets.path(2).path("bytes").isNull()).isTrue();
    assertThat(run("data list").succeeded().out())
        .contains("18.2 MB  http://codh.rois.ac.jp/kmnist/dataset/kmnist/train-images")
        .contains("not known  http://codh.rois.ac.jp/kmnist/dataset/k49/k49-train-imgs.npz");
    assertThat(run("data fetch --help").succeeded().out()).contains("k49");
  }

  @Test
  void whatComesNextFindsTheSameImages() throws Exception {
    assertThat(run("data check kana:12").succeeded().err())
        .endsWith("next: emaki train --data kana:12\n");
    assertThat(run("data check kana:12 --resize 14x7 --data-dir .").succeeded().err())
        .endsWith("next: emaki train --data kana:12 --data-dir . --resize 14x7\n");
  }

  @Test
  void exportReplacesAnNpzOnly() throws Exception {
    Path npz = folder.resolve("k.npz");
    run("data export kana:12 --out k.npz").succeeded();
    run("data export kana:18 --resize 14x7 --out k.npz").succeeded();
    NpyArray images = Npz.read(npz).get("images");
    assertThat(images.shape()).containsExactly(21, 14, 7, 1);
    Path letter = Files.writeString(folder.resolve("letter.npz"), "Dear Sir or Madam");
    assertThat(run("data export kana:12 --out letter.npz").refused().err()).contains("letter.npz");
    assertThat(letter).hasContent("Dear Sir or Madam");
  }

  @Test
  void showDrawsTenByTenImages() throws Exception {
    run("data show kana:200 --out plain.png").succeeded();
    run("data show kana:200 --augment --out views.png").succeeded();
    run("data show kana:200 --augment --seed 1 --out other.png").succeeded();
    run("data show kana:200 --augment --out again.png").succeeded();
    assertThat(ImageIO.read(folder.resolve("plain.png").toFile()).getWidth()).isEqualTo(582);
    assertThat(folder.resolve("again.png")).hasSameBinaryContentAs(folder.resolve("views.png"));
    assertThat(Files.mismatch(folder.resolve("other.png"), folder.resolve("views.png")))
        .isNotNegative();
    Path letter = Files.writeString(folder.resolve("letter.png"), "Dear Sir or Madam");
    assertThat(run("data show kana:12 --out letter.png").refused().err()).contains("letter.png");
    assertThat(letter).hasContent("Dear Sir or Madam");
  }

  @Test
  void oneClassIsRemarkedUpon() throws Exception {
    for (int i = 0; i < 3; i++) {
      Path sub = Files.createDirectories(folder.resolve("pictures/holiday"));
      ImageIO.write(
          new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY),
          "png",
          sub.resolve(i + ".png").toFile());
    }
    assertThat(run("data check pictures").succeeded().err()).contains("one class, holiday");
    assertThat(run("data check kana:50").succeeded().err()).doesNotContain("one class");
  }
}
