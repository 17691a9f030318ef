package emaki.benchmark;

import emaki.report.PaperPage.Table;
import emaki.report.SpreadPlot.Panel;
import emaki.report.SpreadPlot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of all divergences at the same errors, and how they differ, seed by seed. */
final class ShapingResults {
  private static final String NOT_REACHED = "not reached";

  private static final List<String> LEAD =
      List.of(
          "Each divergence is trained with several weights, factors of three apart. The figures stand at a mean squared"
              + " error of a pixel (training images) of 1.05, 1.10 and 1.15 times that of the plain autoencoder of the same"
              + " seed, on the line between the two runs whose errors lie around it; an error that no two runs lie around is"
              + " not reached, never extrapolated.",
          "Figures of the training latents by measures that no training uses. 1-NN accuracy: how often the nearest"
              + " neighbour tells latents and prior apart, .5 is ideal. Coverage: share of the prior that has latents"
              + " nearby, 1 is ideal. Off: distance of latents to the prior's nearest point, 1 is ideal. Sliced W2: in"
              + " the prior's radii, 0 is ideal. The prior's own points tell what can be had.",
          "Differences are of one seed each: how far from the ideal Cauchy-Schwarz with `--sigma auto` is, less how far"
              + " the other is. *Nearer* and *farther* stand where the 95 % interval of their mean (Student's t) leaves"
              + " out 0; with fewer than ten pairs that is a hint. No correction is made for how many are looked at.");

  private final List<Matched> matched = new ArrayList<>();
  private final List<Automatic> automatic = new ArrayList<>();
  private final Map<Shape, List<Map<FitFigure, Double>>> floors = new LinkedHashMap<>();

  /**
   * One seed's figures at an error.
   *
   * @param figures null where no two runs lie around the error
   */
  private record Matched(
      Shape shape,
      Rival rival,
      double ratio,
      long seed,
      @Nullable Map<FitFigure, Double> figures) {}

  /** A run whose width and weight emaki found. */
  private record Automatic(Shape shape, long seed, double ratio, Map<FitFigure, Double> figures) {}

  /** As {@code results.json} has it. */
  record Row(
      String prior,
      String divergence,
      double errorRatio,
      int of,
      int reached,
      Map<FitFigure, Estimate> figures,
      Map<Long, Map<FitFigure, Double>> seeds) {}

  /**
   * How much farther from the ideal the first divergence is than another; below 0: nearer.
   *
   * @param nearer whether it is, by the interval; null: cannot be told
   */
  record Difference(Estimate of, @Nullable Boolean nearer) {
    static Difference of(double[] differences) {
      Estimate of = Estimate.of(differences);
      Double low = of.low();
      Double high = of.high();
      if (low == null || high == null || (low <= 0 && high >= 0)) {
        return new Difference(of, null);
      }
      return new Difference(of, high < 0);
    }

    String text() {
      return of.text("%+.3f") + (nearer == null ? "" : nearer ? ", nearer" : ", farther");
    }
  }

  /** As {@code results.json} has it. */
  record Compared(
      String prior,
      String than,
      double errorRatio,
      int pairs,
      Map<FitFigure, Difference> farther) {}

  /** A seed's runs of one divergence, which differ in its weight; nothing where there are none. */
  void add(Shape shape, Rival rival, long seed, double plainError, List<FitAtError> runs) {
    if (!runs.isEmpty()) {
      for (double ratio : ShapingPlan.RATIOS) {
        matched.add(
            new Matched(
                shape, rival, ratio, seed, FitAtError.at(ratio * plainError, runs).orElse(null)));
      }
    }
  }

  void addAutomatic(Shape shape, long seed, double plainError, FitAtError run) {
    automatic.add(new Automatic(shape, seed, run.error() / plainError, run.figures()));
  }

  /** What the prior's own points score. */
  void addFloor(Shape shape, Map<FitFigure, Double> figures) {
    floors.computeIfAbsent(shape, s -> new ArrayList<>()).add(figures);
  }

