package emaki.benchmark;

import emaki.data.InputException;
import emaki.run.FitRecord;
import emaki.run.NumberOrAuto;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Which divergence fills a prior best at the same reconstruction error. Each is trained with
 * weights a factor of three apart, from one that usually serves upwards until the error is beyond
 * the largest that is asked for, and downwards until it is below the least.
 */
public final class ShapingPlan extends BenchmarkPlan {
  /** Errors at which the figures are compared, over the plain autoencoder's. */
  static final List<Double> RATIOS = List.of(1.05, 1.10, 1.15);

  private static final String USUAL_EPOCHS = "30";

  /** How many weights are usually tried. */
  private static final int USUAL_RUNGS = 4;

  private static final String AUTOMATIC = "automatic";

  private final List<Shape> shapes;
  private final List<Rival> rivals;

  /**
   * @param priors by id; empty: all
   * @param divergences by id; empty: all
   * @throws InputException where data, a prior or a divergence is not known
   */
  public ShapingPlan(BenchmarkOptions options, List<String> priors, List<String> divergences) {
    super(options);
    require("priors", priors, priors());
    require("divergences", divergences, divergences());
    this.shapes =
        Shape.ALL.stream().filter(s -> priors.isEmpty() || priors.contains(s.id())).toList();
    this.rivals =
        Rival.ALL.stream()
            .filter(r -> divergences.isEmpty() || divergences.contains(r.id()))
            .toList();
  }

  /** Ids of all priors. */
  public static List<String> priors() {
    return Shape.ids();
  }

  /** Ids of all divergences. */
  public static List<String> divergences() {
    return Rival.ids();
  }

