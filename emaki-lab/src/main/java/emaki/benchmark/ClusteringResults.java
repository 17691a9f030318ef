package emaki.benchmark;

import emaki.eval.Spread;
import emaki.report.PaperPage.Table;
import emaki.report.SpreadPlot.Panel;
import emaki.report.SpreadPlot.Series;
import emaki.run.ClusteringRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** How right the clusters are, over seeds. */
final class ClusteringResults {
  private static final List<String> LEAD =
      List.of(
          "Accuracy of clusters: the share of images whose cluster is matched to their class, by the best matching of one"
              + " cluster to each class. No network and no clustering sees a label: labels only score, and share each class"
              + " out evenly between training and validation images, by which the best epoch is chosen. All methods are told"
              + " how many classes there are; islands are besides grouped as if all classes were equally large, which is an"
              + " assumption on the data. Mixtures in more than a hundred dimensions have 20 iterations at most. How islands"
              + " are grouped (its constants) was chosen on KMNIST with its labels: docs/decisions.md.",
          "*All*: fitted on all images. *Training*: k-means and mixtures fitted on the training images, without the"
              + " validation images; methods that assign no other points are fitted on all images, and scored on these."
              + " *Test*: fitted on the test images alone. Networks learn from all images; pixels are as they are. Mean ±"
              + " standard deviation (least; number of seeds, which decide split, weights and starts).",
          "Published beside it: 66.05 ± .97 % on KMNIST, by IDEC with weight resets and reclustering and a pretrained"
              + " autoencoder (\"Breaking the Reclustering Barrier in Centroid-based Deep Clustering\", ICLR 2025, arXiv"
              + " 2411.02275), told how many classes there are.");

  /** Titles of the columns by method. */
  private static final Map<String, String> METHODS = new LinkedHashMap<>();

  static {
    METHODS.put("kmeans", "k-means");
    METHODS.put("mixture", "Gaussian mixture");
    METHODS.put("spectral", "spectral");
    METHODS.put("islands", "islands, classes taken to be equally large");
  }

  private final List<Representation> representations;
  private final List<Score> scores = new ArrayList<>();

  ClusteringResults(List<Representation> representations) {
    this.representations = representations;
  }

  /** The images that are scored: as tables and as records have them. */
  private enum Images {
    ALL("all images", "all_alone"),
    TRAINING("training images", "train"),
    TEST("test images", "test_alone");

    private final String title;
    private final String key;

    Images(String title, String key) {
      this.title = title;
      this.key = key;
    }
  }

  private record Score(
      Representation of, String method, Images images, String measure, long seed, double value) {}

  /** As {@code results.json} has it. */
  record Row(
      String representation,
      String method,
      String images,
      String measure,
      Spread spread,
      Map<Long, Double> seeds) {}

  void add(Representation of, String method, long seed, ClusteringRecord record) {
    for (Images images : Images.values()) {
      for (String measure : List.of("accuracy", "nmi")) {
        Double value = record.scores().getOrDefault(measure, Map.of()).get(images.key);
        if (value != null) {
          scores.add(new Score(of, method, images, measure, seed, value));
        }
      }
    }
  }

  private Map<Long, Double> seeds(Representation of, String method, Images images, String measure) {
    Map<Long, Double> seeds = new TreeMap<>();
    scores.stream()
        .filter(s -> s.of.equals(of) && s.method.equals(method) && s.images == images)
        .filter(s -> s.measure.equals(measure))
        .forEach(s -> seeds.put(s.seed, s.value));
    return seeds;
  }

  BenchmarkResults told(BenchmarkOptions options) {
    List<Representation> shown =
        representations.stream()
            .filter(each -> scores.stream().anyMatch(score -> score.of.equals(each)))
            .toList();
    List<Row> rows = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    for (Images images : Images.values()) {
      for (String measure : List.of("accuracy", "nmi")) {
        rows.addAll(rows(shown, images, measure));
      }
      if (!shown.isEmpty()) {
        tables.add(table(shown, images));
      }
    }
    List<Series> series = new ArrayList<>();
    METHODS.forEach((method, title) -> series.add(series(shown, method, title)));
    series.removeIf(each -> DoubleStream.of(each.mean()).allMatch(Double::isNaN));
    return new BenchmarkResults(
        "Clusters without labels, " + options.data().name(),
        LEAD,
        tables,
        Map.of("scores", rows),
        "all images",
        series.isEmpty() ? List.of() : List.of(new Panel("accuracy", series)));
  }

  private List<Row> rows(List<Representation> shown, Images images, String measure) {
    List<Row> rows = new ArrayList<>();
    for (Representation of : shown) {
      for (String method : METHODS.keySet()) {
        Map<Long, Double> seeds = seeds(of, method, images, measure);
        if (!seeds.isEmpty()) {
          rows.add(new Row(of.id(), method, images.key, measure, Spread.of(seeds.values()), seeds));
        }
      }
    }
    return rows;
  }

  private @Nullable Spread spread(Representation of, String method, Images images) {
    Map<Long, Double> seeds = seeds(of, method, images, "accuracy");
    return seeds.isEmpty() ? null : Spread.of(seeds.values());
  }

  private Table table(List<Representation> shown, Images images) {
    List<String> head = new ArrayList<>(List.of("representation"));
    head.addAll(METHODS.values());
    List<List<String>> lines = new ArrayList<>();
    for (Representation of : shown) {
      List<String> line = new ArrayList<>(List.of(of.title()));
      for (String method : METHODS.keySet()) {
        Spread spread = spread(of, method, images);
        line.add(spread == null ? (of.takes(method) ? "" : "-") : text(spread));
      }
      lines.add(line);
    }
    return new Table(images.key, "**Accuracy, %s**".formatted(images.title), head, lines);
  }

  private static String text(Spread spread) {
    Double sd = spread.sd();
    return sd == null
        ? String.format(Locale.ROOT, "%.4f (1)", spread.mean())
        : String.format(
            Locale.ROOT, "%.4f ± %.4f (%.4f; %d)", spread.mean(), sd, spread.min(), spread.n());
  }

  private Series series(List<Representation> shown, String method, String title) {
    double[] mean = new double[shown.size()];
    double[] sd = new double[shown.size()];
    for (int i = 0; i < mean.length; i++) {
      Spread spread = spread(shown.get(i), method, Images.ALL);
      mean[i] = spread == null ? Double.NaN : spread.mean();
      sd[i] = spread == null ? Double.NaN : spread.sd() == null ? 0 : spread.sd();
    }
    List<String> labels = shown.stream().map(Representation::id).toList();
    return new Series(title, labels, new double[0], mean, sd, false, false);
  }
}
