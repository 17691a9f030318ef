package emaki.report;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import java.awt.FontMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureTest {
  @TempDir private Path folder;

  @AfterEach
  void restore() {
    ImageIO.setCacheDirectory(null);
  }

  @Test
  void aNameThatIsTooLongLosesItsMiddle() {
    FontMetrics metrics = new Picture(1, 1).graphics().getFontMetrics(Picture.font(12));
    String name = "a long name with many words and a number at its end, 12";
    assertThat(Picture.fitted(name, metrics, 1000)).isEqualTo(name);
    String fitted = Picture.fitted(name, metrics, 120);
    assertThat(fitted).startsWith("a long ").contains("…").endsWith("12");
    assertThat(metrics.stringWidth(fitted)).isBetween(90, 120);
    assertThat(Picture.fitted(name, metrics, 1)).hasSizeLessThan(4);
    assertThat(Picture.fitted("", metrics, 1)).isEmpty();
  }

  /** A page is written after Ctrl-C too, when Java makes no temporary files any more. */
  @Test
  void picturesNeedNoTemporaryFile() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    ImageIO.setUseCache(true);
    ImageIO.setCacheDirectory(gone.toFile());
    Files.delete(gone);
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 40; i++) {
      ImageGrid.of(new float[64], 8, 8, 1, 1).write(images.resolve(i + ".png"));
    }
    new Picture(20, 10).write(folder.resolve("picture.png"));
    assertThat(Picture.width(Files.readAllBytes(folder.resolve("picture.png")))).isEqualTo(20);
    assertThat(Datasets.load(images.toString(), DatasetOptions.DEFAULT).images().size())
        .isEqualTo(40);
  }
}
