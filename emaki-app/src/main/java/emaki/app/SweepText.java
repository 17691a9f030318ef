package emaki.app;

import emaki.eval.Spread;
import emaki.sweep.Sweep;
import emaki.sweep.SweepEstimate;
import emaki.sweep.SweepFolder;
import emaki.sweep.SweepPlan;
import emaki.sweep.SweepRecord;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import emaki.sweep.SweepResults.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A sweep as people and programs read it. */
final class SweepText {
  /** The columns of the table: figure by heading. */
  private static final Map<String, String> COLUMNS = columns();

  private final Console console;
  private final SweepPlan plan;
  private final SweepFolder folder;

  SweepText(Console console, SweepPlan plan, SweepFolder folder) {
    this.console = console;
    this.plan = plan;
    this.folder = folder;
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("test MSE", "mse_test");
    columns.put("divergence", "divergence_test");
    columns.put("clusters, test", "cluster_accuracy_test");
    columns.put("classifier, test", "classifier_accuracy_test");
    return columns;
  }

  /** A line as each run ends. */
  Sweep.Listener listener(int parallel, BooleanSupplier cancelled) {
    return new Sweep.Listener() {
      @Override
      public void onBegin(int todo, int total) {
        console.say("%s in %s, %d to do, %d at a time", runs(total), folder.path(), todo, parallel);
      }

      @Override
      public void onWait(String run) {
        console.say("%s is still at work in a process of an earlier sweep; waiting for it", run);
      }

      @Override
      public void onRun(Entry run, int done, int total, double secondsLeft) {
        console.say(
            "%d/%d  %s  %s in %s%s, about %s to go",
            done,
            total,
            run.run(),
            run.status(),
            TrainingProgress.duration(run.seconds()),
            run.message() == null ? "" : ": " + run.message(),
            TrainingProgress.duration(secondsLeft));
      }

      @Override
      public boolean cancelled() {
        return cancelled.getAsBoolean();
      }
    };
  }

  /** What would be run. */
  void plan(List<Entry> entries, SweepEstimate estimate, int parallel) {
    List<Map<String, Object>> runs = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      List<String> commands =
          plan.deeds(plan.runs().get(i), folder).stream().map(CommandWords::of).toList();
      console.print("%s (%s)", entries.get(i).run(), entries.get(i).status());
      commands.forEach(command -> console.print("  %s", command));
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("run", entries.get(i).run());
      run.put("status", entries.get(i).status());
      run.put("commands", commands);
      runs.add(run);
    }
    Double seconds = estimate.seconds();
    console.print(
        "%s, %d finished; %s", runs(entries.size()), finished(entries), text(estimate, parallel));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("sweep", folder.path().toString());
    result.put("runs", runs);
    result.put("parallel", parallel);
    result.put("estimate_seconds", seconds);
    result.put("estimate_basis", estimate.basis());
    console.result(result);
  }

  static String runs(int count) {
    return count == 1 ? "1 run" : count + " runs";
  }

  private static long finished(List<Entry> entries) {
    return entries.stream().filter(entry -> entry.status() == State.FINISHED).count();
  }

  private static String text(SweepEstimate estimate, int parallel) {
    Double seconds = estimate.seconds();
    if (seconds != null && seconds == 0) {
      return estimate.basis();
    }
    return seconds == null
        ? "no estimate: " + estimate.basis()
        : "the rest takes about %s, %d at a time, by %s"
            .formatted(TrainingProgress.duration(seconds), parallel, estimate.basis());
  }

  /** What came of it. */
  void outcome(Sweep.Outcome outcome) {
    table(outcome.configurations());
    SweepRecord record = outcome.record();
    console.print(
        "%s: %d finished, %d failed; %s",
        runs(record.runs().size()),
        record.count(State.FINISHED),
        record.count(State.FAILED),
        files());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("sweep", folder.path().toString());
    result.put("name", record.name());
    result.put("status", record.status());
    result.put("runs", record.runs().size());
    for (State state : List.of(State.FINISHED, State.FAILED, State.INTERRUPTED, State.WAITING)) {
      result.put(state.toString(), record.count(state));
    }
    result.put("configurations", outcome.configurations());
    Map<String, Object> failures = new LinkedHashMap<>();
    record.runs().stream()
        .filter(entry -> entry.status() == State.FAILED)
        .forEach(entry -> failures.put(entry.run(), entry.message()));
    result.put("failures", failures);
    console.result(result);
  }

  private String files() {
    return "%s, summary.csv and chart.png".formatted(folder.path().resolve("results.csv"));
  }

  private void table(List<Configuration> configurations) {
    List<String> figures =
        COLUMNS.keySet().stream()
            .filter(
                name ->
                    configurations.stream()
                        .anyMatch(c -> c.figures().containsKey(COLUMNS.get(name))))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(plan.varied());
    head.add("runs");
    head.addAll(figures);
    rows.add(head);
    for (Configuration each : configurations) {
      List<String> row = new ArrayList<>(each.options().values());
      row.add(each.n() + "/" + each.of());
      figures.forEach(name -> row.add(text(each.figures().get(COLUMNS.get(name)))));
      rows.add(row);
    }
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(("%-" + (widths[i] + 2) + "s").formatted(row.get(i)));
      }
      console.print("%s", line.toString().stripTrailing());
    }
  }

  private static String text(@Nullable Spread spread) {
    if (spread == null) {
      return "-";
    }
    return spread.sd() == null
        ? "%.4f".formatted(spread.mean())
        : "%.4f ± %.4f".formatted(spread.mean(), spread.sd());
  }
}
