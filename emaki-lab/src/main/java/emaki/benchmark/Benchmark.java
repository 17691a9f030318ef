package emaki.benchmark;

import emaki.data.InputException;
import emaki.run.RunLock;
import emaki.sweep.CommandLauncher;
import emaki.sweep.CommandLauncher.Ending;
import emaki.sweep.Deed;
import emaki.sweep.RunWorker;
import emaki.sweep.SweepRecord.State;
import emaki.sweep.WorkProgress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Carries a benchmark out: commands of emaki, each a process of its own, several at a time, and
 * tables of what their runs came to. What is done is never done again: the same call goes on where
 * it was interrupted or killed. Later calls with more seeds or another selection add to the tables.
 */
public final class Benchmark {
  /** Work below which its pace says nothing yet, in seconds. */
  private static final double PACE = 30;

  private final BenchmarkPlan plan;
  private final CommandLauncher launcher;
  private final WorkProgress.Listener listener;
  private final Map<String, String> failures = new TreeMap<>();

  private Benchmark(BenchmarkPlan plan, CommandLauncher launcher, WorkProgress.Listener listener) {
    this.plan = plan;
    this.launcher = launcher;
    this.listener = listener;
  }

  /**
   * What has come of it.
   *
   * @param results as {@code results.json} has them
   * @param page {@code results.md}
   * @param failures why commands failed, by run, or by run and clustering
   * @param interrupted whether there is more to be done
   */
  public record Outcome(
      Map<String, Object> results, Path page, Map<String, String> failures, boolean interrupted) {}

  /**
   * What would be done.
   *
   * @param commands that are still to be given
   * @param more that may follow, as these come out
   */
  public record Planned(String job, List<Deed> commands, int more) {}

  /**
   * A plan as it stands.
   *
   * @param seconds that the rest may take
   */
  public record Look(List<Planned> jobs, double seconds) {}

  /**
   * Looks at a plan; nothing is written.
   *
   * @throws InputException as {@link #run}
   */
  public static Look look(BenchmarkPlan plan) throws IOException {
    requireSame(plan);
    Map<String, String> failed =
        plan.options().retryFailed()
            ? Map.of()
            : plan.folder().record().map(BenchmarkRecord::failures).orElse(Map.of());
    List<Planned> jobs = new ArrayList<>();
    List<BenchmarkJob> todo = new ArrayList<>();
    for (BenchmarkJob job : jobs(plan)) {
      List<Deed> commands =
          job.steps().stream()
              .filter(step -> isToDo(step, failed))
              .map(BenchmarkStep::deed)
              .toList();
      long unwanted = job.steps().stream().filter(step -> !step.wanted().getAsBoolean()).count();
      jobs.add(new Planned(job.id(), commands, commands.isEmpty() ? 0 : (int) unwanted));
      if (!commands.isEmpty()) {
        todo.add(job);
      }
    }
    return new Look(jobs, WorkProgress.expectedSeconds(todo, 1, plan.options().parallel()));
  }

  /**
   * Carries a plan out, or goes on with it.
   *
   * @throws InputException before anything is written, where the folder holds something else, or
   *     runs of other settings
   */
  public static Outcome run(
      BenchmarkPlan plan, CommandLauncher launcher, WorkProgress.Listener listener)
      throws IOException {
    requireSame(plan);
    try (RunLock lock = plan.folder().lock()) {
      BenchmarkRecord record =
          plan.folder()
              .record()
              .orElseGet(() -> BenchmarkRecord.of(plan.settings()))
              .asked(plan.options().seeds(), plan.options().retryFailed());
      return new Benchmark(plan, launcher, listener).carryOut(record);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the work was interrupted");
    }
  }

  private static void requireSame(BenchmarkPlan plan) {
    Path folder = plan.options().out();
    plan.folder().record().ifPresent(record -> record.requireSame(folder, plan.settings()));
    jobs(plan).forEach(job -> job.steps().forEach(BenchmarkStep::requireSame));
  }

  private static List<BenchmarkJob> jobs(BenchmarkPlan plan) {
    return plan.stages().stream().flatMap(List::stream).toList();
  }

  private static boolean isToDo(BenchmarkStep step, Map<String, String> failed) {
    try {
      return !failed.containsKey(step.id()) && !step.isDone();
    } catch (InputException e) {
      // Damaged: carrying it out will tell.
      return true;
    }
  }

  private boolean isToDo(BenchmarkJob job) {
    return job.steps().stream().anyMatch(step -> isToDo(step, failures));
  }

  private Outcome carryOut(BenchmarkRecord record) throws IOException, InterruptedException {
    failures.putAll(record.failures());
    plan.folder().write(record);
    plan.prepare();
    int parallel = plan.options().parallel();
    List<BenchmarkJob> todo = jobs(plan).stream().filter(this::isToDo).toList();
    RunWorker worker = new RunWorker(launcher, listener::cancelled, "give the command again");
    WorkProgress progress =
        WorkProgress.begin(
            listener,
            jobs(plan).size(),
            todo,
            WorkProgress.expectedSeconds(todo, 1, parallel),
            PACE);
    try (progress) {
      for (List<BenchmarkJob> stage : plan.stages()) {
        List<BenchmarkJob> now = stage.stream().filter(this::isToDo).toList();
        worker.carryOut(
            now,
            parallel,
            job -> {
              progress.end(job, carryOut(job, worker, progress));
              write(record, progress);
            });
        if (!now.isEmpty()) {
          results(write(record, progress));
        }
      }
    }
    Map<String, Object> results = results(write(record, progress));
    return new Outcome(results, plan.folder().pageFile(), failures, progress.interrupted());
  }

  private synchronized BenchmarkRecord write(BenchmarkRecord begun, WorkProgress progress)
      throws IOException {
    BenchmarkRecord now = begun.after(begun.workSeconds() + progress.seconds(), failures);
    plan.folder().write(now);
    return now;
  }

  /** What fails of a job is remembered, and leaves the rest of it alone. */
  private Ending carryOut(BenchmarkJob job, RunWorker worker, WorkProgress progress)
      throws IOException, InterruptedException {
    Ending how = new Ending(State.FINISHED, null);
    for (BenchmarkStep step : job.steps()) {
      if (!isToDo(step)) {
        continue;
      }
      Ending ending = carryOut(step, job, worker, progress);
      if (ending.state() == State.INTERRUPTED) {
        return ending;
      }
      if (ending.state() == State.FAILED && how.state() != State.FAILED) {
        how = ending;
      }
    }
    return how;
  }

  private synchronized boolean isToDo(BenchmarkStep step) {
    return isToDo(step, failures);
  }

  private Ending carryOut(
      BenchmarkStep step, BenchmarkJob job, RunWorker worker, WorkProgress progress)
      throws IOException, InterruptedException {
    if (worker.isHalted()) {
      return Ending.INTERRUPTED;
    }
    if (!isReady(step)) {
      return new Ending(State.FAILED, "what it needs has failed");
    }
    Ending ending =
        worker.carryOut(
            List.of(step),
            plan.folder().log(String.valueOf(step.run().path().getFileName())),
            progress.listener(job, BenchmarkStep::requireSame));
    if (ending.state() == State.FAILED) {
      synchronized (this) {
        failures.put(step.id(), String.valueOf(ending.message()));
      }
    }
    return ending;
  }

  private static boolean isReady(BenchmarkStep step) {
    try {
      return step.isReady();
    } catch (InputException e) {
      return false;
    }
  }

  private Map<String, Object> results(BenchmarkRecord record) throws IOException {
    return plan.results(BenchmarkOptions.seeds(record.seeds())).write(plan, record);
  }
}
