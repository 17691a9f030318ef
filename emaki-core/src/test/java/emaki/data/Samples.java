package emaki.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Small files of every kind that the readers know. */
final class Samples {
  private Samples() {}

  static byte[] idx(byte[] values, int... extents) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * extents.length + values.length);
    bytes.putInt(8 << 8 | extents.length);
    for (int extent : extents) {
      bytes.putInt(extent);
    }
    return bytes.put(values).array();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  /** An npy of version 1 with a header of any text. */
  static byte[] npy(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(10 + text.length + data.length)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .put((byte) text.length)
        .put((byte) (text.length >> 8))
        .put(text)
        .put(data)
        .array();
  }

  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** An image of noise, grey or coloured. */
  static void image(Path file, int height, int width, boolean grey) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(file.getFileName().toString().hashCode());
    for (int i = 0; i < height * width; i++) {
      int value = random.nextInt(256);
      image.setRGB(i % width, i / width, grey ? value * 0x10101 : random.nextInt(1 << 24));
    }
    String name = file.getFileName().toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }
}
