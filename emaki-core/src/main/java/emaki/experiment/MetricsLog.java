package emaki.experiment;

import emaki.data.AtomicFile;
import emaki.train.EpochMetrics;
import emaki.train.Losses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** {@code metrics.csv}: a row per epoch, appended as the epoch ends. */
final class MetricsLog {
  private static final String HEADER =
      "epoch,seconds,train_reconstruction,train_divergence,train_entropy,train_cross_entropy,train_total,"
          + "validation_reconstruction,validation_divergence,validation_entropy,validation_cross_entropy,"
          + "validation_total";

  private final Path file;

  private MetricsLog(Path file) {
    this.file = file;
  }

  /**
   * Opens the log with the rows of the first epochs; later rows, which training will write again,
   * are dropped.
   */
  static MetricsLog open(Path file, int epochs) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of(HEADER);
    String kept = String.join("\n", lines.subList(0, Math.min(lines.size(), epochs + 1))) + "\n";
    AtomicFile.write(file, out -> out.write(kept.getBytes(StandardCharsets.UTF_8)));
    return new MetricsLog(file);
  }

  void append(EpochMetrics metrics) throws IOException {
    String row =
        String.format(
            Locale.ROOT,
            "%d,%.3f,%s,%s\n",
            metrics.epoch(),
            metrics.seconds(),
            cells(metrics.train()),
            cells(metrics.validation()));
    Files.writeString(file, row, StandardOpenOption.APPEND);
  }

  private static String cells(Losses losses) {
    return String.join(
        ",",
        cell(losses.reconstruction()),
        cell(losses.divergence()),
        cell(losses.entropy()),
        cell(losses.crossEntropy()),
        cell(losses.total()));
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.9g", value);
  }
}
