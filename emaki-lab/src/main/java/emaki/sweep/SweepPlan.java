package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.sweep.SweepFile.Value;
import emaki.sweep.SweepRecord.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a sweep file asks for: every combination of the grid's values, the list's entries
 * and the random draws, each with every seed. All of them are built, and so checked, before any is
 * run.
 */
public final class SweepPlan {
  /** Most runs of one sweep. */
  public static final int MOST_RUNS = 10_000;

  private static final String NONE = "none";
  private static final JsonPointer ROOT = JsonPointer.empty();

  private final SweepFile file;
  private final Defaults defaults;
  private final List<List<Map<String, Value>>> axes = new ArrayList<>();
  private final Map<String, JsonPointer> varied = new LinkedHashMap<>();
  private final List<FollowUp> steps = new ArrayList<>();
  private List<SweepRun> runs = List.of();

  private SweepPlan(SweepFile file, Defaults defaults) {
    this.file = file;
    this.defaults = defaults;
  }

  /**
   * What a sweep file may leave open.
   *
   * @param threads of each run
   * @param dataDir where to look for known data sets first; null: the usual places
   */
  public record Defaults(int threads, @Nullable Path dataDir) {}

  /**
   * Expands a file.
   *
   * @param launcher that checks the commands which follow each run
   * @throws InputException that names line and key, where a value is out of its range or the runs
   *     are too many
   */
  public static SweepPlan of(SweepFile file, Defaults defaults, CommandLauncher launcher) {
    SweepPlan plan = new SweepPlan(file, defaults);
    plan.readAxes();
    plan.expand();
    plan.readSteps(launcher);
    return plan;
  }

  /** The file that it came from. */
  public SweepFile file() {
    return file;
  }

  /** All runs: configuration by configuration, each seed by seed. */
  public List<SweepRun> runs() {
    return runs;
  }

  /** The options that vary, in the order of the file, the seed not among them. */
  public List<String> varied() {
    return List.copyOf(varied.keySet());
  }

  /** The most threads that a run takes. */
  public int mostThreads() {
    return runs.stream().mapToInt(run -> run.spec().training().threads()).max().orElse(1);
  }

  /** What is done of a run, in its order. */
  public List<Deed> deeds(SweepRun run, SweepFolder folder) {
    Path path = folder.run(run.id()).path();
    return Stream.concat(
            Stream.of(run.train(path)),
            steps.stream().map(step -> step.on(path, run.spec().training().threads())))
        .toList();
  }

  /** What follows each run. */
  List<FollowUp> steps() {
    return steps;
  }

  /**
   * The runs that are to be done.
   *
   * @param entries of all runs, in their order
   * @param retryFailed whether runs that failed before are tried again
   */
  public List<SweepRun> todo(List<Entry> entries, boolean retryFailed) {
    return IntStream.range(0, runs.size())
        .filter(i -> entries.get(i).isToDo(retryFailed))
        .mapToObj(runs::get)
        .toList();
  }

  private void readAxes() {
    JsonPointer grid = ROOT.appendProperty("grid");
    for (Map.Entry<String, JsonNode> option : file.tree().at(grid).properties()) {
      JsonPointer where = grid.appendProperty(option.getKey());
      vary(option.getKey(), where);
      axes.add(
          IntStream.range(0, option.getValue().size())
              .mapToObj(i -> Map.of(option.getKey(), file.value(where.appendIndex(i))))
              .toList());
    }
    readList(ROOT.appendProperty("list"));
    JsonNode random = file.tree().path("random");
    if (!random.isMissingNode()) {
      JsonPointer where = ROOT.appendProperty("random");
      refuseTooMany(random.path("draws").longValue());
      SweepDraws draws = new SweepDraws(file, random, where);
      draws.options().forEach(option -> vary(option, where.appendProperty(option)));
      axes.add(draws.draw());
    }
    refuseTooMany(1);
  }

