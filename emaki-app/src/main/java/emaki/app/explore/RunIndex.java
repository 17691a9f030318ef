package emaki.app.explore;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunStore;
import io.javalin.http.NotFoundResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live view of a folder of runs: looks again every second, and tells listeners what changed. Many
 * runs are read newest first, and told a batch at a time; those after the first batch once somebody
 * wants them, for reading them keeps the machine busy. A run is found by its name among those that
 * are there; a name never becomes a path.
 */
final class RunIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunIndex.class);
  private static final long PAUSE_MILLIS = 1000;

  /** A look takes at most this share of the time, however many runs there are. */
  private static final int LEAST_REST = 10;

  /** Rows that are told at once: at first a screenful, so that something is soon to be seen. */
  private static final int FIRST_BATCH = 50;

  private static final int BATCH = 1000;

  /** In which a page draws the first rows, before the machine is busy with the others. */
  private static final long HEAD_START_MILLIS = 300;

  private record Entry(long stamp, RunRow row) {}

  /** A run whose files are not as they were read. */
  private record Changed(String name, RunFolder run, long modified) {}

  private final RunStore store;
  private volatile Map<String, RunFolder> folders = Map.of();
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
  private final List<Consumer<RunTable>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch listed = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch wanted = new CountDownLatch(1);
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

  /**
   * The runs that have been read, by name; waits for the first of them.
   *
   * @param whole whether to wait until all have been read once
   */
  RunTable table(boolean whole) throws InterruptedException {
    wanted.countDown();
    (whole ? lookedOnce : begun).await();
    return RunTable.of(read(), List.of(), folders.size());
  }

  /** The runs that have been read, by name; waits for the first of them. */
  List<RunRow> rows() throws InterruptedException {
    wanted.countDown();
    begun.await();
    return read();
  }

  private List<RunRow> read() {
    return entries.values().stream().map(Entry::row).toList();
  }

  /** The folder of runs. */
  Path root() {
    return store.root();
  }

  /**
   * A run by its folder's name.
   *
   * @throws InputException where something in it leads out of the folder of runs
   */
  RunFolder find(String name) throws IOException, InterruptedException {
    listed.await();
    RunFolder run = folders.get(name);
    if (run == null) {
      throw new NotFoundResponse("There is no such run here.");
    }
    Enclosed.check(run);
    return run;
  }

  /**
   * Whether the folder holds a run of that name: one that was just started writes its record once
   * it has read its data.
   */
  boolean has(String name) throws InterruptedException {
    listed.await();
    return folders.containsKey(name);
  }

  void listen(Consumer<RunTable> listener) {
    listeners.add(listener);
    wanted.countDown();
  }

  void forget(Consumer<RunTable> listener) {
    listeners.remove(listener);
  }

  private void watch() {
    try {
      while (true) {
        long took = 0;
        try {
          took = look();
        } catch (InputException e) {
          LOG.warn("{}", e.getMessage());
          lookedOnce.countDown();
        }
        listed.countDown();
        begun.countDown();
        rest(Math.max(PAUSE_MILLIS, LEAST_REST * took));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until it is time to look again, or the runs are wanted that were not before. */
  private void rest(long millis) throws InterruptedException {
    if (lookedOnce.getCount() == 0) {
      Thread.sleep(millis);
    } else if (wanted.await(millis, TimeUnit.MILLISECONDS)) {
      Thread.sleep(HEAD_START_MILLIS);
    }
  }

  private boolean isWanted() {
    return wanted.getCount() == 0;
  }

  /**
   * Looks once.
   *
   * @return milliseconds that it took to find what changed; to read that is not done every time
   */
  private long look() {
    long began = System.nanoTime();
    boolean isFirst = entries.isEmpty();
    Map<String, RunFolder> found = new LinkedHashMap<>();
    store.list().forEach(run -> found.put(run.path().getFileName().toString(), run));
    folders = found;
    listed.countDown();
    List<String> gone = new ArrayList<>(entries.keySet());
    gone.removeAll(found.keySet());
    entries.keySet().removeAll(gone);
    List<Changed> changed = changed(found);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    if (changed.isEmpty() && !gone.isEmpty()) {
      tell(List.of(), gone);
    }
    for (int from = 0, to; from < changed.size(); from = to) {
      if (!entries.isEmpty() && (isFirst || !isWanted())) {
        return took;
      }
      to = Math.min(changed.size(), from + (from == 0 ? FIRST_BATCH : BATCH));
      List<RunRow> rows =
          changed.subList(from, to).parallelStream()
              .map(this::refreshed)
              .filter(Objects::nonNull)
              .toList();
      if (!rows.isEmpty() || (from == 0 && !gone.isEmpty())) {
        tell(rows, from == 0 ? gone : List.of());
      }
      begun.countDown();
    }
    lookedOnce.countDown();
    return took;
  }

  /** Newest first, since that is how they are looked at. */
  private List<Changed> changed(Map<String, RunFolder> found) {
    return found.entrySet().parallelStream()
        .map(e -> changed(e.getKey(), e.getValue()))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(Changed::modified).reversed())
        .toList();
  }

  private @Nullable Changed changed(String name, RunFolder run) {
    Entry before = entries.get(name);
    return before != null && !before.row.running() && before.stamp == stamp(run)
        ? null
        : new Changed(name, run, run.recordFile().toFile().lastModified());
  }

  private void tell(List<RunRow> rows, List<String> gone) {
    RunTable table = RunTable.of(rows, gone, folders.size());
    listeners.forEach(listener -> listener.accept(table));
  }

  /** The run's row where it is not what it was, else null. */
  private @Nullable RunRow refreshed(Changed run) {
    Entry before = entries.get(run.name);
    // First: what is written while it is read is looked at again.
    long stamp = stamp(run.run);
    RunRow row = RunRow.of(run.run);
    entries.put(run.name, new Entry(stamp, row));
    return before != null && before.row.equals(row) ? null : row;
  }

  private static long stamp(RunFolder run) {
    long stamp = 0;
    List<Path> traces = new ArrayList<>(run.clusterings().traces());
    traces.addAll(List.of(run.recordFile(), run.metricsFile(), run.classifier().recordFile()));
    for (Path path : traces) {
      File file = path.toFile();
      long modified = file.lastModified();
      stamp = 31 * (31 * stamp + modified) + (modified == 0 ? 0 : file.length());
    }
    return stamp;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
