package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.sweep.CommandRunner.Ending;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries runs out: of each the steps that have not been done, one after another. May be called by
 * several threads.
 *
 * @param again what a user should do once another process has left a run: {@code run the sweep
 *     again}
 */
public record RunWorker(CommandRunner runner, String again) {
  private static final int PATIENCE_SECONDS = 90;
  private static final int POLL_MILLISECONDS = 100;

  /** One command on a run. */
  public interface Step {
    /** The folder that it makes or works on. */
    RunFolder run();

    /** Whether it has been done, by what stands in the folder. */
    boolean isDone();

    /** The command's words, from the beginning or from where it was interrupted. */
    List<String> words();
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

  /** Carries a run out; one that fails is told, and is no failure of this. */
  public <S extends Step> Ending carryOut(List<S> steps, Path log, Listener<S> listener)
      throws IOException, InterruptedException {
    try {
      for (S step : steps) {
        if (!step.isDone()) {
          await(step.run(), () -> RunLock.isHeld(step.run()));
          long began = System.nanoTime();
          Optional<Ending> how =
              runner.run(step.words(), log, process -> listener.onStart(step, process));
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

  /**
   * Waits for a process that a killed call left at work on a run, or until the work is halted: it
   * ends by itself, and until it has put its state away nobody else may touch the run.
   *
   * @throws InputException where it still is after a minute and a half
   */
  void await(RunFolder run, BooleanSupplier atWork) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (atWork.getAsBoolean() && !runner.isHalted()) {
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
