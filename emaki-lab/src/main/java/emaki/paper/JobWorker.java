package emaki.paper;

import emaki.data.InputException;
import emaki.run.RunLock;
import emaki.sweep.CommandRunner;
import emaki.sweep.CommandRunner.Ending;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries jobs out: each step that has not been done. May be called by several threads. */
final class JobWorker {
  private static final int PATIENCE_SECONDS = 90;
  private static final int POLL_MILLISECONDS = 100;

  private final PaperFolder folder;
  private final String images;
  private final CommandRunner runner;
  private final PaperProgress progress;

  /**
   * @param images checksum of the images that runs are to be of
   */
  JobWorker(PaperFolder folder, String images, CommandRunner runner, PaperProgress progress) {
    this.folder = folder;
    this.images = images;
    this.runner = runner;
    this.progress = progress;
  }

  /** Carries a job out; one that fails is told, and is no failure of this. */
  @Nullable Void carryOut(Job job) throws IOException, InterruptedException {
    Ending how;
    try {
      how = steps(job).orElse(new Ending(State.FINISHED, null));
    } catch (InputException e) {
      how = new Ending(State.FAILED, e.getMessage());
    }
    progress.end(job, how.state(), how.message());
    return null;
  }

  private Optional<Ending> steps(Job job) throws IOException, InterruptedException {
    for (Task step : job.steps()) {
      if (step.isDone()) {
        continue;
      }
      if (!isFree(step)) {
        return Optional.of(new Ending(State.INTERRUPTED, null));
      }
      progress.begin(job, step);
      Optional<Ending> ending = runner.run(step.words(), folder.log(job.id()), process -> {});
      if (ending.isPresent()) {
        return ending;
      }
      // Defaults that the user has set may have reached it.
      step.requireSame(images);
    }
    return Optional.empty();
  }

  /**
   * Waits for a process that a killed call left at work: it ends by itself once it has put its
   * state away.
   */
  private boolean isFree(Task step) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (RunLock.isHeld(step.run())) {
      if (runner.isHalted()) {
        return false;
      }
      if (System.nanoTime() > end) {
        throw new InputException(
            step.run().path().toString(),
            "another emaki is working on it",
            "wait for it to end, then give the command again");
      }
      Thread.sleep(POLL_MILLISECONDS);
    }
    return !runner.isHalted();
  }
}
