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
    figures.put(run.id(), SweepFigures.of(folder.run(run.id())));
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
    Map<Integer, List<Integer>> rows =
        IntStream.range(0, entries.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> plan.runs().get(i).configuration(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Configuration> configurations =
        rows.values().stream().map(seeds -> configuration(seeds, entries)).toList();
    Csv.write(folder.path().resolve("results.csv"), results(entries));
    Csv.write(folder.path().resolve("summary.csv"), summary(configurations));
    return configurations;
  }

  private Configuration configuration(List<Integer> seeds, List<Entry> entries) {
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
    Map<String, String> options = plan.runs().get(seeds.get(0)).varied();
    return new Configuration(options, finished.size(), seeds.size(), spreads);
  }

  private List<List<String>> results(List<Entry> entries) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("run"));
    head.addAll(plan.varied());
    head.addAll(List.of("seed", "status"));
    head.addAll(SweepFigures.NAMES);
    head.add("message");
    rows.add(head);
    for (int i = 0; i < entries.size(); i++) {
      SweepRun run = plan.runs().get(i);
      List<String> row = new ArrayList<>(List.of(run.id()));
      row.addAll(run.varied().values());
      row.add(String.valueOf(run.spec().training().seed()));
      row.add(entries.get(i).status().toString());
      SweepFigures.NAMES.forEach(name -> row.add(cell(figures(run).get(name))));
      row.add(Objects.requireNonNullElse(entries.get(i).message(), ""));
      rows.add(row);
    }
    return rows;
  }

  private List<List<String>> summary(List<Configuration> configurations) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(plan.varied());
    head.add("n");
    for (String name : SweepFigures.NAMES) {
      head.addAll(List.of(name + "_mean", name + "_sd", name + "_min", name + "_max"));
    }
    rows.add(head);
    for (Configuration configuration : configurations) {
      List<String> row = new ArrayList<>(configuration.options().values());
      row.add(String.valueOf(configuration.n()));
      SweepFigures.NAMES.forEach(name -> row.addAll(cells(configuration.figures().get(name))));
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(@Nullable Spread spread) {
    return spread == null
        ? List.of("", "", "", "")
        : List.of(cell(spread.mean()), cell(spread.sd()), cell(spread.min()), cell(spread.max()));
  }

  private static String cell(@Nullable Double value) {
    return value == null ? "" : TrialOptions.text(value);
  }
}
