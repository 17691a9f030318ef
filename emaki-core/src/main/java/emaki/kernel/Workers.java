package emaki.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs numbered pieces of work on so many threads, the caller's own among them. */
public final class Workers {
  /*
   * The caller takes pieces as the helpers do, and waits for pieces, never for helpers: a helper that comes late finds
   * nothing left. So calls may come from several threads, or from within a piece, and none waits for itself.
   * On two cores the common pool has a parallelism of one, and CompletableFuture then starts a thread for every task.
   */
  private static final int MOST = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private static final Executor HELPERS = helpers();

  private Workers() {}

  /**
   * Runs pieces 0 to {@code pieces - 1}; what each does must not depend on which thread it is on.
   * The first failure of a piece is thrown once all of them have ended.
   *
   * @param threads at most so many at a time, and no more than the machine has cores
   * @param pieces at least 1
   */
  public static void run(int threads, int pieces, IntConsumer work) {
    run(HELPERS, threads, pieces, work);
  }

  static void run(Executor pool, int threads, int pieces, IntConsumer work) {
    Job job = new Job(pieces, work);
    int helpers = Math.min(MOST, Math.min(threads, pieces) - 1);
    try {
      for (int i = 0; i < helpers; i++) {
        pool.execute(job);
      }
    } catch (OutOfMemoryError e) {
      // No more threads are to be had. To leave now would leave helpers writing into the caller's
      // arrays.
    }
    job.run();
    job.await();
  }

  /** Threads are made when they are first needed, kept for the next call, and hold up no exit. */
  private static Executor helpers() {
    AtomicInteger made = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "emaki-kernel-" + made.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** The pieces of one call, each taken by whichever thread comes first. */
  private static final class Job implements Runnable {
    private final int pieces;
    private final IntConsumer work;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> all = new CompletableFuture<>();

    Job(int pieces, IntConsumer work) {
      this.pieces = pieces;
      this.work = work;
    }

    @Override
    public void run() {
      for (int piece = taken.getAndIncrement(); piece < pieces; piece = taken.getAndIncrement()) {
        try {
          work.accept(piece);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        if (ended.incrementAndGet() == pieces) {
          all.complete(null);
        }
      }
    }

    /** Through interruptions: pieces write into the caller's arrays. */
    void await() {
      all.join();
      Throwable first = failure.get();
      if (first instanceof Error error) {
        throw error;
      }
      if (first != null) {
        throw (RuntimeException) first;
      }
    }
  }
}
