package emaki.sweep;

import emaki.eval.Spread;
import emaki.run.Clusterings;
import emaki.run.Csv;
import emaki.run.RunFolder;
import emaki.run.TrialOptions;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sweep's results: {@code results.csv} with a row a run, {@code summary.csv} with a row a
 * configuration. A run's files are read once, when it has ended.
 */
public final class SweepResults {
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final Map<String, Map<String, Double>> figures = new HashMap<>();

  /** What is said of damaged clusterings, by run. */
  private final Map<String, String> leftOut = new HashMap<>();

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
    RunFolder own = folder.run(run.id());
    Clusterings.Listing clusterings = own.clusterings().list();
    figures.put(run.id(), SweepFigures.of(own, clusterings.sound()));
    leftOut.put(run.id(), String.join(" ", clusterings.leftOut()));
  }

  private Map<String, Double> figures(SweepRun run) {
    return figures.getOrDefault(run.id(), Map.of());
  }

  /**
   * Writes both tables.
   *
   * @param entries in the order of the plan
   * @return the configurations, in that order too
   */
  List<Configuration> write(List<Entry> entries) throws IOException {
    Map<Map<String, String>, List<Integer>> rows =
        IntStream.range(0, entries.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> plan.runs().get(i).varied(), LinkedHashMap::new, Collectors.toList()));
    List<Configuration> configurations =
        rows.entrySet().stream()
            .map(row -> configuration(row.getKey(), row.getValue(), entries))
            .toList();
    write(
        "results.csv",
        IntStream.range(0, entries.size()).mapToObj(i -> row(plan.runs().get(i), entries.get(i))));
    write("summary.csv", configurations.stream().map(SweepResults::row));
    return configurations;
  }

  private Configuration configuration(
      Map<String, String> options, List<Integer> seeds, List<Entry> entries) {
    List<SweepRun> finished =
        seeds.stream()
            .filter(i -> entries.get(i).status() == State.FINISHED)
            .map(plan.runs()::get)
            .toList();
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String name : SweepFigures.NAMES) {
      List<Double> values =
          finished.stream().flatMap(run -> Stream.ofNullable(figures(run).get(name))).toList();
      if (!values.isEmpty()) {
        spreads.put(name, Spread.of(values));
      }
    }
    return new Configuration(options, finished.size(), seeds.size(), spreads);
  }

  private Map<String, String> row(SweepRun run, Entry entry) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("run", run.id());
    row.putAll(run.varied());
    row.put("seed", String.valueOf(run.spec().training().seed()));
    row.put("status", entry.status().toString());
    SweepFigures.NAMES.forEach(name -> row.put(name, cell(figures(run).get(name))));
    row.put(
        "message", Objects.requireNonNullElse(entry.message(), leftOut.getOrDefault(run.id(), "")));
    return row;
  }

  private static Map<String, String> row(Configuration configuration) {
    Map<String, String> row = new LinkedHashMap<>(configuration.options());
    row.put("n", String.valueOf(configuration.n()));
    for (String name : SweepFigures.NAMES) {
      Spread spread = configuration.figures().get(name);
      row.put(name + "_mean", cell(spread == null ? null : spread.mean()));
      row.put(name + "_sd", cell(spread == null ? null : spread.sd()));
      row.put(name + "_min", cell(spread == null ? null : spread.min()));
      row.put(name + "_max", cell(spread == null ? null : spread.max()));
    }
    return row;
  }

  private static String cell(@Nullable Double value) {
    return value == null ? "" : TrialOptions.text(value);
  }

  /** Rows of the same columns, their head first. */
  private void write(String name, Stream<Map<String, String>> rows) throws IOException {
    List<List<String>> table = new ArrayList<>();
    rows.forEach(
        row -> {
          if (table.isEmpty()) {
            table.add(List.copyOf(row.keySet()));
          }
          table.add(List.copyOf(row.values()));
        });
    Csv.write(folder.path().resolve(name), table);
  }
}
