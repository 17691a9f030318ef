package emaki.report;

import emaki.report.CurveFigure.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Losses by epoch, as pictures. */
final class Curves {
  private static final String VALIDATION = "validation_";

  private final RunFiles run;
  private final Map<String, Path> figures = new LinkedHashMap<>();

  private Curves(RunFiles run) {
    this.run = run;
  }

  /** Draws the curves that the run has; files by caption. */
  static Map<String, Path> draw(RunFiles run) throws IOException {
    Curves curves = new Curves(run);
    if (run.isClassifier()) {
      curves.chart("cross_entropy", "Cross-entropy by epoch", "nats");
      curves.chart("accuracy", "Accuracy by epoch", "share of images");
      return curves.figures;
    }
    curves.chart("reconstruction", "Reconstruction error by epoch", "squared error of a pixel");
    if (run.record().at("/divergence/floor").isNumber()) {
      String name = run.record().at("/divergence/name").asText();
      curves.chart(
          "divergence",
          "Divergence from the prior by epoch, and its floor",
          name.equals("cauchy-schwarz") ? "nats" : name);
      curves.parts();
    }
    return curves.figures;
  }

  private void chart(String quantity, String caption, String unit) throws IOException {
    double floor =
        quantity.equals("divergence")
            ? run.record().at("/divergence/floor").asDouble()
            : Double.NaN;
    write(
        "curves-" + quantity + ".png",
        caption,
        unit,
        new Series("training", values("epoch"), values("train_" + quantity), Double.NaN),
        new Series("validation", values("epoch"), values("validation_" + quantity), floor));
  }

  /** What the divergence tells besides its value; of the study's, how its parts pull. */
  private void parts() throws IOException {
    List<String> columns = run.metrics().isEmpty() ? List.of() : parts(run.metrics().get(0));
    if (columns.isEmpty()) {
      return;
    }
    boolean entropies = columns.equals(List.of("entropy", "cross_entropy"));
    write(
        entropies ? "curves-entropy.png" : "curves-parts.png",
        entropies
            ? "The divergence's parts: the regulariser raises the entropy and lowers the cross-entropy"
            : "The divergence's parts by epoch",
        entropies ? "nats" : "",
        columns.stream()
            .map(c -> new Series(label(c), values("epoch"), values(VALIDATION + c), Double.NaN))
            .toArray(Series[]::new));
  }

  private static List<String> parts(Map<String, String> row) {
    return row.keySet().stream()
        .filter(column -> column.startsWith(VALIDATION))
        .map(column -> column.substring(VALIDATION.length()))
        .filter(part -> !List.of("reconstruction", "divergence", "total").contains(part))
        .toList();
  }

  private static String label(String part) {
    return switch (part) {
      case "entropy" -> "entropy of the latents (validation)";
      case "cross_entropy" -> "cross-entropy with the prior (validation)";
      default -> part.replace('_', ' ') + " (validation)";
    };
  }

  private double[] values(String column) {
    List<Map<String, String>> rows = run.metrics();
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      String cell = rows.get(i).getOrDefault(column, "");
      values[i] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
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
