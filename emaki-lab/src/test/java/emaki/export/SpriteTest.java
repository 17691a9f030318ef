package emaki.export;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.ImageSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpriteTest {
  @TempDir private Path folder;

  /** Of two images, 2x1 in red, green and blue, each stands in a square of its own. */
  @Test
  void coloursStay() throws IOException {
    byte[] pixels = {10, 20, 30, 40, 50, 60, (byte) 200, 0, 0, 0, 0, (byte) 255};
    ImageSet images = ImageSet.of("two", pixels, 2, 1, 3, null, List.of(), List.of());
    Sprite sprite = new Sprite(images, new int[] {1, 0});
    sprite.write(folder.resolve("sprite.png"));
    BufferedImage written = ImageIO.read(folder.resolve("sprite.png").toFile());
    assertThat(written.getWidth()).isEqualTo(4);
    assertThat(written.getHeight()).isEqualTo(4);
    assertThat(written.getRGB(0, 0) & 0xffffff).isEqualTo(0xc80000);
    assertThat(written.getRGB(0, 1) & 0xffffff).isEqualTo(0x0000ff);
    assertThat(written.getRGB(2, 0) & 0xffffff).isEqualTo(0x0a141e);
    assertThat(written.getRGB(2, 1) & 0xffffff).isEqualTo(0x28323c);
    assertThat(written.getRGB(1, 0) & 0xffffff).isZero();
  }
}
