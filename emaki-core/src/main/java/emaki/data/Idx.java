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
 *
 * @param extents such as [n, height, width] or [n]
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Idx(int[] extents, byte[] values) {
  private static final int UINT8 = 8;

  /** Whether a file begins as one. */
  static boolean recognises(byte[] start) {
    boolean gzip = start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    return gzip || (start.length >= 3 && start[0] == 0 && start[1] == 0 && start[2] == UINT8);
  }

  /**
   * Reads a file.
   *
   * @param dimensions number of extents that are expected
   * @throws InputException where it is missing, cut short, too long or of another kind
   */
  static Idx read(Path file, int dimensions) {
    try (BoundedInput in = open(file)) {
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
              file.toString(),
              "claims an extent of " + extents[i],
              "it is damaged; fetch it again");
        }
        total *= extents[i];
      }
      byte[] values = in.exactly(total);
      in.end();
      return new Idx(extents, values);
    } catch (IOException e) {
      throw new InputException(
          file.toString(),
          "cannot be read: " + InputException.reason(e),
          "fetch it again, or check its permissions",
          e);
    }
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
          ? BoundedInput.inflated(file.toString(), new GZIPInputStream(raw, 1 << 16), size)
          : BoundedInput.plain(file.toString(), raw, size);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }
}
