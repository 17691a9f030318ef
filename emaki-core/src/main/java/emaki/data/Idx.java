package emaki.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file of uint8 in the IDX format of the MNIST database, plain or gzipped: two zero bytes, a type
 * (8: uint8), the number of extents, the extents as big-endian int32, the values.
 */
final class Idx {
  private static final int UINT8 = 8;

  private Idx() {}

  /** What is made of a file's values while they are read. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(int[] extents, BoundedInput in) throws IOException;
  }

  /** Whether a file begins as one. */
  static boolean recognises(byte[] start) {
    boolean gzip = start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    return gzip || (start.length >= 3 && start[0] == 0 && start[1] == 0 && start[2] == UINT8);
  }

  /**
   * The extents of a file of images, [n, height, width], which it is large enough to hold.
   *
   * @throws InputException where it is missing, cut short or of another kind
   */
  static int[] imageExtents(Path file) {
    return read(file, 3, (extents, in) -> extents);
  }

  /**
   * Reads images into those from {@code first} on.
   *
   * @param size number of images in the file
   * @throws InputException where it is missing, cut short, too long or of another kind
   */
  static void readImages(Path file, PixelBlocks pixels, int first, int size) {
    read(
        file,
        3,
        (extents, in) -> {
          for (int row = first, count; row < first + size; row += count) {
            count = pixels.together(row, first + size - row);
            in.fill(pixels.block(row), pixels.offset(row), count * pixels.values());
          }
          in.end();
          return extents;
        });
  }

  /**
   * Reads labels, [n].
   *
   * @throws InputException where it is missing, cut short, too long or of another kind
   */
  static int[] labels(Path file) {
    byte[] values =
        read(
            file,
            1,
            (extents, in) -> {
              byte[] all = in.exactly(extents[0]);
              in.end();
              return all;
            });
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = values[i] & 0xff;
    }
    return labels;
  }

  private static <T> T read(Path file, int dimensions, Reading<T> reading) {
    try (BoundedInput in = open(file)) {
      int[] extents = extents(file, in, dimensions);
      return reading.of(extents, in);
    } catch (IOException e) {
      throw InputException.of(
          file, "cannot be read", e, "fetch it again, or check its permissions");
    }
  }

  private static int[] extents(Path file, BoundedInput in, int dimensions) throws IOException {
    byte[] magic = in.exactly(4);
    if (magic[0] != 0 || magic[1] != 0 || magic[2] != UINT8 || magic[3] != dimensions) {
      throw new InputException(
          file.toString(),
          "expected IDX of uint8 with %d dimensions (magic 000008%02x), found magic %02x%02x%02x%02x"
              .formatted(dimensions, dimensions, magic[0], magic[1], magic[2], magic[3]),
          "images are idx3, labels idx1");
    }
    int[] extents = new int[dimensions];
    ByteBuffer sizes = in.buffer(4 * dimensions);
    long total = 1;
    for (int i = 0; i < dimensions; i++) {
      extents[i] = sizes.getInt();
      boolean fits = extents[i] > 0 && total <= Long.MAX_VALUE / extents[i];
      if (!fits) {
        throw new InputException(
            file.toString(), "claims an extent of " + extents[i], "it is damaged; fetch it again");
      }
      total *= extents[i];
    }
    in.requireHolds(total);
    return extents;
  }

  private static BoundedInput open(Path file) throws IOException {
    long size = Files.size(file);
    // Not closed here where it is handed on: the reader closes it.
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return gzip
          ? BoundedInput.inflated(
              file.toString(), new GZIPInputStream(raw, 1 << 16), size, Long.MAX_VALUE)
          : BoundedInput.plain(file.toString(), raw, size);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }
}
