package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each run of a sweep stands before the sweep begins or goes on: by its own folder first,
 * which is right even where the sweep was killed, and by {@code sweep.json} for what a run's folder
 * does not tell.
 */
final class SweepStart {
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final Map<String, Entry> before = new HashMap<>();

  private SweepStart(SweepPlan plan, SweepFolder folder, Optional<SweepRecord> record) {
    this.plan = plan;
    this.folder = folder;
    record.ifPresent(r -> r.runs().forEach(entry -> before.put(entry.run(), entry)));
  }

  /**
   * The entries of the plan's runs, in its order; each still with the process that was last at work
   * on it, which may live on.
   *
   * @throws InputException where a run that is there was made by other options than the file now
   *     gives it
   */
  static List<Entry> entries(SweepPlan plan, SweepFolder folder, Optional<SweepRecord> record) {
    SweepStart start = new SweepStart(plan, folder, record);
    List<Entry> entries = new ArrayList<>();
    for (SweepRun run : plan.runs()) {
      entries.add(start.entry(run));
    }
    return entries;
  }

  private Entry entry(SweepRun run) {
    Entry known = before.getOrDefault(run.id(), Entry.waiting(run.id()));
    RunFolder runFolder = folder.run(run);
    if (!runFolder.isBegun()) {
      return known.status() == State.FAILED ? known : known.seen(State.WAITING, null);
    }
    RunRecord record = runFolder.record();
    requireSame(run, record.autoencoder());
    requireSameSteps(run, known);
    return switch (runFolder.liveStatus()) {
      case FINISHED ->
          plan.steps().stream().allMatch(step -> known.steps().containsKey(step.command()))
              ? known.seen(State.FINISHED, null)
              : known.status() == State.FAILED ? known : known.seen(State.WAITING, null);
      case FAILED -> known.seen(State.FAILED, record.message());
      case INTERRUPTED ->
          known.status() == State.FAILED ? known : known.seen(State.INTERRUPTED, null);
      case RUNNING -> known.seen(State.RUNNING, null);
    };
  }

  private void requireSame(SweepRun run, TrialSpec recorded) {
    difference(recorded, run.spec())
        .ifPresent(
            difference -> {
              throw new InputException(
                  folder.run(run).path().toString(),
                  "was made with " + difference,
                  "restore the sweep file and ‹threads›, or choose another folder");
            });
  }

  /** How the first option that differs does: {@code sigma 1, the sweep now says 2}. */
  static Optional<String> difference(TrialSpec recorded, TrialSpec wanted) {
    Map<String, String> now = TrialOptions.of(wanted);
    Map<String, String> then = TrialOptions.of(recorded);
    return TrialOptions.names().stream()
        .filter(name -> !now.getOrDefault(name, "").equals(then.getOrDefault(name, "")))
        .findFirst()
        .map(
            name ->
                "%s %s, the sweep now says %s"
                    .formatted(
                        name, then.getOrDefault(name, "none"), now.getOrDefault(name, "none")));
  }

  private void requireSameSteps(SweepRun run, Entry known) {
    for (FollowUp step : plan.steps()) {
      String options = known.steps().get(step.command());
      if (options != null && !options.equals(step.text())) {
        throw plan.file()
            .fault(
                step.where(),
                "%s was done with '%s', the file now says '%s'"
                    .formatted(folder.run(run).path(), options, step.text()),
                "restore the file, or choose another folder");
      }
    }
  }
}
