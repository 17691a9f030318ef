package emaki.cluster;

import emaki.data.InputException;
import java.util.Locale;

/** Whether a fit has room: refused before it begins, not by running out of memory in the midst. */
final class Room {
  /** Of the Java heap; the rest is taken by points, images and what is not counted. */
  private static final double USABLE = 0.75;

  private Room() {}

  /**
   * Checks that arrays fit into the heap.
   *
   * @param what needs them
   * @param bytes of all that is held at a time
   * @param fewer what to do other than to raise the heap
   * @throws InputException where they do not
   */
  static void require(String what, double bytes, String fewer) {
    double heap = USABLE * Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new InputException(
          what,
          "needs %s of memory, of the Java heap %s can be used"
              .formatted(gigabytes(bytes), gigabytes(heap)),
          "%s, or raise the heap: ‹memory -Xmx%dg›"
              .formatted(fewer, (long) Math.ceil(bytes / USABLE / 1e9)));
    }
  }

  /**
   * Checks the length of a single array, which no heap makes longer.
   *
   * @param what is too long
   * @throws InputException where Java has no such array
   */
  static void requireArray(String what, long length, String fewer) {
    if (length > Integer.MAX_VALUE - 8) {
      throw new InputException(what, "%,d are more than an array holds".formatted(length), fewer);
    }
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
