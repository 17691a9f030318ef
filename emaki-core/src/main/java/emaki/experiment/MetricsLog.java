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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code metrics.csv}: a row per epoch, appended as the epoch ends. */
final class MetricsLog {
  private final Path file;
  private final List<String> parts;

  private MetricsLog(Path file, List<String> parts) {
    this.file = file;
    this.parts = parts;
  }

  /**
   * Opens the log with the rows of the first epochs; later rows, which training will write again,
   * are dropped.
   *
   * @param parts names of the loss's parts, which become columns
   */
  static MetricsLog open(Path file, int epochs, List<String> parts) throws IOException {
    List<String> lines =
        Files.exists(file)
            ? Files.readAllLines(file)
            : List.of(
                "epoch,seconds,%s,%s"
                    .formatted(columns("train", parts), columns("validation", parts)));
    String kept = String.join("\n", lines.subList(0, Math.min(lines.size(), epochs + 1))) + "\n";
    AtomicFile.write(file, out -> out.write(kept.getBytes(StandardCharsets.UTF_8)));
    return new MetricsLog(file, parts);
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

  private static String columns(String split, List<String> parts) {
    return Stream.concat(parts.stream(), Stream.of("total"))
        .map(part -> split + "_" + part)
        .collect(Collectors.joining(","));
  }

  private String cells(Losses losses) {
    return Stream.concat(parts.stream().map(losses::part), Stream.of(losses.total()))
        .map(MetricsLog::cell)
        .collect(Collectors.joining(","));
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.9g", value);
  }
}
