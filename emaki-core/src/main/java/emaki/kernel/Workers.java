package emaki.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Runs numbered pieces of work on so many threads, the caller's own among them. */
final class Workers {
  private Workers() {}

  /**
   * Runs pieces 0 to {@code pieces - 1}; what each does must not depend on which thread it is on.
   */
  static void run(int threads, int pieces, IntConsumer work) {
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            work.accept(piece);
          }
        };
    CompletableFuture<?>[] others =
        new CompletableFuture<?>[Math.max(0, Math.min(threads, pieces) - 1)];
    for (int i = 0; i < others.length; i++) {
      others[i] = CompletableFuture.runAsync(loop);
    }
    loop.run();
    try {
      CompletableFuture.allOf(others).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
