package emaki.app.explore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run's neighbour map, made in the background when first asked for, once for all who ask. */
final class MapMaking {
  private static final int PATIENCE_MILLIS = 500;

  private final Function<DoubleConsumer, float[]> maker;
  private @Nullable FutureTask<float[]> work;

  /** Of the layout; below 0 while neighbours are sought. */
  private volatile double done = -1;

  private volatile long laidOutSince;

  /**
   * Makes nothing yet.
   *
   * @param maker tells how much of the layout is done, from 0 to 1
   */
  MapMaking(Function<DoubleConsumer, float[]> maker) {
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

  /** The share of the layout that is done and the seconds it still takes; null: not known yet. */
  Map<String, @Nullable Double> standing() {
    double share = done;
    double took = (System.nanoTime() - laidOutSince) / 1e9;
    Map<String, @Nullable Double> standing = new LinkedHashMap<>();
    standing.put("done", share < 0 ? null : share);
    standing.put("seconds", share > 0 ? took * (1 - share) / share : null);
    return standing;
  }

  private synchronized FutureTask<float[]> begun() {
    FutureTask<float[]> making = work;
    if (making == null) {
      done = -1;
      making = new FutureTask<>(() -> maker.apply(this::tell));
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

  private void tell(double share) {
    if (share == 0) {
      laidOutSince = System.nanoTime();
    }
    done = share;
  }
}
