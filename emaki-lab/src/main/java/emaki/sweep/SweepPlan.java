package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Map<String, SweepValue> base;
  private final List<List<Map<String, SweepValue>>> axes = new ArrayList<>();
  private final Map<String, JsonPointer> varied = new LinkedHashMap<>();
  private final List<SweepRun> runs = new ArrayList<>();
  private final List<FollowUp> steps = new ArrayList<>();

  private SweepPlan(SweepFile file, Defaults defaults) {
    this.file = file;
    this.defaults = defaults;
    this.base = values(file.tree().path("base"), ROOT.appendProperty("base"));
  }

  /**
   * What a sweep file may leave open.
   *
   * @param threads of each run
   * @param dataDir where to look for known data sets first; null: the usual places
   */
  public record Defaults(int threads, @Nullable String dataDir) {}

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
    return List.copyOf(runs);
  }

  /** The options that vary, in the order of the file, the seed not among them. */
  public List<String> varied() {
    return List.copyOf(varied.keySet());
  }

  /** The most threads that a run takes. */
  public int mostThreads() {
    return runs.stream().mapToInt(run -> run.spec().training().threads()).max().orElse(1);
  }

  /** The commands of a run, in their order. */
  public List<List<String>> commands(SweepRun run, SweepFolder folder) {
    String path = folder.run(run).path().toString();
    List<List<String>> commands = new ArrayList<>(List.of(run.train(path)));
    steps.forEach(step -> commands.add(step.on(path, run.spec().training().threads())));
    return commands;
  }

  /** What follows each run. */
  public List<FollowUp> steps() {
    return List.copyOf(steps);
  }

  private void readAxes() {
    JsonPointer grid = ROOT.appendProperty("grid");
    file.tree()
        .path("grid")
        .properties()
        .forEach(
            option -> {
              JsonPointer where = grid.appendProperty(option.getKey());
              vary(option.getKey(), where);
              List<Map<String, SweepValue>> axis = new ArrayList<>();
              for (int i = 0; i < option.getValue().size(); i++) {
                SweepValue value = SweepValue.of(option.getValue().path(i), where.appendIndex(i));
                axis.add(Map.of(option.getKey(), value));
              }
              axes.add(axis);
            });
    readList();
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

  private void readList() {
    JsonNode list = file.tree().path("list");
    JsonPointer where = ROOT.appendProperty("list");
    List<Map<String, SweepValue>> entries = new ArrayList<>();
    Map<String, JsonPointer> options = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      Map<String, SweepValue> entry = values(list.path(i), where.appendIndex(i));
      entry.forEach((option, value) -> options.putIfAbsent(option, value.where()));
      entries.add(entry);
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
    List<Map<String, SweepValue>> configurations = List.of(Map.of());
    for (List<Map<String, SweepValue>> axis : axes) {
      List<Map<String, SweepValue>> product = new ArrayList<>();
      for (Map<String, SweepValue> configuration : configurations) {
        for (Map<String, SweepValue> choice : axis) {
          Map<String, SweepValue> combined = new LinkedHashMap<>(configuration);
          combined.putAll(choice);
          product.add(combined);
        }
      }
      configurations = product;
    }
    for (int i = 0; i < configurations.size(); i++) {
      Map<String, SweepValue> values = new LinkedHashMap<>(base);
      values.putAll(configurations.get(i));
      for (long seed : seeds()) {
        runs.add(run(i, values, seed));
      }
    }
    SweepIds.assign(file, runs);
  }

  private SweepRun run(int configuration, Map<String, SweepValue> values, long seed) {
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
    String folder = dataDir == null ? defaults.dataDir : dataDir;
    return new SweepRun("", configuration, here, spec, folder);
  }

  /** The spec, its refusal told with the line of the option that it names. */
  private TrialSpec spec(Map<String, String> options, Map<String, SweepValue> values) {
    try {
      return TrialOptions.spec(options);
    } catch (InputException e) {
      SweepValue culprit = e.setting().map(values::get).orElse(null);
      throw e.at(culprit == null ? file.toString() : file.place(culprit.where()));
    }
  }

  private void readSteps(CommandLauncher launcher) {
    JsonPointer then = ROOT.appendProperty("then");
    file.tree()
        .path("then")
        .properties()
        .forEach(
            step -> {
              JsonPointer where = then.appendProperty(step.getKey());
              steps.add(
                  FollowUp.of(
                      file, step.getKey(), values(step.getValue(), where), where, launcher));
            });
  }

  private static Map<String, SweepValue> values(JsonNode object, JsonPointer where) {
    Map<String, SweepValue> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            e ->
                values.put(
                    e.getKey(), SweepValue.of(e.getValue(), where.appendProperty(e.getKey()))));
    return values;
  }
}
