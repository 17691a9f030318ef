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
  private static final int MANY_DIMENSIONS = 100;

  private final List<Representation> representations;
  private final int classes;

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
    this.classes = countClasses();
  }

  /** Ids of all representations. */
  public static List<String> representations() {
    return Representation.ALL.stream().map(Representation::id).toList();
  }

  private int countClasses() {
    int classes =
        (int) IntStream.of(data().images().labels()).filter(label -> label >= 0).distinct().count();
    if (classes < 2) {
      throw new InputException(
          "‹data› " + options().data().name(),
          "its images have no labels, or all the same",
          "the benchmark scores by classes: give images of two or more");
    }
    return classes;
  }

  private static List<Method> methods(int classes, int dimension) {
    String k = "k=" + classes;
    // Where there are many dimensions, shares are all or nothing and settle at once.
    String mixture = dimension > MANY_DIMENSIONS ? k + ",iterations=20" : k;
    return List.of(
        new Method("kmeans", "kmeans:" + k),
        new Method("mixture", "mixture:" + mixture),
        new Method("spectral", "spectral:" + k),
        new Method("islands", "islands:sizes=equal," + k));
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
    methods(of).forEach(method -> steps.add(cluster(of, run, method, seed)));
    return new BenchmarkJob(id, steps);
  }

  private List<Method> methods(Representation of) {
    return methods(classes, dimension(of)).stream()
        .filter(method -> of.takes(method.name()))
        .toList();
  }

  private int dimension(Representation of) {
    return switch (of.components().orElse(-1)) {
      case -1 -> options().spec(of.options(), 0).network().latentDim();
      case 0 -> data().images().values();
      default -> of.components().getAsInt();
    };
  }

  private BenchmarkStep cluster(Representation of, RunFolder run, Method method, long seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("method", method.spec());
    settings.put("seed", String.valueOf(seed));
    settings.put("name", method.name());
    return new BenchmarkStep(
        run,
        new Deed("cluster", run.path(), settings, null),
        null,
        List.of(method),
        run,
        () -> true,
        () -> seconds(method, dimension(of)));
  }

  private BenchmarkStep pixels(Representation of, int components, long seed) {
    RunFolder run = run(of, seed);
    List<Method> own = methods(of);
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
        () -> own.stream().mapToDouble(method -> seconds(method, dimension(of))).sum());
  }

  /** What a clustering takes on one thread, roughly; the first by neighbours finds them. */
  private double seconds(Method method, int dimension) {
    double n = data().images().size();
    return switch (method.name()) {
      case "kmeans" -> 2e-4 * n;
      case "mixture" -> 3e-4 * n + 2e-7 * n * dimension * dimension;
      case "spectral" -> 1e-3 * n + 1.3e-10 * n * n * dimension;
      default -> 1e-3 * n;
    };
  }

  @Override
  BenchmarkResults results(List<Long> seeds) {
    ClusteringResults results = new ClusteringResults(Representation.ALL);
    for (Representation each : Representation.ALL) {
      for (long seed : seeds) {
        for (Method method : methods(each)) {
          made(run(each, seed), method)
              .ifPresent(record -> results.add(each, method.name(), seed, record));
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
