package emaki.app.explore;

import emaki.data.InputException;
import emaki.experiment.RunFolder;
import emaki.experiment.RunStore;
import io.javalin.http.NotFoundResponse;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live view of a folder of runs: looks again every second, and tells listeners what changed. A
 * run is found by its name among those that are there; a name never becomes a path.
 */
final class RunIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunIndex.class);
  private static final long PAUSE_MILLIS = 1000;

  /** A look takes at most this share of the time, however many runs there are. */
  private static final int LEAST_REST = 10;

  private record Entry(RunFolder run, long stamp, RunRow row) {}

  private final RunStore store;
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
  private final List<Consumer<RunTable>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch lookedOnce = new CountDownLatch(1);
  private final Thread watcher = new Thread(this::watch, "emaki-runs");

  private RunIndex(RunStore store) {
    this.store = store;
    watcher.setDaemon(true);
  }

  static RunIndex of(RunStore store) {
    return new RunIndex(store);
  }

  /** Begins to look. */
  void start() {
    watcher.start();
  }

  /** All runs, by name, as of the last look; waits for the first. */
  Collection<RunRow> rows() throws InterruptedException {
    lookedOnce.await();
    return entries.values().stream().map(Entry::row).toList();
  }

  /** The folder of runs. */
  Path root() {
    return store.root();
  }

  /** A run by its folder's name. */
  RunFolder find(String name) throws InterruptedException {
    lookedOnce.await();
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new NotFoundResponse("There is no such run here.");
    }
    return entry.run;
  }

  void listen(Consumer<RunTable> listener) {
    listeners.add(listener);
  }

  void forget(Consumer<RunTable> listener) {
    listeners.remove(listener);
  }

  private void watch() {
    try {
      while (true) {
        long began = System.nanoTime();
        try {
          look();
        } catch (InputException e) {
          LOG.warn("{}", e.getMessage());
        }
        lookedOnce.countDown();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Thread.sleep(Math.max(PAUSE_MILLIS, LEAST_REST * took));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Map<String, RunFolder> found = new ConcurrentSkipListMap<>();
    store.list().forEach(run -> found.put(run.path().getFileName().toString(), run));
    List<String> gone = new ArrayList<>(entries.keySet());
    gone.removeAll(found.keySet());
    entries.keySet().removeAll(gone);
    List<RunRow> changed =
        found.entrySet().parallelStream()
            .map(e -> refreshed(e.getKey(), e.getValue()))
            .filter(java.util.Objects::nonNull)
            .toList();
    if (!changed.isEmpty() || !gone.isEmpty()) {
      RunTable table = RunTable.of(changed, gone);
      listeners.forEach(listener -> listener.accept(table));
    }
  }

  /** The run's row where it is not what it was, else null. */
  private @Nullable RunRow refreshed(String name, RunFolder run) {
    Entry before = entries.get(name);
    long stamp = stamp(run);
    if (before != null && before.stamp == stamp && !before.row.running()) {
      return null;
    }
    RunRow row = RunRow.of(run);
    entries.put(name, new Entry(run, stamp, row));
    return before != null && before.row.equals(row) ? null : row;
  }

  private static long stamp(RunFolder run) {
    long stamp = 0;
    for (Path path : List.of(run.recordFile(), run.metricsFile(), run.clusterFile())) {
      File file = path.toFile();
      stamp = 31 * (31 * stamp + file.lastModified()) + file.length();
    }
    return stamp;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