  static void require(String option, List<String> given, List<String> known) {
    Set<String> unknown = new HashSet<>(given);
    known.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new InputException(
          "‹%s› %s".formatted(option, String.join(",", unknown)),
          "not known",
          "there are " + String.join(", ", known));
    }
  }

  @Override
  String name() {
    return "shaping";
  }

  @Override
  void prepare() throws IOException {
    Heart.cloud(folder().heartFile()).write(folder().heartFile());
  }

  @Override
  List<List<BenchmarkJob>> stages(long seed) {
    List<BenchmarkJob> plain =
        shapes.stream()
            .map(Shape::dimension)
            .distinct()
            .map(k -> new BenchmarkJob(plainId(k, seed), List.of(plain(k, seed))))
            .toList();
    List<BenchmarkJob> shaped = new ArrayList<>();
    for (Shape shape : shapes) {
      for (Rival rival : rivals) {
        shaped.add(new BenchmarkJob(id(shape, rival.id(), "", seed), climb(shape, rival, seed)));
      }
      if (rivals.contains(Rival.FIRST)) {
        String id = id(shape, AUTOMATIC, "", seed);
        TrialSpec spec = spec(shape, Rival.FIRST, NumberOrAuto.AUTO, seed);
        shaped.add(
            new BenchmarkJob(
                id, List.of(train(id, spec, plainRun(shape.dimension(), seed), () -> true))));
      }
    }
    return List.of(plain, shaped);
  }

  private static String plainId(int k, long seed) {
    return "none-%dd-seed%d".formatted(k, seed);
  }

  private static String id(Shape shape, String rival, String weight, long seed) {
    return "%s-%s%s-seed%d".formatted(shape.id(), rival, weight, seed);
  }

  private RunFolder plainRun(int k, long seed) {
    return folder().run(plainId(k, seed));
  }

  private RunFolder run(Shape shape, Rival rival, double weight, long seed) {
    return folder().run(id(shape, rival.id(), "-lambda" + NumberOrAuto.of(weight), seed));
  }

  private BenchmarkStep plain(int k, long seed) {
    Map<String, String> usual = Map.of("latent-dim", "" + k, "epochs", USUAL_EPOCHS);
    return train(plainId(k, seed), options().spec(usual, seed), null, () -> true);
  }

  private TrialSpec spec(Shape shape, Rival rival, NumberOrAuto weight, long seed) {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("latent-dim", "" + shape.dimension());
    usual.put("prior", shape.prior().isEmpty() ? "points:" + folder().heartFile() : shape.prior());
    usual.put("divergence", rival.divergence());
    usual.put("sigma", rival.sigma().toString());
    usual.put("lambda", weight.toString());
    usual.put("epochs", USUAL_EPOCHS);
    return options().spec(usual, seed);
  }

  /**
   * The weights of a divergence: the first, then down, then up, each as long as the one before it
   * has ended and did not suffice.
   */
  private List<BenchmarkStep> climb(Shape shape, Rival rival, long seed) {
    int start = Rival.WEIGHTS.indexOf(rival.start());
    List<BenchmarkStep> steps = new ArrayList<>();
    steps.add(rung(shape, rival, start, seed, USUAL_RUNGS, () -> true));
    for (int i = start - 1; i >= 0; i--) {
      int before = i + 1;
      steps.add(
          rung(shape, rival, i, seed, 1, () -> ratio(shape, rival, before, seed) > RATIOS.get(0)));
    }
    double most = RATIOS.get(RATIOS.size() - 1);
    for (int i = start + 1; i < Rival.WEIGHTS.size(); i++) {
      int before = i - 1;
      steps.add(rung(shape, rival, i, seed, 1, () -> ratio(shape, rival, before, seed) < most));
    }
    return steps;
  }

  /**
   * @param cost in trainings: before the first has ended it stands for those that usually follow
   */
  private BenchmarkStep rung(
      Shape shape, Rival rival, int at, long seed, int cost, BooleanSupplier wanted) {
    double weight = Rival.WEIGHTS.get(at);
    TrialSpec spec = spec(shape, rival, NumberOrAuto.of(weight), seed);
    RunFolder run = run(shape, rival, weight, seed);
    String id = String.valueOf(run.path().getFileName());
    return train(id, spec, plainRun(shape.dimension(), seed), wanted)
        .withSeconds(() -> cost * pace().seconds(spec));
  }

  /**
   * A run's error over the plain autoencoder's: infinite where its training failed, NaN until both
   * have ended.
   */
  private double ratio(Shape shape, Rival rival, int at, long seed) {
    RunFolder run = run(shape, rival, Rival.WEIGHTS.get(at), seed);
    Optional<Double> plain = error(plainRun(shape.dimension(), seed));
    return plain.isPresent() && failed(run)
        ? Double.POSITIVE_INFINITY
        : error(run).flatMap(error -> plain.map(p -> error / p)).orElse(Double.NaN);
  }

  private static boolean failed(RunFolder run) {
    try {
      return run.isBegun() && run.record().status() == RunRecord.Status.FAILED;
    } catch (InputException e) {
      return true;
    }
  }

  private static Optional<Double> error(RunFolder run) {
    return finished(run).flatMap(ShapingPlan::error);
  }

  private static Optional<Double> error(RunRecord record) {
    return Optional.ofNullable(record.results().reconstructionMse()).map(mse -> mse.get("train"));
  }

  /** A damaged run is none: its own step tells of it. */
  private static Optional<RunRecord> finished(RunFolder run) {
    try {
      return run.finished();
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private static Optional<FitAtError> fit(RunFolder run) {
    Optional<RunRecord> record = finished(run);
    FitRecord fit = record.map(r -> r.results().fit()).orElse(null);
    return fit == null
        ? Optional.empty()
        : record
            .flatMap(ShapingPlan::error)
            .map(error -> new FitAtError(error, FitFigure.of(fit.train())));
  }

  @Override
  BenchmarkResults results(List<Long> seeds) throws IOException {
    ShapingResults results = new ShapingResults();
    for (Shape shape : Shape.ALL) {
      for (long seed : seeds) {
        Optional<Double> plain = error(plainRun(shape.dimension(), seed));
        if (plain.isEmpty()) {
          continue;
        }
        for (Rival rival : Rival.ALL) {
          List<FitAtError> runs =
              Rival.WEIGHTS.stream()
                  .flatMap(weight -> fit(run(shape, rival, weight, seed)).stream())
                  .toList();
          results.add(shape, rival, seed, plain.get(), runs);
        }
        RunFolder automatic = folder().run(id(shape, AUTOMATIC, "", seed));
        fit(automatic).ifPresent(fit -> results.addAutomatic(shape, seed, plain.get(), fit));
        finished(automatic)
            .map(record -> record.results().fit())
            .ifPresent(fit -> results.addFloor(shape, FitFigure.of(fit.floor())));
      }
    }
    return results.told(options());
  }
}
