package emaki.report;

import emaki.run.ClusteringRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A clustering as its run's page shows it.
 *
 * @param name empty where the run has no other
 * @param heat the test split's confusion matrix: rows are classes, the matched cluster lies on the
 *     diagonal; null: there is none
 */
record ClusterView(
    String name, String made, @Nullable Matrix metrics, List<String> facts, @Nullable Matrix heat) {
  /** A table of figures. */
  record Matrix(List<String> columns, List<Row> rows) {}

  /** Figures of one thing. */
  record Row(String name, List<?> values) {}

  /** A count, shaded by its share of the row. */
  record Cell(String share, int count) {}

  static ClusterView of(String name, ClusteringRecord clustering, List<String> classNames) {
    int[][] confusion = clustering.confusion("test");
    return new ClusterView(
        name,
        made(clustering),
        metrics(clustering.scores()),
        facts(clustering),
        confusion == null ? null : heat(confusion, clustering.noise() > 0, classNames));
  }

  private static String made(ClusteringRecord clustering) {
    return "%s, seed %d, fitted on the latents of %s; columns \"alone\" were fitted on that split itself.%s%s"
        .formatted(
            clustering.method(),
            clustering.seed(),
            clustering.fitted().equals(ClusteringRecord.TRAIN)
                ? "the training split and applied to the others"
                : "all splits together",
            clustering.assumption() == null ? "" : " Assumed: " + clustering.assumption() + ".",
            clustering.accuracy() == null ? "" : " Labels only score.");
  }

  private static @Nullable Matrix metrics(Map<String, Map<String, @Nullable Double>> scores) {
    if (scores.isEmpty()) {
      return null;
    }
    // The first has the most: the silhouette, which is last, is of the splits alone.
    Set<String> columns = scores.values().iterator().next().keySet();
    List<Row> rows = new ArrayList<>();
    scores.forEach(
        (metric, values) -> {
          Stream<Object> figures = columns.stream().map(c -> figure(values.get(c)));
          rows.add(new Row(metric, figures.toList()));
        });
    return new Matrix(columns.stream().map(column -> column.replace('_', ' ')).toList(), rows);
  }

  private static Object figure(@Nullable Double value) {
    return value == null ? "" : value;
  }

  /** What is told in sentences. */
  private static List<String> facts(ClusteringRecord clustering) {
    List<String> facts = new ArrayList<>();
    facts.add(sizes(clustering));
    if (clustering.stability() != null) {
      clustering.stability().told().forEach(line -> facts.add("Stability, " + line + "."));
    }
    if (!clustering.figures().isEmpty()) {
      facts.add(
          "The method's own figures: "
              + clustering.figuresTold().entrySet().stream()
                  .map(figure -> figure.getKey().replace('_', ' ') + " " + figure.getValue())
                  .collect(Collectors.joining(", ")));
    }
    return facts;
  }

  private static String sizes(ClusteringRecord clustering) {
    return "Cluster sizes, all images: "
        + clustering.sizes().stream().map(String::valueOf).collect(Collectors.joining(", "))
        + (clustering.noise() == 0 ? "" : "; noise, in none of them: " + clustering.noise());
  }

  private static Matrix heat(int[][] counts, boolean noise, List<String> classNames) {
    int last = counts[0].length - 1;
    List<String> columns =
        IntStream.rangeClosed(0, last)
            .mapToObj(
                c ->
                    noise && c == last
                        ? "noise"
                        : c < classNames.size() ? "≈ " + classNames.get(c) : "+" + (c + 1))
            .toList();
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < counts.length; r++) {
      int total = Math.max(1, IntStream.of(counts[r]).sum());
      rows.add(
          new Row(
              r < classNames.size() ? classNames.get(r) : "-",
              IntStream.of(counts[r])
                  .mapToObj(
                      n -> new Cell(String.format(Locale.ROOT, "%.3f", (double) n / total), n))
                  .toList()));
    }
    return new Matrix(columns, rows);
  }
}
