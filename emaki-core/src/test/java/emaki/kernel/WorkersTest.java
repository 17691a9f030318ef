package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WorkersTest {
  @Test
  void eachPieceRunsOnce() {
    for (int threads : new int[] {1, 2, 9}) {
      for (int pieces : new int[] {1, 2, 16, 1000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(pieces);
        Workers.run(threads, pieces, runs::incrementAndGet);
        for (int i = 0; i < pieces; i++) {
          assertThat(runs.get(i)).isEqualTo(1);
        }
      }
    }
  }

  /** Threads are kept: a training step makes three calls, and must not start three threads. */
  @Test
  void callsShareTheirThreads() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    for (int call = 0; call < 200; call++) {
      Workers.run(
          4,
          4,
          piece -> {
            seen.add(Thread.currentThread());
            pause();
          });
    }
    seen.remove(Thread.currentThread());
    assertThat(seen).hasSizeBetween(1, Runtime.getRuntime().availableProcessors());
    assertThat(seen)
        .allSatisfy(
            thread -> {
              assertThat(thread.isDaemon()).isTrue();
              assertThat(thread.getName()).startsWith("emaki-kernel-");
            });
  }

  /** Where the system gives no more threads, the caller does it all, and leaves none at work. */
  @Test
  @Timeout(60)
  void aThreadThatCannotBeStartedIsDoneWithout() {
    AtomicIntegerArray runs = new AtomicIntegerArray(8);
    Workers.run(
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        },
        8,
        8,
        runs::incrementAndGet);
    for (int i = 0; i < 8; i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
  }

  /** Every helper is busy with the outer pieces: the inner callers do their work alone. */
  @Test
  @Timeout(60)
  void callsWithinCallsEnd() {
    AtomicIntegerArray runs = new AtomicIntegerArray(64);
    Workers.run(8, 8, outer -> Workers.run(8, 8, inner -> runs.incrementAndGet(outer * 8 + inner)));
    for (int i = 0; i < 64; i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
  }

  @Test
  void aFailureIsThrownOnceAllHaveEnded() {
    AtomicIntegerArray runs = new AtomicIntegerArray(20);
    assertThatThrownBy(
            () ->
                Workers.run(
                    2,
                    20,
                    piece -> {
                      runs.incrementAndGet(piece);
                      if (piece == 3) {
                        throw new IllegalStateException("piece 3");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("piece 3");
    for (int i = 0; i < 20; i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