  private void readList(JsonPointer where) {
    List<Map<String, Value>> entries =
        IntStream.range(0, file.tree().at(where).size())
            .mapToObj(i -> file.values(where.appendIndex(i)))
            .toList();
    Map<String, JsonPointer> options = new LinkedHashMap<>();
    for (Map<String, Value> entry : entries) {
      entry.forEach((option, value) -> options.putIfAbsent(option, value.where()));
    }
    options.forEach(this::vary);
    if (!entries.isEmpty()) {
      axes.add(entries);
    }
  }

  private void vary(String option, JsonPointer where) {
    JsonPointer before = varied.putIfAbsent(option, where);
    if (before != null) {
      throw file.fault(
          where,
          "varies already in line " + file.line(before),
          "vary each option in one of grid, list and random");
    }
  }

  /** Counts without building: a slip of the hand may ask for ten million runs. */
  private void refuseTooMany(long draws) {
    double count = draws * (double) seeds().size();
    for (List<?> axis : axes) {
      count *= axis.size();
    }
    if (count > MOST_RUNS) {
      String key = file.tree().has("random") && draws > 1 ? "random" : "grid";
      throw file.fault(
          ROOT.appendProperty(file.tree().has(key) ? key : "seeds"),
          "asks for %.0f runs, expected at most %d".formatted(count, MOST_RUNS),
          "give fewer values, draws or seeds");
    }
  }

  private List<Long> seeds() {
    JsonNode node = file.tree().path("seeds");
    List<Long> seeds = new ArrayList<>();
    node.forEach(seed -> seeds.add(seed.longValue()));
    return seeds.isEmpty() ? List.of(0L) : seeds;
  }

  private void expand() {
    List<Map<String, Value>> configurations = List.of(file.values(ROOT.appendProperty("base")));
    for (List<Map<String, Value>> axis : axes) {
      configurations =
          configurations.stream()
              .flatMap(before -> axis.stream().map(choice -> joined(before, choice)))
              .toList();
    }
    runs =
        SweepIds.named(
            file,
            configurations.stream()
                .flatMap(values -> seeds().stream().map(seed -> run(values, seed)))
                .toList());
  }

  private static Map<String, Value> joined(Map<String, Value> before, Map<String, Value> choice) {
    Map<String, Value> joined = new LinkedHashMap<>(before);
    joined.putAll(choice);
    return joined;
  }

  private SweepRun run(Map<String, Value> values, long seed) {
    if (!values.containsKey("data")) {
      throw file.fault(
          ROOT.appendProperty("base"), "names no data", "say which, as in base: {data: kana}");
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put("threads", String.valueOf(defaults.threads()));
    values.forEach((name, value) -> options.put(name, value.text()));
    options.put("seed", String.valueOf(seed));
    String dataDir = options.remove("data-dir");
    TrialSpec spec = spec(options, values);
    Map<String, String> effective = TrialOptions.of(spec);
    Map<String, String> here = new LinkedHashMap<>();
    for (String option : varied.keySet()) {
      here.put(
          option,
          option.equals("data-dir")
              ? Objects.requireNonNullElse(dataDir, NONE)
              : effective.getOrDefault(option, NONE));
    }
    Path folder = dataDir == null ? defaults.dataDir : Path.of(dataDir);
    return new SweepRun("", here, spec, folder);
  }

  /** The spec, its refusal told with the line of the option that it names. */
  private TrialSpec spec(Map<String, String> options, Map<String, Value> values) {
    try {
      return TrialOptions.spec(options);
    } catch (InputException e) {
      Value culprit = e.setting().map(values::get).orElse(null);
      throw e.at(culprit == null ? file.toString() : file.place(culprit.where()));
    }
  }

  private void readSteps(CommandLauncher launcher) {
    JsonPointer then = ROOT.appendProperty("then");
    file.tree()
        .at(then)
        .fieldNames()
        .forEachRemaining(
            name -> steps.add(FollowUp.of(file, name, then.appendProperty(name), launcher)));
  }
}
