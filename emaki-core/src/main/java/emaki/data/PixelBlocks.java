package emaki.data;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * uint8 values of images of one size, in blocks of whole images: more than one array can hold. The
 * memory is one byte a value; what the blocks add is too little to count.
 */
final class PixelBlocks {
  /** With its header a block is 16 MiB: whole regions of collectors that have regions. */
  private static final int BLOCK = (1 << 24) - 16;

  private final byte[][] blocks;
  private final int size;
  private final int values;
  private final int rows;

  /**
   * All zeros.
   *
   * @param size number of images
   * @param values in one image
   * @param most bytes in a block of more than one image
   */
  PixelBlocks(int size, int values, int most) {
    this.size = size;
    this.values = values;
    this.rows = Math.max(1, Math.min(size, most / values));
    this.blocks = new byte[(int) (((long) size + rows - 1) / rows)][];
    for (int i = 0; i < blocks.length; i++) {
      long left = size - (long) i * rows;
      blocks[i] = new byte[(int) Math.min(rows, left) * values];
    }
  }

  private PixelBlocks(byte[] pixels, int values) {
    this.size = pixels.length / values;
    this.values = values;
    this.rows = size;
    this.blocks = new byte[][] {pixels};
  }

  /** Takes over an array of whole images. */
  static PixelBlocks of(byte[] pixels, int values) {
    return new PixelBlocks(pixels, values);
  }

  /**
   * Room for images, all zeros.
   *
   * @param what they come from, for messages
   * @param size number of images
   * @param values in one image
   * @throws InputException where the heap is too small, before any memory is taken
   */
  static PixelBlocks allocate(String what, long size, int values) {
    requireRoom(what, Math.multiplyExact(size, values));
    if (size > Integer.MAX_VALUE - 8) {
      throw new InputException(
          what, "holds %d images, more than can be counted".formatted(size), "use fewer images");
    }
    return new PixelBlocks((int) size, values, BLOCK);
  }

  /**
   * Refuses more pixels than the heap's old generation holds.
   *
   * @param what they come from, for messages
   * @param bytes of all pixels that are held at a time
   * @throws InputException where they do not fit
   */
  static void requireRoom(String what, long bytes) {
    long heap = Runtime.getRuntime().maxMemory();
    // The old generation is two thirds of a heap; what the JVM tells lacks a thirtieth of it.
    if (bytes > heap / 3 * 2) {
      long needed = (long) Math.ceil(bytes * 1.56 / (1 << 30));
      throw new InputException(
          what,
          "its images take %d MB of memory, of Java's %d MB they may take %d MB"
              .formatted(bytes >> 20, heap >> 20, (heap / 3 * 2) >> 20),
          "give Java more by ‹memory -Xmx%dg›, or use fewer or smaller images".formatted(needed));
    }
  }

  /** Number of images. */
  int size() {
    return size;
  }

  /** Values in one image. */
  int values() {
    return values;
  }

  /** The array that holds an image; it begins at {@link #offset}. */
  byte[] block(int row) {
    return blocks[row / rows];
  }

  /** Where an image begins in its {@link #block}. */
  int offset(int row) {
    return row % rows * values;
  }

  /** How many of {@code count} images from {@code row} on lie in its block. */
  int together(int row, int count) {
    return Math.min(count, rows - row % rows);
  }

  /** What is odd about the values: all of them so dark that they were meant in another range. */
  List<String> remarks(String what) {
    for (byte[] block : blocks) {
      for (byte value : block) {
        if ((value & 0xff) > 1) {
          return List.of();
        }
      }
    }
    return List.of(
        what
            + ": no pixel is above 1, where white is 255: its images are all but black (multiply"
            + " them by 255, or store them as bool or float)");
  }

  /** Adds all values to a digest, in order. */
  void digest(MessageDigest digest) {
    Arrays.stream(blocks).forEach(digest::update);
  }
}
