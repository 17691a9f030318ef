package emaki.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Named streams of random numbers, all derived from one seed.
 *
 * <p>A stream is addressed by a name and indices, such as ("prior", step), so it depends on nothing
 * drawn before it: a resumed run needs no generator state to draw what the undisturbed run would
 * have drawn.
 */
public final class Streams {
  private Streams() {}

  /**
   * The stream of a name and indices under a seed. Equal arguments give equal streams, on every
   * JVM.
   *
   * @param seed the run's seed
   * @param name what the numbers are for, such as "split" or "prior"
   * @param indices which of several streams of that name, such as the epoch
   */
  public static RandomGenerator of(long seed, String name, long... indices) {
    byte[] label = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key = ByteBuffer.allocate(8 + 4 + label.length + 8 * indices.length);
    key.putLong(seed).putInt(label.length).put(label);
    for (long index : indices) {
      key.putLong(index);
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.array());
      return new SplittableRandom(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
