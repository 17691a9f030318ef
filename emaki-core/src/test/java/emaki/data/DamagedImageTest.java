package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image whose file is not whole is not taken for sound. */
final class DamagedImageTest {
  private static final DatasetOptions SKIPPING = DatasetOptions.DEFAULT.withSkipUnreadable(true);

  @TempDir private Path folder;

  @Test
  void whateverIsMissingAtTheEnd() throws IOException {
    for (String kind : new String[] {"png", "jpg", "bmp", "gif", "tif", "webp"}) {
      Path file = folder.resolve(kind).resolve("a." + kind);
      if (kind.equals("webp")) {
        Files.createDirectories(file.getParent());
        Files.write(file, Samples.webp());
      } else {
        Samples.image(file, 40, 40, false);
      }
      load(file, DatasetOptions.DEFAULT);
      byte[] whole = Files.readAllBytes(file);
      for (int missing : new int[] {2, 16, whole.length / 10, whole.length / 2}) {
        Files.write(file, Arrays.copyOf(whole, whole.length - missing));
        // A GIF ends with a mark that stands for nothing, a TIFF with what may be nothing.
        boolean harmless = (kind.equals("gif") || kind.equals("tif")) && missing == 2;
        if (!harmless) {
          refused(file, "is damaged");
        }
      }
    }
  }

  /** Of a size that other bytes give: some hundred bytes would be drawn as millions of pixels. */
  @Test
  void aFrameOfWebpThatDoesNotBeginAsOneOrIsFarTooLarge() throws IOException {
    Path file = Files.createDirectories(folder.resolve("webp")).resolve("a.webp");
    byte[] whole = Samples.webp();
    int frame = new String(whole, StandardCharsets.ISO_8859_1).indexOf("VP8 ") + 8;
    assertThat(frame).isGreaterThan(8);
    byte[] broken = whole.clone();
    broken[frame + 3] ^= 1;
    Files.write(file, broken);
    refused(file, "its frame does not begin as one");
    broken = whole.clone();
    broken[frame + 7] = 0x1f;
    broken[frame + 9] = 0x1f;
    Files.write(file, broken);
    refused(file, "is damaged: 7960 x 7960 pixels cannot be in a frame of");
  }

  /** Of 29 bits a sample Java would make a table of all that it can be, gigabytes of it. */
  @Test
  void aTiffOfADepthThatNoneHas() throws IOException {
    Path file = Files.createDirectories(folder.resolve("tif")).resolve("a.tif");
    BufferedImage grey = new BufferedImage(7, 9, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(ImageIO.write(grey, "tif", file.toFile())).isTrue();
    byte[] whole = Files.readAllBytes(file);
    ByteBuffer entry = ByteBuffer.allocate(12);
    entry.order(whole[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    entry.putShort((short) 258).putShort((short) 3).putInt(1).putShort((short) 8);
    int at =
        new String(whole, StandardCharsets.ISO_8859_1)
            .indexOf(new String(entry.array(), StandardCharsets.ISO_8859_1));
    assertThat(at).isPositive();
    for (int bits : new int[] {17, 29}) {
      ByteBuffer.wrap(whole).order(entry.order()).putShort(at + 8, (short) bits);
      Files.write(file, whole);
      refused(file, "is damaged: it has %d bits a sample, expected 1 to 16".formatted(bits));
    }
  }

  @Test
  void aTailOfNothingButTheEnd() throws IOException {
    Path file = folder.resolve("a.png");
    Samples.image(file, 9, 9, true);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));
    refused(file, "a.png: is damaged: it is cut off: its end is missing");
  }

  @Test
  void bytesBrokenInTheMiddle() throws IOException {
    Path jpeg = folder.resolve("j/a.jpg");
    Samples.image(jpeg, 60, 60, false);
    byte[] bytes = Files.readAllBytes(jpeg);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 40, (byte) 0x55);
    Files.write(jpeg, bytes);
    refused(jpeg, "is damaged: it is cut off, or bytes in it are broken");
    Path png = folder.resolve("p/a.png");
    Samples.image(png, 60, 60, false);
    bytes = Files.readAllBytes(png);
    bytes[bytes.length / 2] ^= 1;
    Files.write(png, bytes);
    refused(png, "the checksum of its IDAT is wrong");
  }

  @Test
  void mayBeLeftOutAndIsListed() throws IOException {
    for (String name : new String[] {"a/1.png", "a/2.png", "b/3.png", "b/4.png"}) {
      Samples.image(folder.resolve(name), 6, 7, true);
    }
    Path bad = folder.resolve("a/1.png");
    Files.write(bad, Arrays.copyOf(Files.readAllBytes(bad), 60));
    Files.write(folder.resolve("b/none.jpg"), new byte[0]);
    Dataset data = Datasets.load(folder.toString(), SKIPPING);
    assertThat(data.images().files()).containsExactly("a/2.png", "b/3.png", "b/4.png");
    assertThat(data.images().labels()).containsExactly(0, 1, 1);
    assertThat(data.trainingCount()).isEqualTo(3);
    assertThat(data.remarks().unreadable())
        .containsExactly("a/1.png: is damaged: it is cut off", "b/none.jpg: is empty");
    assertThat(data.remarks().lines())
        .singleElement()
        .asString()
        .contains("skipped images that cannot be read: 2 (a/1.png: is damaged");
    assertThatThrownBy(() -> Datasets.load(folder.toString(), DatasetOptions.DEFAULT))
        .hasMessageContaining("1.png: is damaged: it is cut off (remove it");
  }

  @Test
  void someOneMustBeSound() throws IOException {
    Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Datasets.load(folder.toString(), SKIPPING))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of its 1 training images can be read, such as a.png: is not");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> load(file, DatasetOptions.DEFAULT))
        .as(file.toString())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("skip-unreadable");
  }

  private static Dataset load(Path file, DatasetOptions options) {
    return Datasets.load(file.getParent().toString(), options);
  }
}
