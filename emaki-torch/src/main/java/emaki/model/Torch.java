package emaki.model;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The tensor engine: PyTorch through DJL, offline, its usage reporting off.
 *
 * <p>Everything that needs a tensor begins with a manager from here, so the settings that must
 * precede the engine's loading always do.
 */
public final class Torch {
  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private Torch() {}

  /** A new scope for native tensors: closing it frees every tensor made in it. */
  public static NDManager newScope() {
    return engine().newBaseManager();
  }

  /**
   * Sets how many threads one tensor operation may use. Results are the same to the bit only for
   * the same number.
   *
   * @param threads at least 1
   */
  public static void useThreads(int threads) {
    engine();
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
  }

  /** Sets the generator that dropout draws from: before each step, so that it has no history. */
  public static void seed(long seed) {
    engine();
    JniUtils.setSeed(seed);
  }

  /** The engine's name and version, such as {@code PyTorch 2.7.1}. */
  public static String version() {
    return engine().getEngineName() + " " + engine().getVersion();
  }

  /**
   * Turns recording for differentiation off in this thread until closed. Without it a forward pass
   * through trainable weights would keep every intermediate result.
   */
  public static NoGradient noGradient() {
    engine();
    boolean recorded = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    return () -> JniUtils.setGradMode(recorded);
  }

  /** What {@link #noGradient()} gives: closing it restores what was set before. */
  @FunctionalInterface
  public interface NoGradient extends AutoCloseable {
    @Override
    void close();
  }

  static Engine engine() {
    return Engine.getEngine("PyTorch");
  }
}