  BenchmarkResults told(BenchmarkOptions options) {
    List<Table> tables = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<Compared> compared = new ArrayList<>();
    List<Panel> panels = new ArrayList<>();
    for (Shape shape : Shape.ALL) {
      List<Row> own = rows(shape);
      if (!own.isEmpty()) {
        List<Compared> differences = compared(shape);
        tables.add(table(shape.id(), own, means(floors.getOrDefault(shape, List.of()))));
        if (!differences.isEmpty()) {
          tables.add(table(shape.id(), differences));
        }
        panel(shape, own).ifPresent(panels::add);
        rows.addAll(own);
        compared.addAll(differences);
      }
    }
    if (!automatic.isEmpty()) {
      tables.add(0, automaticTable());
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("at_the_same_error", rows);
    figures.put("differences", compared);
    figures.put("automatic", automatic.stream().map(ShapingResults::json).toList());
    return new BenchmarkResults(
        "Divergences at the same reconstruction error, " + options.data().name(),
        LEAD,
        tables,
        figures,
        "training error over the plain autoencoder's",
        panels);
  }

  private Stream<Matched> of(Shape shape, Rival rival, double ratio) {
    return matched.stream().filter(m -> m.shape.equals(shape) && m.rival.equals(rival) && m.ratio == ratio);
  }

  private Map<Long, Map<FitFigure, Double>> reached(Shape shape, Rival rival, double ratio) {
    Map<Long, Map<FitFigure, Double>> reached = new LinkedHashMap<>();
    of(shape, rival, ratio)
        .forEach(
            m -> {
              if (m.figures != null) {
                reached.put(m.seed, m.figures);
              }
            });
    return reached;
  }

  private List<Row> rows(Shape shape) {
    List<Row> rows = new ArrayList<>();
    for (Rival rival : Rival.ALL) {
      for (double ratio : ShapingPlan.RATIOS) {
        int tried = (int) of(shape, rival, ratio).count();
        if (tried > 0) {
          Map<Long, Map<FitFigure, Double>> seeds = reached(shape, rival, ratio);
          rows.add(
              new Row(
                  shape.id(),
                  rival.id(),
                  ratio,
                  tried,
                  seeds.size(),
                  means(List.copyOf(seeds.values())),
                  seeds));
        }
      }
    }
    return rows;
  }

  private static Map<FitFigure, Estimate> means(List<Map<FitFigure, Double>> seeds) {
    return seeds.isEmpty()
        ? Map.of()
        : FitFigure.each(f -> Estimate.of(seeds.stream().mapToDouble(f::in).toArray()));
  }

  private List<Compared> compared(Shape shape) {
    List<Compared> compared = new ArrayList<>();
    for (Rival rival : Rival.ALL) {
      for (double ratio : ShapingPlan.RATIOS) {
        List<List<Map<FitFigure, Double>>> pairs = pairs(shape, rival, ratio);
        if (!rival.equals(Rival.FIRST) && !pairs.isEmpty()) {
          compared.add(
              new Compared(
                  shape.id(), rival.id(), ratio, pairs.size(), FitFigure.each(f -> of(f, pairs))));
        }
      }
    }
    return compared;
  }

  /** The first divergence's figures and the other's, of each seed that has both. */
  private List<List<Map<FitFigure, Double>>> pairs(Shape shape, Rival other, double ratio) {
    List<List<Map<FitFigure, Double>>> pairs = new ArrayList<>();
    Map<Long, Map<FitFigure, Double>> others = reached(shape, other, ratio);
    reached(shape, Rival.FIRST, ratio)
        .forEach(
            (seed, first) -> {
              Map<FitFigure, Double> second = others.get(seed);
              if (second != null) {
                pairs.add(List.of(first, second));
              }
            });
    return pairs;
  }

  private static Difference of(FitFigure figure, List<List<Map<FitFigure, Double>>> pairs) {
    return Difference.of(
        pairs.stream()
            .mapToDouble(p -> figure.miss(figure.in(p.get(0))) - figure.miss(figure.in(p.get(1))))
            .toArray());
  }

  private static Table table(String prior, List<Row> rows, Map<FitFigure, Estimate> floor) {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(title(row.divergence));
      line.add("%.2f".formatted(row.errorRatio));
      line.add("%d of %d".formatted(row.reached, row.of));
      for (FitFigure figure : FitFigure.values()) {
        Estimate estimate = row.figures.get(figure);
        line.add(estimate == null ? NOT_REACHED : estimate.text("%.3f"));
      }
      lines.add(line);
    }
    if (!floor.isEmpty()) {
      List<String> line = new ArrayList<>(List.of("*the prior's own points*", "", ""));
      floor.values().forEach(estimate -> line.add("%.3f".formatted(estimate.mean())));
      lines.add(line);
    }
    return new Table(
        prior,
        "**" + prior + "**: figures of the training latents, mean and its 95 % interval",
        head("divergence", "error", "seeds that reach it"),
        lines);
  }

