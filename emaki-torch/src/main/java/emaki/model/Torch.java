package emaki.model;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tensor engine: PyTorch through DJL.
 *
 * <p>The engine's number of threads and its random generator are the whole process's. So each use
 * (a training step, a batch of inference) enters the engine with its own number of threads, has it
 * to itself, and leaves it: trainings side by side give the bits that each gives alone.
 *
 * <p>Sets no property. DJL looks for newer versions and reports its use unless {@code
 * ai.djl.offline} and {@code OPT_OUT_TRACKING} are set to {@code true} before it is first used.
 */
public final class Torch {
  /** Fair, so that a training does not keep a decoder waiting until it is done. */
  private static final ReentrantLock LOCK = new ReentrantLock(true);

  private Torch() {}

  /** A use of the engine, or a setting of it: closing it restores what was before. */
  @FunctionalInterface
  public interface Use extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Enters the engine: waits until no other thread is in it. Entered again by the same thread,
   * everything stays as the first entry set it.
   *
   * @param threads that one tensor operation may use, at least 1. Results are the same to the bit
   *     only for the same number
   */
  public static Use enter(int threads) {
    Expect.that(threads >= 1, "1 thread or more", threads);
    engine();
    LOCK.lock();
    try {
      if (LOCK.getHoldCount() == 1) {
        // The engine keeps a part of this setting for each calling thread.
        JniUtils.setNumThreads(threads);
      }
      return LOCK::unlock;
    } catch (RuntimeException | Error e) {
      LOCK.unlock();
      throw e;
    }
  }

  /** The same without recording for differentiation: for inference. */
  public static Use infer(int threads) {
    Use use = enter(threads);
    Use recording = noGradient();
    return () -> {
      recording.close();
      use.close();
    };
  }

  /**
   * Turns recording for differentiation off in this thread until closed. Without it a forward pass
   * through trainable weights would keep every intermediate result.
   */
  public static Use noGradient() {
    engine();
    boolean recorded = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    return () -> JniUtils.setGradMode(recorded);
  }

  /**
   * Has this thread's operations run on it alone until closed: work of microseconds costs more to
   * share than to do. For operations element by element, whose bits do not depend on it.
   *
   * @throws IllegalStateException where this thread is not in the engine
   */
  public static Use alone() {
    requireEntered();
    int shared = JniUtils.getNumThreads();
    JniUtils.setNumThreads(1);
    return () -> JniUtils.setNumThreads(shared);
  }

  /**
   * Sets the generator that dropout draws from: before each step, so that it has no history.
   *
   * @throws IllegalStateException where this thread is not in the engine
   */
  public static void seed(long seed) {
    requireEntered();
    JniUtils.setSeed(seed);
  }

  private static void requireEntered() {
    if (!LOCK.isHeldByCurrentThread()) {
      throw new IllegalStateException("Expected a thread that has entered the engine");
    }
  }

  /** A new scope for native tensors: closing it frees every tensor made in it. */
  public static NDManager newScope() {
    return engine().newBaseManager();
  }

  /** The engine's name and version, such as {@code PyTorch 2.7.1}. */
  public static String version() {
    return engine().getEngineName() + " " + engine().getVersion();
  }

  static Engine engine() {
    return Engine.getEngine("PyTorch");
  }
}
