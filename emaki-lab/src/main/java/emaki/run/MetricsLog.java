package emaki.run;

import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.train.EpochMetrics;
import emaki.train.Losses;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code metrics.csv}: a row per epoch, appended as the epoch ends. */
public final class MetricsLog {
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
  public static MetricsLog open(Path file, int epochs, List<String> parts) throws IOException {
    List<String> lines =
        Files.exists(file)
            ? text(file).lines().toList()
            : List.of(
                "epoch,seconds,%s,%s"
                    .formatted(columns("train", parts), columns("validation", parts)));
    String kept = String.join("\n", lines.subList(0, Math.min(lines.size(), epochs + 1))) + "\n";
    AtomicFile.write(file, out -> out.write(kept.getBytes(StandardCharsets.UTF_8)));
    return new MetricsLog(file, parts);
  }

  /**
   * Reads some columns of the log, none where it is not there yet; an empty cell is NaN. A last
   * line that is still being written is left out.
   */
  static Map<String, double[]> read(Path file, Predicate<String> wanted) throws IOException {
    String text = Files.exists(file) ? text(file) : "";
    List<String[]> lines =
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .map(line -> line.split(",", -1))
            .toList();
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; !lines.isEmpty() && c < lines.get(0).length; c++) {
      if (wanted.test(lines.get(0)[c])) {
        columns.put(lines.get(0)[c], column(lines, c, file));
      }
    }
    return columns;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw InputException.of(file, "is damaged", e, "restore it from a copy");
    }
  }

  private static double[] column(List<String[]> lines, int c, Path file) {
    double[] column = new double[lines.size() - 1];
    for (int row = 0; row < column.length; row++) {
      String[] cells = lines.get(row + 1);
      column[row] = number(c < cells.length ? cells[c] : "", file);
    }
    return column;
  }

  private static double number(String cell, Path file) {
    try {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new InputException(
          file.toString(), "is damaged: %s is no number".formatted(cell), "restore it from a copy");
    }
  }

  public void append(EpochMetrics metrics) throws IOException {
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
