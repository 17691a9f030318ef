package emaki.benchmark;

import emaki.benchmark.ShapingResults.Automatic;
import emaki.benchmark.ShapingResults.Compared;
import emaki.benchmark.ShapingResults.Row;
import emaki.report.PaperPage.Table;
import emaki.report.SpreadPlot.Panel;
import emaki.report.SpreadPlot.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The words, tables and curves of {@link ShapingResults}. */
final class ShapingTables {
  private static final String NOT_REACHED = "not reached";

  /** How it was measured. */
  static final List<String> LEAD =
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

  private ShapingTables() {}

  static Table same(String prior, List<Row> rows, Map<FitFigure, Estimate> floor) {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(title(row.divergence()));
      line.add(String.format(Locale.ROOT, "%.2f", row.errorRatio()));
      line.add("%d of %d".formatted(row.reached(), row.of()));
      for (FitFigure figure : FitFigure.values()) {
        Estimate estimate = row.figures().get(figure);
        line.add(estimate == null ? NOT_REACHED : estimate.text("%.3f"));
      }
      lines.add(line);
    }
    if (!floor.isEmpty()) {
      List<String> line = new ArrayList<>(List.of("*the prior's own points*", "", ""));
      floor
          .values()
          .forEach(estimate -> line.add(String.format(Locale.ROOT, "%.3f", estimate.mean())));
      lines.add(line);
    }
    return new Table(
        prior,
        "**" + prior + "**: figures of the training latents, mean and its 95 % interval",
        head("divergence", "error", "seeds that reach it"),
        lines);
  }

  static Table differences(String prior, List<Compared> compared) {
    List<List<String>> lines = new ArrayList<>();
    for (Compared each : compared) {
      List<String> line = new ArrayList<>();
      line.add(title(each.than()));
      line.add(String.format(Locale.ROOT, "%.2f", each.errorRatio()));
      line.add(String.valueOf(each.pairs()));
      each.farther().values().forEach(difference -> line.add(difference.text()));
      lines.add(line);
    }
    return new Table(
        prior + "-differences",
        "%s: how much farther from the ideal %s is than the other; below 0 it is nearer"
            .formatted(prior, Rival.FIRST.title()),
        head("than", "error", "pairs of one seed"),
        lines);
  }

  static Table automatic(List<Automatic> all) {
    List<List<String>> lines = new ArrayList<>();
    for (Shape shape : Shape.ALL) {
      List<Automatic> runs = all.stream().filter(run -> run.shape().equals(shape)).toList();
      if (!runs.isEmpty()) {
        List<String> line = new ArrayList<>();
        line.add(shape.id());
        line.add(String.valueOf(runs.size()));
        line.add(estimate(runs, Automatic::ratio).text("%.3f"));
        for (FitFigure f : FitFigure.values()) {
          line.add(estimate(runs, a -> f.in(a.figures())).text("%.3f"));
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
  static Optional<Panel> panel(String prior, List<Row> rows) {
    List<Series> series = new ArrayList<>();
    for (Rival rival : Rival.ALL) {
      List<Row> own =
          rows.stream()
              .filter(row -> row.divergence().equals(rival.id()) && row.reached() > 0)
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
        : Optional.of(new Panel(prior + ", 1-NN accuracy", series));
  }

  private static Estimate charted(Row row) {
    return Objects.requireNonNull(
        row.figures().get(FitFigure.TWO_SAMPLE_ACCURACY), row.divergence());
  }

  private static double reach(Estimate estimate) {
    Double high = estimate.high();
    return high == null ? 0 : high - estimate.mean();
  }
}
