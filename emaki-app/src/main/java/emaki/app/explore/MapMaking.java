package emaki.app.explore;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** A run's neighbour map, made in the background when first asked for, once for all who ask. */
final class MapMaking {
  private static final int PATIENCE_MILLIS = 500;

  /** What is done at the moment. */
  enum Stage {
    NEIGHBOURS,
    LAYOUT
  }

  /**
   * How far it is.
   *
   * @param done the share of the stage
   * @param seconds that the stage still takes; null: not known yet
   */
  record Standing(Stage stage, double done, @Nullable Double seconds) {}

  private final BiFunction<DoubleConsumer, DoubleConsumer, float[]> maker;
  private @Nullable FutureTask<float[]> work;
  private Stage stage = Stage.NEIGHBOURS;
  private double done;
  private long since;

  /**
   * Makes nothing yet.
   *
   * @param maker tells how many of the neighbours were found, then how much of the layout is done,
   *     from 0 to 1
   */
  MapMaking(BiFunction<DoubleConsumer, DoubleConsumer, float[]> maker) {
    this.maker = maker;
  }

  /**
   * The map, [n, 2], where it is ready by now or soon. What its making threw is thrown once:
   * whoever asks again has it tried again.
   */
  Optional<float[]> soon() throws InterruptedException {
    FutureTask<float[]> making = begun();
    try {
      return Optional.of(making.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      forget(making);
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  synchronized Standing standing() {
    double took = (System.nanoTime() - since) / 1e9;
    return new Standing(stage, done, done > 0 ? took * (1 - done) / done : null);
  }

  private synchronized FutureTask<float[]> begun() {
    FutureTask<float[]> making = work;
    if (making == null) {
      begin(Stage.NEIGHBOURS);
      making =
          new FutureTask<>(
              () ->
                  maker.apply(
                      share -> tell(Stage.NEIGHBOURS, share), share -> tell(Stage.LAYOUT, share)));
      work = making;
      Thread thread = new Thread(making, "emaki-map");
      thread.setDaemon(true);
      thread.start();
    }
    return making;
  }

  private synchronized void forget(FutureTask<float[]> failed) {
    if (work == failed) {
      work = null;
    }
  }

  private void begin(Stage next) {
    stage = next;
    done = 0;
    since = System.nanoTime();
  }

  private synchronized void tell(Stage at, double share) {
    if (at != stage) {
      begin(at);
    }
    done = Math.max(done, share);
  }
}
