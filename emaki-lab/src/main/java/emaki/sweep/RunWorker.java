package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.sweep.CommandLauncher.Command;
import emaki.sweep.CommandLauncher.Ending;
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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries runs out, several at a time: of each the steps that have not been done, one after
 * another. Stops all of them when it is asked to or when one breaks. A step that fails breaks
 * nothing: how it ended is told.
 */
public final class RunWorker {
  private static final int PATIENCE_SECONDS = 90;
  private static final int POLL_MILLISECONDS = 100;

  private final CommandLauncher launcher;
  private final BooleanSupplier cancelled;
  private final String again;
  private final Set<Command> atWork = ConcurrentHashMap.newKeySet();
  private volatile boolean halted;

  /**
   * @param cancelled asked all the time, by every thread: whether to stop
   * @param again what a user should do once another process has left a run: {@code run the sweep
   *     again}
   */
  public RunWorker(CommandLauncher launcher, BooleanSupplier cancelled, String again) {
    this.launcher = launcher;
    this.cancelled = cancelled;
    this.again = again;
  }

  /** One deed on a run. */
  public interface Step {
    /** The folder that it makes or works on. */
    RunFolder run();

    /** Whether it has been done, by what stands in the folder. */
    boolean isDone();

    /** What is to be done, from the beginning or from where it was interrupted. */
    Deed deed();
  }

  /** Told what becomes of a run's steps. */
  public interface Listener<S extends Step> {
    /**
     * A step has begun.
     *
     * @param process null where none of this machine does the work
     */
    void onStart(S step, @Nullable ProcessHandle process) throws IOException;

    /**
     * A step has ended.
     *
     * @param how empty where its command did what it was to do
     * @return the same, or how it failed where what it did is not what was wanted: defaults that
     *     the user has set may have reached it
     */
    Optional<Ending> onEnd(S step, Optional<Ending> how, double seconds) throws IOException;
  }

  /** What is done on a piece of work. */
  @FunctionalInterface
  public interface Work<T> {
    void on(T piece) throws IOException, InterruptedException;
  }

  /** Whether nothing further is to begin. */
  public boolean isHalted() {
    return halted || cancelled.getAsBoolean();
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
        atWork.forEach(Command::stop);
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
        throw e.getCause() instanceof RuntimeException fault
            ? fault
            : new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Carries a run out; one that fails is told, and is no failure of this.
   *
   * @param log to which everything that its steps say is appended
   */
  public <S extends Step> Ending carryOut(List<S> steps, Path log, Listener<S> listener)
      throws IOException, InterruptedException {
    try {
      for (S step : steps) {
        if (!step.isDone()) {
          await(step.run(), () -> RunLock.isHeld(step.run()));
          long began = System.nanoTime();
          Optional<Ending> how = carryOut(step, log, listener);
          how = listener.onEnd(step, how, (System.nanoTime() - began) / 1e9);
          if (how.isPresent()) {
            return how.get();
          }
        }
      }
      return new Ending(State.FINISHED, null);
    } catch (InputException e) {
      return new Ending(State.FAILED, e.getMessage());
    }
  }

  private <S extends Step> Optional<Ending> carryOut(S step, Path log, Listener<S> listener)
      throws IOException, InterruptedException {
    if (isHalted()) {
      return Optional.of(Ending.INTERRUPTED);
    }
    Command command = launcher.start(step.deed(), log);
    atWork.add(command);
    try {
      listener.onStart(step, command.process().orElse(null));
      return command.await().map(how -> isHalted() ? Ending.INTERRUPTED : how);
    } finally {
      atWork.remove(command);
    }
  }

  /**
   * Waits for a process that a killed call left at work on a run, or until the work is halted: it
   * ends by itself, and until it has put its state away nobody else may touch the run.
   *
   * @throws InputException where it still is after a minute and a half
   */
  void await(RunFolder run, BooleanSupplier busy) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (busy.getAsBoolean() && !isHalted()) {
      if (System.nanoTime() > end) {
        throw new InputException(
            run.path().toString(),
            "another emaki is working on it",
            "wait for it to end, then " + again);
      }
      Thread.sleep(POLL_MILLISECONDS);
    }
  }
}
