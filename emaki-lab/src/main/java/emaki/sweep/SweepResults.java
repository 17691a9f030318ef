package emaki.sweep;

import emaki.eval.Spread;
import emaki.run.Csv;
import emaki.run.TrialOptions;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sweep's results: {@code results.csv} with a row a run, {@code summary.csv} with a row a
 * configuration. A run's files are read once, when it has ended.
 */
public final class SweepResults {
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final Map<String, Map<String, Double>> figures = new HashMap<>();

  SweepResults(SweepPlan plan, SweepFolder folder) {
    this.plan = plan;
    this.folder = folder;
  }

  /**
   * The figures of one configuration over its seeds.
   *
   * @param options those that vary
   * @param n finished runs
   * @param of how many runs
   * @param figures by name, those that at least one run has
   */
  public record Configuration(
      Map<String, String> options, int n, int of, Map<String, Spread> figures) {}

  /** Reads the figures of a run that has ended. */
  void read(SweepRun run) throws IOException {
    figures.put(run.id(), SweepFigures.of(folder.run(run)));
  }

  /** The configurations in the order of the plan. */
  public List<Configuration> configurations(List<Entry> entries) {
    Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      rows.computeIfAbsent(plan.runs().get(i).configuration(), c -> new ArrayList<>()).add(i);
    }
    return rows.values().stream().map(of -> configuration(of, entries)).toList();
  }

  private Configuration configuration(List<Integer> rows, List<Entry> entries) {
    List<Integer> finished =
        rows.stream().filter(i -> entries.get(i).status() == State.FINISHED).toList();
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String name : SweepFigures.names()) {
      List<Double> values = new ArrayList<>();
      for (int row : finished) {
        Double value = figures(plan.runs().get(row)).get(name);
        if (value != null) {
          values.add(value);
        }
      }
      if (!values.isEmpty()) {
        spreads.put(name, Spread.of(values));
      }
    }
    return new Configuration(
        plan.runs().get(rows.get(0)).varied(), finished.size(), rows.size(), spreads);
  }

  private Map<String, Double> figures(SweepRun run) {
    return figures.getOrDefault(run.id(), Map.of());
  }

  /** Writes both tables. */
  void write(List<Entry> entries) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("run"));
    head.addAll(plan.varied());
    head.addAll(List.of("seed", "status"));
    head.addAll(SweepFigures.names());
    head.add("message");
    rows.add(head);
    for (int i = 0; i < entries.size(); i++) {
      rows.add(row(plan.runs().get(i), entries.get(i)));
    }
    Csv.write(folder.path().resolve("results.csv"), rows);
    Csv.write(folder.path().resolve("summary.csv"), summary(configurations(entries)));
  }

  private List<String> row(SweepRun run, Entry entry) {
    List<String> row = new ArrayList<>(List.of(run.id()));
    row.addAll(run.varied().values());
    row.add(String.valueOf(run.spec().training().seed()));
    row.add(entry.status().toString());
    SweepFigures.names().forEach(name -> row.add(cell(figures(run).get(name))));
    row.add(entry.message() == null ? "" : entry.message());
    return row;
  }

  private List<List<String>> summary(List<Configuration> configurations) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(plan.varied());
    head.add("n");
    for (String name : SweepFigures.names()) {
      head.addAll(List.of(name + "_mean", name + "_sd", name + "_min", name + "_max"));
    }
    rows.add(head);
    for (Configuration configuration : configurations) {
      List<String> row = new ArrayList<>(configuration.options().values());
      row.add(String.valueOf(configuration.n()));
      for (String name : SweepFigures.names()) {
        Spread spread = configuration.figures().get(name);
        row.add(spread == null ? "" : cell(spread.mean()));
        row.add(spread == null ? "" : cell(spread.sd()));
        row.add(spread == null ? "" : cell(spread.min()));
        row.add(spread == null ? "" : cell(spread.max()));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String cell(@Nullable Double value) {
    return value == null ? "" : TrialOptions.text(value);
  }
}
