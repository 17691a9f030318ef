package emaki.trial;

import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Status;
import emaki.train.DivergedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A run while this process works on it: it alone, from the first file to the last, and {@code
 * run.json} says how it stands however it ends.
 */
final class RunSession {
  private RunSession() {}

  /** The work on a run. */
  @FunctionalInterface
  interface Work {
    /**
     * Carries a run out or goes on with it.
     *
     * @return the record to be written when it is done
     */
    RunRecord carryOut(RunFolder run, RunRecord record) throws IOException;
  }

  /** Claims a folder for a new run and carries it out. */
  static RunRecord begin(Path out, RunRecord record, Work work) throws IOException {
    RunFolder run = RunFolder.create(out);
    try (RunLock lock = RunLock.of(run)) {
      return perform(run, record, work);
    }
  }

  /** Goes on with a run; one that had finished is left as it is. */
  static RunRecord resume(RunFolder run, Work work) throws IOException {
    try (RunLock lock = RunLock.of(run)) {
      // Only now: before the lock was had, another process may have been working on it.
      RunRecord record = run.record();
      return record.status() == Status.FINISHED ? record : perform(run, record, work);
    }
  }

  private static RunRecord perform(RunFolder run, RunRecord record, Work work) throws IOException {
    // Of a process that was killed while it wrote: nobody else writes to a run that is not
    // finished.
    for (String folder : List.of("", "checkpoints", "snapshots", "figures")) {
      AtomicFile.clear(run.path().resolve(folder), name -> true);
    }
    run.write(record.with(Status.RUNNING, null, record.seconds()));
    try {
      RunRecord done = work.carryOut(run, record);
      if (done.status() == Status.FINISHED) {
        done = done.with(run.checksums());
      }
      run.write(done);
      return done;
    } catch (DivergedException e) {
      run.write(record.with(Status.FAILED, e.getMessage(), record.seconds()));
      throw diverged(
          run.path().toString(),
          e,
          run.hasCheckpoint()
              ? "the last good checkpoint is kept"
              : "it came before the first checkpoint");
    } catch (IOException | RuntimeException | Error e) {
      interrupted(run, record, e);
      throw e;
    }
  }

  /**
   * A divergence as the user's to mend.
   *
   * @param what was trained
   * @param circumstance to be known
   */
  static InputException diverged(String what, DivergedException e, String circumstance) {
    return new InputException(
        what,
        String.valueOf(e.getMessage()),
        "try a smaller ‹learning-rate› or ‹lambda›; " + circumstance,
        e);
  }

  /** Says that the run is not running any more, where the disk still takes it. */
  private static void interrupted(RunFolder run, RunRecord record, Throwable cause) {
    try {
      run.write(record.with(Status.INTERRUPTED, String.valueOf(cause), record.seconds()));
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
