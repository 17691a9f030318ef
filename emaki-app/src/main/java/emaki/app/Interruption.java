package emaki.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and a polite kill while something must not be cut off: the work is told, and the process
 * waits until it has put its state away. The JVM then exits with 130 (143 for a kill).
 */
final class Interruption implements AutoCloseable {
  /** Longest wait for the work to end: a step and a checkpoint take a second or two. */
  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "emaki-interruption");
  private volatile boolean requested;

  private Interruption() {}

  static Interruption install() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the user wants the work to stop. */
  boolean requested() {
    return requested;
  }

  private void interrupt() {
    requested = true;
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("emaki: interrupted; the last checkpoint stands");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is already going down, as it was asked to.
        requested = true;
      }
    }
  }
}
