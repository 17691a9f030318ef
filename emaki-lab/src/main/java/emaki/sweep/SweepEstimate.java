package emaki.sweep;

import emaki.data.InputException;
import emaki.run.TrialSpec;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import emaki.trial.StepTiming;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How long the rest of a sweep may take.
 *
 * @param seconds null where nothing could be measured
 * @param basis what the estimate rests on, or why there is none
 */
public record SweepEstimate(@Nullable Double seconds, String basis) {
  /** Most different workloads that are timed; the others are taken to be like these. */
  private static final int MOST_TIMED = 4;

  /** Start of a process, engine included, and what it does beside training. */
  private static final double SECONDS_PER_PROCESS = 1.5;

  /** What decides the time of a step. */
  private static List<Object> workload(TrialSpec spec) {
    return List.of(
        spec.data(),
        spec.network(),
        spec.objective().hasPrior(),
        spec.training().batchSize(),
        spec.training().threads());
  }

  /**
   * Estimates by the runs that have finished, or, where none has, by some steps of training that
   * are carried out here.
   *
   * @param entries as {@link Sweep#look} gives them
   * @param parallel runs at a time
   */
  public static SweepEstimate of(SweepPlan plan, List<Entry> entries, int parallel)
      throws IOException {
    List<SweepRun> todo = plan.todo(entries, false);
    OptionalDouble finished =
        entries.stream()
            .filter(entry -> entry.status() == State.FINISHED && entry.seconds() > 0)
            .mapToDouble(Entry::seconds)
            .average();
    if (todo.isEmpty()) {
      return new SweepEstimate(0.0, "nothing is left to do");
    }
    if (finished.isPresent()) {
      return new SweepEstimate(
          finished.getAsDouble() * todo.size() / Math.min(parallel, todo.size()),
          "the runs that have finished, %.1f s each".formatted(finished.getAsDouble()));
    }
    try {
      return timed(plan, todo, parallel);
    } catch (InputException e) {
      return new SweepEstimate(null, String.valueOf(e.getMessage()));
    }
  }

  private static SweepEstimate timed(SweepPlan plan, List<SweepRun> todo, int parallel)
      throws IOException {
    Map<List<Object>, Double> secondsPerEpoch = new HashMap<>();
    int steps = 0;
    for (SweepRun run : todo) {
      List<Object> workload = workload(run.spec());
      if (secondsPerEpoch.size() < MOST_TIMED && !secondsPerEpoch.containsKey(workload)) {
        StepTiming timing = StepTiming.of(run.spec(), run.dataDir());
        secondsPerEpoch.put(workload, timing.secondsPerEpoch());
        steps += timing.steps();
      }
    }
    double usual =
        secondsPerEpoch.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double processes = SECONDS_PER_PROCESS * (1 + plan.steps().size()) * todo.size();
    double epochs =
        todo.stream()
            .map(SweepRun::spec)
            .mapToDouble(
                spec ->
                    spec.training().epochs() * secondsPerEpoch.getOrDefault(workload(spec), usual))
            .sum();
    return new SweepEstimate(
        (epochs + processes) / Math.min(parallel, todo.size()),
        "%d timed steps of %d workload%s by one process; every epoch counted, though runs may stop early"
            .formatted(steps, secondsPerEpoch.size(), secondsPerEpoch.size() == 1 ? "" : "s"));
  }
}
