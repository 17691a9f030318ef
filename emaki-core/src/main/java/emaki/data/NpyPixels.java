package emaki.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes pixels of an array's values as they are read: integers are taken as they are, true is
 * white, floats are in [0, 1], or in [0, 255] where any is above 1, and go to the nearest uint8.
 */
final class NpyPixels {
  private final NpySource source;
  private final PixelBlocks pixels;
  private final int first;

  /** Values so far. */
  private long done;

  /** Whether a float above 1 was met: those before it are in [0, 255] too. */
  private boolean wide;

  private NpyPixels(NpySource source, PixelBlocks pixels, int first) {
    this.source = source;
    this.pixels = pixels;
    this.first = first;
  }

  /**
   * Reads a whole array into images from {@code first} on.
   *
   * @param size number of images in the array
   * @throws InputException where it is damaged or holds what is no pixel
   */
  static void read(NpySource source, PixelBlocks pixels, int first, int size) {
    NpyPixels reading = new NpyPixels(source, pixels, first);
    source.read(
        (header, in) -> {
          header.requireNumbers(source.origin());
          for (int row = first, count; row < first + size; row += count) {
            count = pixels.together(row, first + size - row);
            reading.fill(
                header, in, pixels.block(row), pixels.offset(row), count * pixels.values());
          }
          return reading;
        });
  }

  private void fill(NpyHeader header, BoundedInput in, byte[] target, int from, int count)
      throws IOException {
    if (header.kind() == 'u' && header.bytes() == 1) {
      in.fill(target, from, count);
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(header.bytes() << 13).order(header.order());
    for (int at = from; at < from + count; ) {
      int here = Math.min(1 << 13, from + count - at);
      in.fill(buffer.array(), 0, here * header.bytes());
      for (int i = 0; i < here; i++, at++, done++) {
        double value = header.at(buffer, i);
        target[at] =
            switch (header.kind()) {
              case 'f' -> nearest((float) value);
              case 'b' -> (byte) (value == 0 ? 0 : 255);
              default -> whole(value);
            };
      }
    }
  }

  private byte whole(double value) {
    if (value < 0 || value > 255) {
      throw new InputException(
          source.origin(),
          "expected 0 to 255, found %.0f at %d".formatted(value, done),
          "store uint8");
    }
    return (byte) value;
  }

  private byte nearest(float value) {
    if (!(value >= 0 && value <= 255)) {
      throw new InputException(
          source.origin(), "holds a pixel of " + value, "give pixels in [0, 1], or from 0 to 255");
    }
    if (value > 1 && !wide) {
      wide = true;
      narrow();
    }
    return (byte) Math.round(wide ? value : 255 * value);
  }

  /**
   * Brings the values so far, up to now in [0, 1] times 255, back to 0 or 1. That is exact: 128 and
   * more is what came of one half and more.
   */
  private void narrow() {
    int row = first;
    for (long left = done; left > 0; left -= pixels.values(), row++) {
      byte[] block = pixels.block(row);
      int from = pixels.offset(row);
      for (int i = from; i < from + Math.min(left, pixels.values()); i++) {
        block[i] = (byte) ((block[i] & 0xff) >>> 7);
      }
    }
  }
}
