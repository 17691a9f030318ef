package emaki.benchmark;

import emaki.report.PaperPage.Table;
import emaki.report.SpreadPlot.Panel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of all divergences at the same errors, and how they differ, seed by seed. */
final class ShapingResults {
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
  record Automatic(Shape shape, long seed, double ratio, Map<FitFigure, Double> figures) {}

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
        tables.add(
            ShapingTables.same(shape.id(), own, means(floors.getOrDefault(shape, List.of()))));
        if (!differences.isEmpty()) {
          tables.add(ShapingTables.differences(shape.id(), differences));
        }
        ShapingTables.panel(shape.id(), own).ifPresent(panels::add);
        rows.addAll(own);
        compared.addAll(differences);
      }
    }
    if (!automatic.isEmpty()) {
      tables.add(0, ShapingTables.automatic(automatic));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("at_the_same_error", rows);
    figures.put("differences", compared);
    figures.put("automatic", automatic.stream().map(ShapingResults::json).toList());
    return new BenchmarkResults(
        "Divergences at the same reconstruction error, " + options.data().name(),
        ShapingTables.LEAD,
        tables,
        figures,
        "training error over the plain autoencoder's",
        panels);
  }

  private Stream<Matched> of(Shape shape, Rival rival, double ratio) {
    return matched.stream()
        .filter(m -> m.shape.equals(shape) && m.rival.equals(rival) && m.ratio == ratio);
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

  private static Map<String, Object> json(Automatic run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", run.shape.id());
    json.put("seed", run.seed);
    json.put("error_ratio", run.ratio);
    json.put("figures", run.figures);
    return json;
  }
}
