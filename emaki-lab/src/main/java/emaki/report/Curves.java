package emaki.report;

import emaki.data.InputException;
import emaki.report.CurveFigure.Series;
import emaki.run.DivergenceRecord;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Losses by epoch, as pictures. */
final class Curves {
  private static final String VALIDATION = "validation_";

  /** Columns that are no parts of a divergence. */
  private static final List<String> OTHERS =
      List.of("reconstruction", "divergence", "total", "sigma", "lambda");

  private final RunFolder run;
  private final Map<String, double[]> metrics;
  private final double floor;
  private final Map<String, Path> figures = new LinkedHashMap<>();

  private Curves(RunFolder run, Map<String, double[]> metrics, double floor) {
    this.run = run;
    this.metrics = metrics;
    this.floor = floor;
  }

  /** Draws the curves that the run has; files by caption. */
  static Map<String, Path> draw(RunFolder run, RunRecord record) throws IOException {
    Map<String, double[]> metrics = run.metrics();
    DivergenceRecord divergence = record.results().divergence();
    Double floor = divergence == null ? null : divergence.floor();
    Curves curves = new Curves(run, metrics, floor == null ? Double.NaN : floor);
    if (metrics.getOrDefault("epoch", new double[0]).length == 0) {
      return curves.figures;
    }
    if (!(record.spec() instanceof TrialSpec)) {
      curves.chart("cross_entropy", "Cross-entropy by epoch", "nats");
      curves.chart("accuracy", "Accuracy by epoch", "share of images");
      return curves.figures;
    }
    if (metrics.containsKey(VALIDATION + "reconstruction")) {
      curves.chart("reconstruction", "Reconstruction error by epoch", "squared error of a pixel");
    } else {
      curves.chart("total", "Loss by epoch", "");
    }
    if (divergence != null && floor != null && metrics.containsKey(VALIDATION + "divergence")) {
      curves.chart(
          "divergence",
          "Divergence from the prior by epoch, and its floor",
          divergence.name().equals("cauchy-schwarz") ? "nats" : divergence.name());
      curves.found("sigma", "Width of the kernel by epoch");
      curves.found("lambda", "Weight of the divergence by epoch");
    }
    curves.parts();
    return curves.figures;
  }

  private void chart(String quantity, String caption, String unit) throws IOException {
    double level = quantity.equals("divergence") ? floor : Double.NaN;
    write(
        "curves-" + quantity + ".png",
        caption,
        unit,
        new Series("training", values("epoch"), values("train_" + quantity), Double.NaN),
        new Series("validation", values("epoch"), values("validation_" + quantity), level));
  }

  /** What emaki found by itself while training went on, where it did. */
  private void found(String name, String caption) throws IOException {
    if (metrics.containsKey("train_" + name)) {
      Series training =
          new Series("training", values("epoch"), values("train_" + name), Double.NaN);
      write("curves-" + name + ".png", caption, name, training);
    }
  }

  /** What the loss is made of besides; of the study's divergence, how its parts pull. */
  private void parts() throws IOException {
    List<String> columns =
        metrics.keySet().stream()
            .filter(column -> column.startsWith(VALIDATION))
            .map(column -> column.substring(VALIDATION.length()))
            .filter(part -> !OTHERS.contains(part))
            .filter(part -> !Arrays.stream(values(VALIDATION + part)).allMatch(Double::isNaN))
            .toList();
    if (columns.isEmpty()) {
      return;
    }
    boolean entropies = columns.equals(List.of("entropy", "cross_entropy"));
    write(
        entropies ? "curves-entropy.png" : "curves-parts.png",
        entropies
            ? "The divergence's parts: the regulariser raises the entropy and lowers the cross-entropy"
            : "The loss's parts by epoch",
        entropies ? "nats" : "",
        columns.stream()
            .map(c -> new Series(label(c), values("epoch"), values(VALIDATION + c), Double.NaN))
            .toArray(Series[]::new));
  }

  private static String label(String part) {
    return switch (part) {
      case "entropy" -> "entropy of the latents (validation)";
      case "cross_entropy" -> "cross-entropy with the prior (validation)";
      default -> part.replace('_', ' ') + " (validation)";
    };
  }

  private double[] values(String column) {
    double[] values = metrics.get(column);
    if (values == null) {
      throw new InputException(
          run.metricsFile().toString(),
          "is damaged: it has no column " + column,
          "restore it from a copy");
    }
    return values;
  }

  private void write(String name, String caption, String unit, Series... series)
      throws IOException {
    Path file = run.figure(name);
    CurveFigure.write(file, "epoch", unit, false, List.of(series));
    figures.put(caption, file);
  }
}
