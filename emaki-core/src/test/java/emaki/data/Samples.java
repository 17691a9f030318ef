package emaki.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

  /** A zip of entries that are stored or deflated. */
  static void zip(Path file, int method, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(entry.getValue());
          header.setCrc(crc.getValue());
          header.setSize(entry.getValue().length);
        }
        zip.putNextEntry(header);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /**
   * A PNG of one row, made by hand: Java writes neither grey with a transparent sample nor grey
   * with alpha of 16 bits.
   *
   * @param transparent content of the chunk tRNS; empty: none
   * @param row its bytes
   */
  static byte[] png(int width, int bits, int colourType, byte[] transparent, int... row)
      throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(1)
            .put((byte) bits)
            .put((byte) colourType)
            .array());
    if (transparent.length > 0) {
      chunk(png, "tRNS", transparent);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(0);
      for (int value : row) {
        out.write(value);
      }
    }
    chunk(png, "IDAT", packed.toByteArray());
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  /** Adds a chunk to a PNG. */
  static void chunk(ByteArrayOutputStream png, String name, byte[] content) throws IOException {
    byte[] named =
        ByteBuffer.allocate(4 + content.length)
            .put(name.getBytes(StandardCharsets.US_ASCII))
            .put(content)
            .array();
    CRC32 crc = new CRC32();
    crc.update(named);
    png.write(ByteBuffer.allocate(4).putInt(content.length).array());
    png.write(named);
    png.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** A WebP of 24 x 24 pixels in colour, which Java does not write. */
  static byte[] webp() throws IOException {
    try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream("glyph.webp"))) {
      return in.readAllBytes();
    }
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