  private static Table table(String prior, List<Compared> compared) {
    List<List<String>> lines = new ArrayList<>();
    for (Compared each : compared) {
      List<String> line = new ArrayList<>();
      line.add(title(each.than));
      line.add("%.2f".formatted(each.errorRatio));
      line.add(String.valueOf(each.pairs));
      each.farther.values().forEach(difference -> line.add(difference.text()));
      lines.add(line);
    }
    return new Table(
        prior + "-differences",
        "%s: how much farther from the ideal %s is than the other; below 0 it is nearer"
            .formatted(prior, Rival.FIRST.title()),
        head("than", "error", "pairs of one seed"),
        lines);
  }

  private Table automaticTable() {
    List<List<String>> lines = new ArrayList<>();
    for (Shape shape : Shape.ALL) {
      List<Automatic> runs = automatic.stream().filter(a -> a.shape.equals(shape)).toList();
      if (!runs.isEmpty()) {
        List<String> line = new ArrayList<>();
        line.add(shape.id());
        line.add(String.valueOf(runs.size()));
        line.add(estimate(runs, Automatic::ratio).text("%.3f"));
        for (FitFigure f : FitFigure.values()) {
          line.add(estimate(runs, a -> f.in(a.figures)).text("%.3f"));
        }
        lines.add(line);
      }
    }
    return new Table(
        "automatic",
        "One run with nothing chosen: `--sigma auto --lambda auto`",
        head("prior", "seeds", "error"),
        lines);
  }

  private static Estimate estimate(List<Automatic> runs, ToDoubleFunction<Automatic> of) {
    return Estimate.of(runs.stream().mapToDouble(of).toArray());
  }

  private static List<String> head(String... first) {
    return Stream.concat(Stream.of(first), Stream.of(FitFigure.values()).map(FitFigure::title))
        .toList();
  }

  private static String title(String id) {
    return Rival.ALL.stream()
        .filter(rival -> rival.id().equals(id))
        .map(Rival::title)
        .findFirst()
        .orElse(id);
  }

  /** How well it is filled against the error, a curve a divergence. */
  private static Optional<Panel> panel(Shape shape, List<Row> rows) {
    List<Series> series = new ArrayList<>();
    for (Rival rival : Rival.ALL) {
      List<Row> own =
          rows.stream()
              .filter(row -> row.divergence.equals(rival.id()) && row.reached > 0)
              .toList();
      if (!own.isEmpty()) {
        series.add(
            new Series(
                rival.title(),
                List.of(),
                own.stream().mapToDouble(Row::errorRatio).toArray(),
                own.stream().mapToDouble(row -> charted(row).mean()).toArray(),
                own.stream().mapToDouble(row -> reach(charted(row))).toArray(),
                true,
                false));
      }
    }
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(new Panel(shape.id() + ", 1-NN accuracy", series));
  }

  private static Estimate charted(Row row) {
    return Objects.requireNonNull(row.figures.get(FitFigure.TWO_SAMPLE_ACCURACY), row.divergence);
  }

  private static double reach(Estimate estimate) {
    Double high = estimate.high();
    return high == null ? 0 : high - estimate.mean();
  }

  private static Map<String, Object> json(Automatic run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", run.shape.id());
    json.put("seed", run.seed);
    json.put("error_ratio", run.ratio);
    json.put("figures", run.figures);
    return json;
  }
}
