package emaki.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads what a file claims to hold, and no more memory is taken than the file can possibly fill.
 *
 * <p>Deflate shrinks by a factor of 1032 at most, so a small file that claims gigabytes is found
 * out before anything is allocated.
 */
final class BoundedInput implements AutoCloseable {
  private static final long DEFLATE_MOST = 1032;
  private static final int ARRAY_MOST = Integer.MAX_VALUE - 8;

  private final String what;
  private final InputStream in;
  private final long most;
  private long read;

  private BoundedInput(String what, InputStream in, long most) {
    this.what = what;
    this.in = in;
    this.most = most;
  }

  /**
   * @param what the file, for messages
   * @param bytes that the file has
   */
  static BoundedInput plain(String what, InputStream in, long bytes) {
    return new BoundedInput(what, in, bytes);
  }

  /**
   * @param what the file, for messages
   * @param in gives the inflated content
   * @param deflated bytes that the file has
   * @param declared bytes that it says it inflates to; the greatest: it does not say
   */
  static BoundedInput inflated(String what, InputStream in, long deflated, long declared) {
    return new BoundedInput(what, in, Math.min(declared, deflated * DEFLATE_MOST + DEFLATE_MOST));
  }

  /**
   * Checks that the file may hold so many more bytes.
   *
   * @throws InputException where it cannot
   */
  void requireHolds(long count) {
    if (count < 0 || count > most - read) {
      throw endsEarly(count, ": it has %d bytes at most".formatted(most));
    }
  }

  /**
   * The next {@code count} bytes, in one array.
   *
   * @throws InputException where the file cannot hold them or ends early, or they do not fit the
   *     memory
   */
  byte[] exactly(long count) throws IOException {
    requireHolds(count);
    long room = Runtime.getRuntime().maxMemory() / 2;
    if (count > Math.min(ARRAY_MOST, room)) {
      throw new InputException(
          what,
          "holds %d MB, more than the %d MB that one array may take here"
              .formatted(count >> 20, Math.min(ARRAY_MOST, room) >> 20),
          "store fewer numbers, or give Java more memory by ‹memory›");
    }
    byte[] bytes = new byte[(int) count];
    fill(bytes, 0, bytes.length);
    return bytes;
  }

  /**
   * Reads the next {@code count} bytes into {@code target[offset...]}.
   *
   * @throws InputException where the file cannot hold them or ends early
   */
  void fill(byte[] target, int offset, int count) throws IOException {
    requireHolds(count);
    int filled = 0;
    try {
      filled = in.readNBytes(target, offset, count);
    } catch (EOFException e) {
      // A compressed stream that is cut off says so instead of giving the bytes that it has.
      throw endsEarly(count, " of a compressed stream");
    }
    if (filled < count) {
      throw endsEarly(count, ": it has " + (read + filled));
    }
    read += count;
  }

  /** The next {@code count} bytes, to be read as numbers. */
  ByteBuffer buffer(int count) throws IOException {
    return ByteBuffer.wrap(exactly(count));
  }

  /** Bytes that were read so far. */
  long count() {
    return read;
  }

  /**
   * Expects the end.
   *
   * @throws InputException where there is more
   */
  void end() throws IOException {
    if (in.read() >= 0) {
      throw new InputException(
          what,
          "holds more than the %d bytes that its header claims".formatted(read),
          "it is damaged or not what it seems; fetch it again");
    }
  }

  private InputException endsEarly(long count, String found) {
    return new InputException(
        what,
        "ends early, expected %d bytes%s".formatted(read + count, found),
        "it is cut off or damaged; fetch it again");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
