package emaki.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How many bits a TIFF's samples have (TIFF 6.0, BitsPerSample). Java's reader makes a table of all
 * values that a sample can have, so that a depth which broken bytes give would take gigabytes.
 */
final class TiffDepth {
  private static final int BITS_PER_SAMPLE = 258;
  private static final int MAGIC = 42;
  private static final int ENTRY = 12;
  private static final int SHORT = 3;

  private TiffDepth() {}

  /** What is wrong with it; empty where nothing is seen to be. */
  static Optional<String> fault(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    in.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (file.length < 8 || in.getShort(2) != MAGIC) {
      return Optional.empty();
    }
    long directory = in.getInt(4) & 0xffffffffL;
    if (directory + 2 > file.length) {
      return Optional.empty();
    }
    int entries = in.getShort((int) directory) & 0xffff;
    for (long at = directory + 2; entries > 0 && at + ENTRY <= file.length; at += ENTRY) {
      if ((in.getShort((int) at) & 0xffff) == BITS_PER_SAMPLE) {
        Optional<String> fault = entry(in, (int) at);
        if (fault.isPresent()) {
          return fault;
        }
      }
      entries--;
    }
    return Optional.empty();
  }

  /** An entry of tag, type, number of values, and these or where they are. */
  private static Optional<String> entry(ByteBuffer in, int at) {
    long count = in.getInt(at + 4) & 0xffffffffL;
    long from = 2 * count <= 4 ? at + 8 : in.getInt(at + 8) & 0xffffffffL;
    if (in.getShort(at + 2) != SHORT || from + 2 * count > in.limit()) {
      // Of another type, or outside of the file: no reader takes it.
      return Optional.empty();
    }
    for (long i = 0; i < count; i++) {
      int bits = in.getShort((int) (from + 2 * i)) & 0xffff;
      if (bits == 0 || (bits > 16 && bits != 32 && bits != 64)) {
        return Optional.of("it has %d bits a sample, expected 1 to 16, 32 or 64".formatted(bits));
      }
    }
    return Optional.empty();
  }
}
