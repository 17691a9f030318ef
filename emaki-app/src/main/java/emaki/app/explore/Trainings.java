package emaki.app.explore;

import emaki.data.InputException;
import emaki.sweep.CommandLauncher.Command;
import emaki.sweep.CommandLauncher.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started from the pages: each a process of its own, as a sweep's steps are, so that it
 * goes on when the page is closed, and ends as by Ctrl-C when the explorer ends.
 */
final class Trainings implements AutoCloseable {
  /** Folder beside the runs for what their commands say. */
  static final String LOGS = "logs";

  private static final Logger LOG = LoggerFactory.getLogger(Trainings.class);
  private static final int MOST_AT_WORK = 16;
  private static final int MOST_REMEMBERED = 50;

  /** Longest wait at the end: a step and a checkpoint take a second or two. */
  private static final long PATIENCE_SECONDS = 60;

  /**
   * How something stands that was started.
   *
   * @param run the folder's name
   * @param state running, stopping, finished, interrupted or failed
   * @param message why it failed; null otherwise
   */
  record Standing(String run, String state, @Nullable String message) {
    boolean atWork() {
      return state.equals("running") || state.equals("stopping");
    }
  }

  private static final class Work {
    private final Thread thread;
    private @Nullable ProcessHandle process;

    Work(Thread thread) {
      this.thread = thread;
    }
  }

  private final Path root;
  private final Training training;
  private final Map<String, Work> atWork = new LinkedHashMap<>();
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** A page that is slow to listen must not hold a cancellation up. */
  private final ExecutorService teller =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> {
            Thread thread = new Thread(work, "emaki-trainings");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  private volatile boolean closed;

  Trainings(Path root, Training training) {
    this.root = root;
    this.training = training;
  }

  /**
   * Starts a command that works on a run.
   *
   * @throws InputException where it is being worked on already, or too much is at work
   */
  synchronized void start(String run, List<String> words) {
    if (closed || atWork.containsKey(run)) {
      throw new InputException(run, "is at work already", "wait for it to end, or cancel it");
    }
    if (atWork.size() >= MOST_AT_WORK) {
      throw new InputException(
          run, MOST_AT_WORK + " trainings are at work", "wait for one to end, or cancel one");
    }
    Thread thread = new Thread(() -> carryOut(run, words), "emaki-training-" + run);
    thread.setDaemon(true);
    atWork.put(run, new Work(thread));
    stands(new Standing(run, "running", null));
    thread.start();
  }

  /**
   * Asks a run to put its state away and to end.
   *
   * @return false where it was not started here or has ended
   */
  synchronized boolean cancel(String run) {
    Work work = atWork.get(run);
    if (work == null) {
      return false;
    }
    stands(new Standing(run, "stopping", null));
    if (work.process != null) {
      work.process.destroy();
    }
    return true;
  }

  /** How all stand that were started, the oldest first. */
  synchronized List<Standing> standings() {
    return List.copyOf(standings.values());
  }

  /** How a run stands, where it was started here. */
  synchronized Optional<Standing> of(String run) {
    return Optional.ofNullable(standings.get(run));
  }

  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }

  private void carryOut(String run, List<String> words) {
    Standing end;
    try {
      Path log = Files.createDirectories(root.resolve(LOGS)).resolve(run + ".txt");
      end =
          carryOut(run, words, log)
              .map(e -> new Standing(run, e.state().toString(), e.message()))
              .orElse(new Standing(run, "finished", null));
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}", run, e);
      end = new Standing(run, "failed", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end = new Standing(run, "interrupted", null);
    }
    synchronized (this) {
      atWork.remove(run);
      stands(end);
    }
  }

  private Optional<Ending> carryOut(String run, List<String> words, Path log)
      throws IOException, InterruptedException {
    if (closed) {
      return Optional.of(Ending.INTERRUPTED);
    }
    Command command = training.start(words, log);
    started(run, command.process().orElse(null));
    return command.await().map(how -> closed ? Ending.INTERRUPTED : how);
  }

  private synchronized void started(String run, @Nullable ProcessHandle process) {
    Work work = atWork.get(run);
    if (work == null || process == null) {
      return;
    }
    work.process = process;
    Standing standing = standings.get(run);
    if (closed || (standing != null && standing.state.equals("stopping"))) {
      process.destroy();
    }
  }

  private void stands(Standing standing) {
    standings.remove(standing.run);
    standings.put(standing.run, standing);
    var oldest = standings.values().iterator();
    while (standings.size() > MOST_REMEMBERED && oldest.hasNext()) {
      if (!oldest.next().atWork()) {
        oldest.remove();
      }
    }
    teller.execute(() -> listeners.forEach(Runnable::run));
  }

  /** Asks everything to end, and waits until it has put its state away. */
  @Override
  public void close() {
    closed = true;
    List<Work> left;
    synchronized (this) {
      left = new ArrayList<>(atWork.values());
      List.copyOf(atWork.keySet()).forEach(this::cancel);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      for (Work work : left) {
        work.thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    teller.shutdown();
  }
}
