package emaki.sweep;

import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries commands out, several lines of work at a time, and stops all of them when it is asked to
 * or when one of the lines breaks. A command that fails breaks nothing: how it ended is told.
 */
public final class CommandRunner {
  private static final int POLL_MILLISECONDS = 100;

  /** Exit codes of a command that was asked to stop: by Ctrl-C, by a polite kill. */
  private static final Set<Integer> STOPPED = Set.of(130, 143);

  private final CommandLauncher launcher;
  private final BooleanSupplier cancelled;
  private final Set<CommandLauncher.Command> atWork = ConcurrentHashMap.newKeySet();
  private volatile boolean halted;

  /**
   * @param cancelled asked all the time, by every thread: whether to stop
   */
  public CommandRunner(CommandLauncher launcher, BooleanSupplier cancelled) {
    this.launcher = launcher;
    this.cancelled = cancelled;
  }

  /**
   * How a command ended that did not do what it was to do.
   *
   * @param state {@link State#FAILED} or {@link State#INTERRUPTED}
   * @param message why it failed; null where it was interrupted
   */
  public record Ending(State state, @Nullable String message) {}

  /** Told the process of a command as it starts. */
  @FunctionalInterface
  public interface Watch {
    /**
     * A command has started.
     *
     * @param process null where none of this machine does the work
     */
    void onStart(@Nullable ProcessHandle process) throws IOException;
  }

  /** Whether no further command is to begin. */
  public boolean isHalted() {
    return halted || cancelled.getAsBoolean();
  }

  /**
   * Carries one command out.
   *
   * @param log to which everything that it says is appended
   * @return empty where it did what it was to do
   */
  public Optional<Ending> run(List<String> words, Path log, Watch watch)
      throws IOException, InterruptedException {
    if (isHalted()) {
      return Optional.of(new Ending(State.INTERRUPTED, null));
    }
    CommandLog part = CommandLog.begin(log, words);
    CommandLauncher.Command step = launcher.start(words, log);
    atWork.add(step);
    int code;
    try {
      watch.onStart(step.process().orElse(null));
      code = step.await();
    } finally {
      atWork.remove(step);
    }
    if (code == 0) {
      return Optional.empty();
    }
    if (isHalted() || STOPPED.contains(code)) {
      return Optional.of(new Ending(State.INTERRUPTED, null));
    }
    return Optional.of(
        new Ending(
            State.FAILED,
            part.complaint()
                .orElse("emaki %s ended with exit code %d".formatted(words.get(0), code))));
  }

  /** What is done on a piece of work. */
  @FunctionalInterface
  public interface Work<T> {
    void on(T piece) throws IOException, InterruptedException;
  }

  /**
   * Does pieces of work, in their order, and waits for all of them.
   *
   * @param parallel how many at a time
   * @throws IOException where a piece broke, such as for want of space on the disk; the commands of
   *     the others have been stopped
   */
  public <T> void carryOut(List<T> pieces, int parallel, Work<T> work)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(parallel);
    try {
      List<Future<?>> begun = new ArrayList<>();
      for (T piece : pieces) {
        begun.add(
            pool.submit(
                () -> {
                  try {
                    work.on(piece);
                  } catch (Throwable broken) {
                    halted = true;
                    throw broken;
                  }
                  return true;
                }));
      }
      await(begun);
    } finally {
      pool.shutdownNow();
    }
  }

  private void await(List<Future<?>> work) throws IOException, InterruptedException {
    while (!work.stream().allMatch(Future::isDone)) {
      // Again and again: a process may have been started while the others were being stopped.
      if (isHalted()) {
        halted = true;
        atWork.forEach(CommandLauncher.Command::stop);
      }
      Thread.sleep(POLL_MILLISECONDS);
    }
    for (Future<?> each : work) {
      try {
        each.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException io) {
          throw io;
        }
        if (e.getCause() instanceof RuntimeException fault) {
          throw fault;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
