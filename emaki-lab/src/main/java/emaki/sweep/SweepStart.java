package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
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
  private SweepStart() {}

  /**
   * The entries of the plan's runs, in its order; each still with the process that was last at work
   * on it, which may live on.
   *
   * @throws InputException where a run that is there was made by other options than the file now
   *     gives it
   */
  static List<Entry> entries(SweepPlan plan, SweepFolder folder, Optional<SweepRecord> record) {
    Map<String, Entry> before = new HashMap<>();
    record.ifPresent(r -> r.runs().forEach(entry -> before.put(entry.run(), entry)));
    return plan.runs().stream()
        .map(
            run -> {
              Entry known = before.getOrDefault(run.id(), Entry.waiting(run.id()));
              return entry(plan, run, folder.run(run.id()), known);
            })
        .toList();
  }

  private static Entry entry(SweepPlan plan, SweepRun run, RunFolder folder, Entry known) {
    if (!folder.isBegun()) {
      return unlessFailed(known, State.WAITING);
    }
    RunRecord record = folder.record();
    difference(record.autoencoder(), run.spec())
        .ifPresent(
            difference -> {
              throw new InputException(
                  folder.path().toString(),
                  "was made with " + difference,
                  "restore the sweep file and ‹threads›, or choose another folder");
            });
    requireSameSteps(plan, folder, known);
    return switch (folder.liveStatus()) {
      case FINISHED ->
          plan.steps().stream().allMatch(step -> known.steps().containsKey(step.name()))
              ? known.seen(State.FINISHED, null)
              : unlessFailed(known, State.WAITING);
      case FAILED -> known.seen(State.FAILED, record.message());
      case INTERRUPTED -> unlessFailed(known, State.INTERRUPTED);
      case RUNNING -> known.seen(State.RUNNING, null);
    };
  }

  private static Entry unlessFailed(Entry known, State state) {
    return known.status() == State.FAILED ? known : known.seen(state, null);
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

  private static void requireSameSteps(SweepPlan plan, RunFolder folder, Entry known) {
    for (FollowUp step : plan.steps()) {
      String before = known.steps().get(step.name());
      if (before != null && !before.equals(step.text())) {
        throw plan.file()
            .fault(
                step.where(),
                "%s was done with '%s', the file now says '%s'"
                    .formatted(folder.path(), before, step.text()),
                "restore the file, or choose another folder");
      }
    }
  }
}
