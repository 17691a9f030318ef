package emaki.sweep;

import emaki.run.RunRecord;
import emaki.sweep.CommandLauncher.Ending;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import emaki.sweep.SweepResults.Configuration;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a sweep is: the one place that its workers change, and that writes the sweep's files. */
final class SweepProgress implements RunWorker.Listener<SweepStep> {
  /** Drawing takes a good part of a second, which many short runs should not wait for. */
  private static final double SECONDS_BETWEEN_CHARTS = 5;

  private final SweepPlan plan;
  private final SweepFolder folder;
  private final SweepRecord record;
  private final Map<List<@Nullable Object>, String> images;
  private final Sweep.Listener listener;
  private final SweepResults results;
  private final SweepPlot chart;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private @Nullable Long charted;
  private double spent;
  private int expected;
  private int ended;

  /**
   * @param images checksums of the data sets of the runs that are to be done
   */
  SweepProgress(
      SweepPlan plan,
      SweepFolder folder,
      SweepRecord record,
      Map<List<@Nullable Object>, String> images,
      Sweep.Listener listener) {
    this.images = Map.copyOf(images);
    this.plan = plan;
    this.folder = folder;
    this.record = record;
    this.listener = listener;
    this.results = new SweepResults(plan, folder);
    this.chart = new SweepPlot(plan, folder);
    record.runs().forEach(entry -> entries.put(entry.run(), entry));
  }

  /** The work begins, on these runs. */
  synchronized List<SweepRun> begin(boolean retryFailed) throws IOException {
    for (SweepRun run : plan.runs()) {
      results.read(run);
    }
    write(State.RUNNING);
    List<SweepRun> todo = plan.todo(record.runs(), retryFailed);
    expected = todo.size();
    listener.onBegin(expected, entries.size());
    return todo;
  }

  /** Carries a run out; called by several threads, of which only what they tell is in turn. */
  void carryOut(SweepRun run, RunWorker worker) throws IOException, InterruptedException {
    if (!worker.isHalted()) {
      List<SweepStep> steps = SweepStep.of(plan, run, folder.run(run.id()), entry(run));
      end(run, worker.carryOut(steps, folder.log(run.id()), this));
    }
  }

  private synchronized Entry entry(SweepRun run) {
    return Objects.requireNonNull(entries.get(run.id()), run.id());
  }

  @Override
  public synchronized void onStart(SweepStep step, @Nullable ProcessHandle process)
      throws IOException {
    put(entry(step.of()).workedOnBy(process));
  }

  @Override
  public synchronized Optional<Ending> onEnd(SweepStep step, Optional<Ending> how, double seconds)
      throws IOException {
    FollowUp then = step.then();
    put(entry(step.of()).after(seconds, how.isEmpty() ? then : null));
    if (how.isPresent() || then != null) {
      return how;
    }
    RunRecord made = step.folder().record();
    return SweepStart.difference(made.autoencoder(), step.of().spec())
        .or(() -> otherImages(made, step.of()))
        .map(difference -> new Ending(State.FAILED, "it ran with " + difference));
  }

  /** Another machine's, or those of a file that has been changed since the sweep began. */
  private Optional<String> otherImages(RunRecord made, SweepRun run) {
    String wanted = images.get(run.images());
    String found = made.dataset().sha256();
    return wanted == null || wanted.equals(found)
        ? Optional.empty()
        : Optional.of(
            "other images of %s: checksum %.12s, here %.12s"
                .formatted(run.spec().data().name(), found, wanted));
  }

  /** Keeps what has changed in a run. */
  private void put(Entry entry) throws IOException {
    entries.put(entry.run(), entry);
    write(State.RUNNING);
  }

  /** A run that has ended: its results go into every table, unless it is to go on another time. */
  private synchronized void end(SweepRun run, Ending how) throws IOException {
    Entry entry = entry(run).with(how.state(), how.message());
    put(entry);
    if (how.state() == State.INTERRUPTED) {
      return;
    }
    results.read(run);
    ended++;
    List<Configuration> configurations = results.write(List.copyOf(entries.values()));
    if (charted == null || (System.nanoTime() - charted) / 1e9 > SECONDS_BETWEEN_CHARTS) {
      chart.draw(configurations);
      charted = System.nanoTime();
    }
    int done = entries.size() - left();
    spent += entry.seconds();
    int left = Math.max(0, expected - ended);
    double atATime = Math.max(1, Math.min(record.parallel(), left));
    listener.onRun(entry, done, entries.size(), spent / ended * left / atATime);
  }

  /** Runs that are neither finished nor failed. */
  private int left() {
    return (int) entries.values().stream().filter(entry -> entry.isToDo(false)).count();
  }

  /** The sweep has ended, one way or another. */
  synchronized Sweep.Outcome end() throws IOException {
    List<Configuration> configurations = results.write(List.copyOf(entries.values()));
    chart.draw(configurations);
    boolean failed = entries.values().stream().anyMatch(e -> e.status() == State.FAILED);
    State state = left() > 0 ? State.INTERRUPTED : failed ? State.FAILED : State.FINISHED;
    return new Sweep.Outcome(write(state), configurations);
  }

  private SweepRecord write(State state) throws IOException {
    SweepRecord now = record.with(state, entries.values());
    folder.write(now);
    return now;
  }
}
