package emaki.app.explore;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What one listener is still to be told, in order. Whoever tells does not wait for it: a page that
 * has stopped to read, as a frozen tab does, would hold up all others.
 */
final class Outbox {
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor sender;

  /**
   * Makes an empty one.
   *
   * @param most messages that may wait
   * @param overflowed called when there is one more; nothing is sent any longer then
   */
  Outbox(int most, Runnable overflowed) {
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(most),
            work -> {
              Thread thread = new Thread(work, "emaki-events");
              thread.setDaemon(true);
              return thread;
            },
            (message, executor) -> {
              if (!executor.isShutdown()) {
                executor.shutdownNow();
                overflowed.run();
              }
            });
    sender.allowCoreThreadTimeOut(true);
  }

  /** Has a message sent after those before it. */
  void send(Runnable message) {
    sender.execute(message);
  }

  /** Forgets what has not been sent. */
  void close() {
    sender.shutdownNow();
  }
}
