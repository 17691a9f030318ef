package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras store images as their sensors lie, and say in EXIF which way up they are. */
final class OrientationTest {
  @TempDir private Path folder;

  /** What each orientation makes of an image stored as 10 20 30 over 40 50 60. */
  private static final int[][][] SEEN = {
    {{10, 20, 30}, {40, 50, 60}},
    {{30, 20, 10}, {60, 50, 40}},
    {{60, 50, 40}, {30, 20, 10}},
    {{40, 50, 60}, {10, 20, 30}},
    {{10, 40}, {20, 50}, {30, 60}},
    {{40, 10}, {50, 20}, {60, 30}},
    {{60, 30}, {50, 20}, {40, 10}},
    {{30, 60}, {20, 50}, {10, 40}},
  };

  @Test
  void everyOrientation() throws IOException {
    for (int orientation = 1; orientation <= 8; orientation++) {
      Path file = folder.resolve(orientation + "/a.png");
      Files.createDirectories(file.getParent());
      Files.write(file, png(orientation));
      int[][] seen = SEEN[orientation - 1];
      assertThat(pixels(file)).as("orientation %d", orientation).isDeepEqualTo(seen);
    }
  }

  @Test
  void jpegsOfPhones() throws IOException {
    BufferedImage stored = new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 16 * 16; i++) {
      stored.getRaster().setSample(i % 16, i / 16, 0, 255);
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(stored, "jpg", jpeg);
    byte[] exif = exif(6);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg.toByteArray(), 0, 2);
    out.write(
        ByteBuffer.allocate(4)
            .putShort((short) 0xffe1)
            .putShort((short) (8 + exif.length))
            .array());
    out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    out.write(exif);
    out.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
    Path file = folder.resolve("phone/a.jpg");
    Files.createDirectories(file.getParent());
    Files.write(file, out.toByteArray());
    int[][] seen = pixels(file);
    assertThat(seen).hasDimensions(32, 16);
    assertThat(seen[3][8]).isGreaterThan(240);
    assertThat(seen[28][8]).isLessThan(15);
  }

  private int[][] pixels(Path file) {
    ImageSet images = Datasets.load(file.getParent().toString(), DatasetOptions.DEFAULT).images();
    byte[] values = new byte[images.values()];
    images.copyBytes(0, values, 0);
    int[][] rows = new int[images.height()][images.width()];
    for (int i = 0; i < values.length; i++) {
      rows[i / images.width()][i % images.width()] = values[i] & 0xff;
    }
    return rows;
  }

  private static byte[] png(int orientation) throws IOException {
    BufferedImage stored = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 6; i++) {
      stored.getRaster().setSample(i % 3, i / 3, 0, 10 * (i + 1));
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(stored, "png", png);
    byte[] plain = png.toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int header = 8 + 25;
    out.write(plain, 0, header);
    Samples.chunk(out, "eXIf", exif(orientation));
    out.write(plain, header, plain.length - header);
    return out.toByteArray();
  }

  /** TIFF with the one tag. */
  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }
}
