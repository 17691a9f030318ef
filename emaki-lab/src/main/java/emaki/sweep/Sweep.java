package emaki.sweep;

import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.run.DataSpec;
import emaki.run.Provenance;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.run.RunRecord.Status;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    requireData(plan, look(plan, folder), options.retryFailed());
    try (RunLock lock = folder.lock()) {
      // Only now: before the lock was had, another sweep may have been working on it.
      Optional<SweepRecord> before = folder.record();
      RunWorker worker =
          new RunWorker(new CommandRunner(launcher, listener::cancelled), "run the sweep again");
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
      SweepProgress progress = SweepProgress.begin(plan, folder, record, listener);
      return carryOut(plan, folder, options, worker, progress);
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
    List<Entry> entries = SweepStart.entries(plan, folder, before);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      RunFolder run = folder.run(plan.runs().get(i));
      BooleanSupplier atWork =
          () -> entry.hasProcess() || (run.isBegun() && run.liveStatus() == Status.RUNNING);
      if (!listener.cancelled() && atWork.getAsBoolean()) {
        listener.onWait(entry.run());
      }
      worker.await(run, atWork);
    }
  }

  private static Outcome carryOut(
      SweepPlan plan, SweepFolder folder, Options options, RunWorker worker, SweepProgress progress)
      throws IOException, InterruptedException {
    AtomicFile.write(folder.path().resolve("sweep.yaml"), out -> out.write(plan.file().bytes()));
    List<SweepRun> todo =
        plan.runs().stream()
            .filter(run -> isToDo(progress.entry(run), options.retryFailed()))
            .toList();
    progress.expect(todo.size());
    CommandRunner runner = worker.runner();
    runner.carryOut(
        todo,
        options.parallel(),
        run -> {
          if (!runner.isHalted()) {
            List<SweepStep> steps = SweepStep.of(plan, run, folder.run(run), progress.entry(run));
            progress.end(run, worker.carryOut(steps, folder.log(run), progress));
          }
        });
    return progress.end();
  }

  static boolean isToDo(Entry entry, boolean retryFailed) {
    return entry.status() != State.FINISHED && (entry.status() != State.FAILED || retryFailed);
  }

  /** Reads each data set that a run will need: a sweep should not begin that cannot end. */
  private static void requireData(SweepPlan plan, List<Entry> entries, boolean retryFailed) {
    Set<List<@Nullable Object>> seen = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      SweepRun run = plan.runs().get(i);
      DataSpec data = run.spec().data();
      if (isToDo(entries.get(i), retryFailed)
          && seen.add(java.util.Arrays.asList(data, run.dataDir()))) {
        Path dataDir = run.dataDir() == null ? null : Path.of(run.dataDir());
        try {
          data.load(dataDir);
        } catch (InputException e) {
          throw e.at(plan.file().toString());
        }
      }
    }
  }
}
