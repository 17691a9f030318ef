package emaki.sweep;

import emaki.data.AtomicFile;
import emaki.data.Dataset;
import emaki.data.InputException;
import emaki.run.Provenance;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.run.RunRecord.Status;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many runs, several at a time, each step of each by a process of its own. What has finished is
 * never run again: the same call goes on with a sweep that was interrupted or killed.
 */
public final class Sweep {
  private Sweep() {}

  /**
   * How to carry a sweep out.
   *
   * @param parallel runs at a time, at least 1
   * @param threads of each run, for the record
   * @param retryFailed whether runs that failed before are tried again
   */
  public record Options(int parallel, int threads, boolean retryFailed) {
    public Options {
      if (parallel < 1 || parallel > 1024) {
        throw new InputException(
            "‹parallel› " + parallel, "expected 1 to 1024 runs at a time", "try 2");
      }
    }
  }

  /** Told what happens. */
  public interface Listener {
    /**
     * All is checked, the work begins.
     *
     * @param todo runs that are neither finished nor failed, or that are tried again
     */
    void onBegin(int todo, int total);

    /** A run is still at work in a process of an earlier sweep, and is waited for. */
    void onWait(String run);

    /**
     * A run has ended.
     *
     * @param done runs that are finished or failed
     * @param secondsLeft until all have ended, at the pace so far
     */
    void onRun(Entry run, int done, int total, double secondsLeft);

    /** Asked all the time, by every thread: whether to stop. */
    boolean cancelled();
  }

  /**
   * The outcome.
   *
   * @param record as in {@code sweep.json}
   * @param configurations figures by configuration
   */
  public record Outcome(SweepRecord record, List<SweepResults.Configuration> configurations) {
    public Outcome {
      configurations = List.copyOf(configurations);
    }
  }

  /**
   * Carries a sweep out, or goes on with it.
   *
   * @throws InputException before anything is written, where data or folder are at fault or what is
   *     there was made by other options
   */
  public static Outcome run(
      SweepPlan plan,
      SweepFolder folder,
      Options options,
      CommandLauncher launcher,
      Listener listener)
      throws IOException {
    Map<List<@Nullable Object>, String> images =
        requireData(plan, plan.todo(look(plan, folder), options.retryFailed()));
    try (RunLock lock = folder.lock()) {
      // Only now: before the lock was had, another sweep may have been working on it.
      Optional<SweepRecord> before = folder.record();
      RunWorker worker = new RunWorker(launcher, listener::cancelled, "run the sweep again");
      awaitOrphans(worker, plan, folder, before, listener);
      SweepRecord record =
          new SweepRecord(
              SweepRecord.FORMAT,
              plan.file().name(),
              State.RUNNING,
              Provenance.version(),
              before
                  .map(SweepRecord::created)
                  .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
              options.threads(),
              options.parallel(),
              SweepStart.entries(plan, folder, before).stream()
                  .map(entry -> entry.with(entry.status(), entry.message()))
                  .toList());
      AtomicFile.write(folder.path().resolve("sweep.yaml"), out -> out.write(plan.file().bytes()));
      SweepProgress progress = new SweepProgress(plan, folder, record, images, listener);
      worker.carryOut(
          progress.begin(options.retryFailed()),
          options.parallel(),
          run -> progress.carryOut(run, worker));
      return progress.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the sweep was interrupted");
    }
  }

  /**
   * The plan's runs as they stand; nothing is changed.
   *
   * @throws InputException as {@link #run}, but for data
   */
  public static List<Entry> look(SweepPlan plan, SweepFolder folder) {
    return SweepStart.entries(plan, folder, folder.record());
  }

  /** Nobody else may touch the runs that a killed sweep left at work. */
  private static void awaitOrphans(
      RunWorker worker,
      SweepPlan plan,
      SweepFolder folder,
      Optional<SweepRecord> before,
      Listener listener)
      throws InterruptedException {
    for (Entry entry : SweepStart.entries(plan, folder, before)) {
      RunFolder run = folder.run(entry.run());
      BooleanSupplier atWork =
          () -> entry.hasProcess() || (run.isBegun() && run.liveStatus() == Status.RUNNING);
      if (!listener.cancelled() && atWork.getAsBoolean()) {
        listener.onWait(entry.run());
      }
      worker.await(run, atWork);
    }
  }

  /**
   * Reads each data set that a run will need: a sweep should not begin that cannot end.
   *
   * @return their checksums: what another machine calls by the same name may be other images
   */
  private static Map<List<@Nullable Object>, String> requireData(
      SweepPlan plan, List<SweepRun> todo) {
    Map<List<@Nullable Object>, String> seen = new HashMap<>();
    for (SweepRun run : todo) {
      if (!seen.containsKey(run.images())) {
        try {
          Dataset data = run.spec().data().load(run.dataDir());
          seen.put(run.images(), data.images().sha256());
        } catch (InputException e) {
          throw e.at(plan.file().toString());
        }
      }
    }
    return seen;
  }
}
