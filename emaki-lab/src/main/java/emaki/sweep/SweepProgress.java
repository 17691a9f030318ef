package emaki.sweep;

import emaki.sweep.CommandRunner.Ending;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a sweep is: the one place that its workers change, and that writes the sweep's files. */
final class SweepProgress implements RunWorker.Listener<SweepStep> {
  /** Drawing takes a good part of a second, which many short runs should not wait for. */
  private static final double SECONDS_BETWEEN_CHARTS = 5;

  private final SweepFolder folder;
  private final SweepRecord record;
  private final Sweep.Listener listener;
  private final SweepResults results;
  private final SweepPlot chart;
  private final List<Entry> entries;
  private final Map<String, Integer> rows = new HashMap<>();
  private @Nullable Long charted;
  private double spent;
  private int expected;
  private int ended;

  private SweepProgress(
      SweepPlan plan, SweepFolder folder, SweepRecord record, Sweep.Listener listener) {
    this.folder = folder;
    this.record = record;
    this.listener = listener;
    this.results = new SweepResults(plan, folder);
    this.chart = new SweepPlot(plan, folder);
    this.entries = new ArrayList<>(record.runs());
    for (int i = 0; i < entries.size(); i++) {
      rows.put(entries.get(i).run(), i);
    }
  }

  static SweepProgress begin(
      SweepPlan plan, SweepFolder folder, SweepRecord record, Sweep.Listener listener)
      throws IOException {
    SweepProgress progress = new SweepProgress(plan, folder, record, listener);
    for (SweepRun run : plan.runs()) {
      progress.results.read(run);
    }
    progress.write(State.RUNNING);
    return progress;
  }

  /** The work begins, on so many runs. */
  synchronized void expect(int runs) {
    expected = runs;
    listener.onBegin(runs, entries.size());
  }

  synchronized Entry entry(SweepRun run) {
    return entries.get(row(run));
  }

  @Override
  public synchronized void onStart(SweepStep step, @Nullable ProcessHandle process)
      throws IOException {
    put(step.of(), entry(step.of()).workedOnBy(process));
  }

  @Override
  public synchronized Optional<Ending> onEnd(SweepStep step, Optional<Ending> how, double seconds)
      throws IOException {
    FollowUp then = step.then();
    Entry entry = entry(step.of()).after(seconds);
    put(step.of(), how.isEmpty() && then != null ? entry.done(then) : entry);
    return how.isPresent() || then != null
        ? how
        : SweepStart.difference(step.folder().record().autoencoder(), step.of().spec())
            .map(difference -> new Ending(State.FAILED, "it ran with " + difference));
  }

  /** Keeps what has changed in a run. */
  private void put(SweepRun run, Entry entry) throws IOException {
    entries.set(row(run), entry);
    write(State.RUNNING);
  }

  /** A run that has ended: its results go into every table, unless it is to go on another time. */
  synchronized void end(SweepRun run, Ending how) throws IOException {
    Entry entry = entry(run).with(how.state(), how.message());
    put(run, entry);
    if (how.state() == State.INTERRUPTED) {
      return;
    }
    results.read(run);
    ended++;
    results.write(entries);
    if (charted == null || (System.nanoTime() - charted) / 1e9 > SECONDS_BETWEEN_CHARTS) {
      chart.draw(results.configurations(entries));
      charted = System.nanoTime();
    }
    int done = (int) entries.stream().filter(e -> !Sweep.isToDo(e, false)).count();
    spent += entry.seconds();
    int left = Math.max(0, expected - ended);
    double atATime = Math.max(1, Math.min(record.parallel(), left));
    listener.onRun(entry, done, entries.size(), spent / ended * left / atATime);
  }

  /** The sweep has ended, one way or another. */
  synchronized Sweep.Outcome end() throws IOException {
    boolean open = entries.stream().anyMatch(entry -> Sweep.isToDo(entry, false));
    boolean failed = entries.stream().anyMatch(entry -> entry.status() == State.FAILED);
    results.write(entries);
    List<SweepResults.Configuration> configurations = results.configurations(entries);
    chart.draw(configurations);
    SweepRecord last = write(open ? State.INTERRUPTED : failed ? State.FAILED : State.FINISHED);
    return new Sweep.Outcome(last, configurations);
  }

  private synchronized SweepRecord write(State state) throws IOException {
    SweepRecord now =
        new SweepRecord(
            record.format(),
            record.name(),
            state,
            record.emaki(),
            record.created(),
            record.threads(),
            record.parallel(),
            entries);
    folder.write(now);
    return now;
  }

  private int row(SweepRun run) {
    Integer row = rows.get(run.id());
    if (row == null) {
      throw new IllegalArgumentException("Expected a run of this sweep, got " + run.id());
    }
    return row;
  }
}
