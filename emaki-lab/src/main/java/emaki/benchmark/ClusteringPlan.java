package emaki.benchmark;

import emaki.benchmark.BenchmarkStep.Method;
import emaki.data.InputException;
import emaki.run.ClusteringRecord;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import emaki.sweep.Deed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How right clusters are that saw no label, by representation and by method. */
public final class ClusteringPlan extends BenchmarkPlan {
  /** What a clustering of an image takes, roughly: neighbours, eigenvectors, annealing. */
  private static final double SECONDS_PER_IMAGE = 1e-3;

  private final List<Representation> representations;
  private final List<Method> methods;

  /**
   * @param only ids of representations; empty: all
   * @throws InputException where data or a representation is not known, or images have no labels to
   *     score by
   */
  public ClusteringPlan(BenchmarkOptions options, List<String> only) {
    super(options);
    ShapingPlan.require("only", only, representations());
    this.representations =
        Representation.ALL.stream()
            .filter(each -> only.isEmpty() || only.contains(each.id()))
            .toList();
    this.methods = methods(classes());
  }

  /** Ids of all representations. */
  public static List<String> representations() {
    return Representation.ALL.stream().map(Representation::id).toList();
  }

  private int classes() {
    int classes =
        (int)
            IntStream.of(data().images().labels()).filter(label -> label >= 0).distinct().count();
    if (classes < 2) {
      throw new InputException(
          "‹data› " + options().data().name(),
          "its images have no labels, or all the same",
          "the benchmark scores by classes: give images of two or more");
    }
    return classes;
  }

  private static List<Method> methods(int classes) {
    String k = String.valueOf(classes);
    Map<String, String> sizes = new LinkedHashMap<>();
    sizes.put("sizes", "equal");
    sizes.put("k", k);
    return List.of(
        new Method("kmeans", "k-means", Map.of("k", k)),
        new Method("mixture", "Gaussian mixture", Map.of("k", k)),
        new Method("spectral", "spectral", Map.of("k", k)),
        new Method("islands", "islands, classes taken to be equally large", sizes));
  }

  @Override
  String name() {
    return "clustering";
  }

  @Override
  void prepare() {
    // Runs read images alone.
  }

  @Override
  List<List<BenchmarkJob>> stages(long seed) {
    return List.of(representations.stream().map(each -> job(each, seed)).toList());
  }

  private RunFolder run(Representation of, long seed) {
    return folder().run(of.id() + "-seed" + seed);
  }

  private BenchmarkJob job(Representation of, long seed) {
    String id = of.id() + "-seed" + seed;
    RunFolder run = run(of, seed);
    if (of.components().isPresent()) {
      return new BenchmarkJob(id, List.of(pixels(of, of.components().getAsInt(), seed)));
    }
    TrialSpec spec = options().spec(of.options(), seed);
    List<BenchmarkStep> steps = new ArrayList<>();
    steps.add(train(id, spec, null, () -> true));
    methods.forEach(method -> steps.add(cluster(run, method, seed)));
    return new BenchmarkJob(id, steps);
  }

  private BenchmarkStep cluster(RunFolder run, Method method, long seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("method", method.name());
    settings.putAll(method.settings());
    settings.put("seed", String.valueOf(seed));
    settings.put("name", method.name());
    return new BenchmarkStep(
        run,
        new Deed("cluster", run.path(), settings, null),
        null,
        List.of(method),
        run,
        () -> true,
        () -> data().images().size() * SECONDS_PER_IMAGE);
  }

  private BenchmarkStep pixels(Representation of, int components, long seed) {
    RunFolder run = run(of, seed);
    List<Method> own = methods.stream().filter(of::takes).toList();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", options().data().name());
    String resize = options().data().resize();
    if (resize != null) {
      settings.put("resize", resize);
    }
    putDataDir(settings);
    settings.put("components", String.valueOf(components));
    settings.put("methods", String.join(";", own.stream().map(Method::spec).toList()));
    settings.put("seed", String.valueOf(seed));
    settings.put("threads", String.valueOf(options().threads()));
    return new BenchmarkStep(
        run,
        new Deed("benchmark pixels", null, settings, run.path()),
        null,
        own,
        null,
        () -> true,
        () -> data().images().size() * SECONDS_PER_IMAGE * own.size());
  }

  @Override
  BenchmarkResults results(List<Long> seeds) {
    ClusteringResults results = new ClusteringResults(Representation.ALL, methods);
    for (Representation each : Representation.ALL) {
      for (long seed : seeds) {
        for (Method method : methods) {
          made(run(each, seed), method)
              .ifPresent(record -> results.add(each, method, seed, record));
        }
      }
    }
    return results.told(options());
  }

  /** A damaged one is none: its own step tells of it. */
  private static Optional<ClusteringRecord> made(RunFolder run, Method method) {
    try {
      return method.of(run);
    } catch (InputException e) {
      return Optional.empty();
    }
  }
}
