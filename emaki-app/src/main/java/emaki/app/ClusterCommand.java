package emaki.app;

import com.fasterxml.jackson.core.type.TypeReference;
import emaki.cluster.Clusterer;
import emaki.cluster.Clusterers;
import emaki.cluster.Stability;
import emaki.data.InputException;
import emaki.part.PartOptions;
import emaki.report.ClusterSheets;
import emaki.run.ClusteringRecord;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.ShellWords;
import emaki.trial.Clustering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki cluster}. */
@Command(
    name = "cluster",
    description = {
      "Cluster a run's latents, and score the clusters where there are labels.",
      "Fitted on the training split and applied to the others; the columns 'alone' were fitted on that split itself.",
      "A run may have several clusterings, each by its name."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki cluster runs/roll --k 10",
      "  emaki cluster runs/roll --k 20 --name kmeans-20",
      "  emaki cluster runs/roll --method mixture --k auto",
      "",
      "As many islands as there are, grouped to ten classes; how far fits by other seeds agree:",
      "  emaki cluster runs/roll --method islands --sizes equal --k 10",
      "  emaki cluster runs/roll --method spectral --stability",
      "",
      "Nearest neighbours on Apache Spark, with emaki-spark (docs/scaling.md):",
      "  emaki cluster runs/roll --method islands --spark local[2]"
    })
final class ClusterCommand implements Callable<Integer> {
  private static final int MANY = 100;

  /** Share of a class by which its size may differ from what is assumed without a word. */
  private static final double FAR_OFF = 0.25;

  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--method",
      defaultValue = "kmeans",
      description = {
        "kmeans, mixture, spectral, hdbscan, or islands: as many as there are, unless --sizes groups them;",
        "with options, such as spectral:k=10,neighbours=15. Default ${DEFAULT-VALUE}."
      })
  private String method = "kmeans";

  @Option(
      names = "--k",
      paramLabel = "N|auto",
      description = {
        "Clusters; auto: as many, of 2 to 40, as kmeans (silhouette), mixture (BIC) and spectral (eigengap) find.",
        "Short for that option of the method."
      })
  private @Nullable String k;

  @Option(
      names = "--sizes",
      paramLabel = "equal|FILE",
      description = {
        "How large the classes are, for islands: equal, with --k, or a file with a number a class.",
        "Short for that option of the method."
      })
  private @Nullable String sizes;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of the starts. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--name",
      description = {
        "By which the run knows the clustering; one that has the name already is replaced.",
        "Default: the method's."
      })
  private @Nullable String name;

  @Option(
      names = "--stability",
      arity = "0..1",
      paramLabel = "N",
      fallbackValue = "5",
      description = {
        "Fit again, N times by other seeds and N times on bootstrap samples, and tell how far these agree (adjusted",
        "Rand index). It takes so many times as long. Without N: 5."
      })
  private @Nullable Integer stability;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description = {
        "Find nearest neighbours, for spectral, islands and hdbscan, on Apache Spark: local[2], spark://HOST:7077, ...",
        "The rest is done here. Needs emaki-spark: docs/scaling.md."
      })
  private @Nullable String spark;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Clusterer clusterer = clusterer();
    Progress progress = new Progress(folder, clusterer);
    ClusteringRecord clustering = clustering(folder, clusterer, progress);
    console.result(result(clustering));
    print(console, clustering);
    if (clustering.accuracy() == null) {
      console.say("not scored against classes: the images have no labels, or all the same");
    }
    console.say(
        "which image is in which cluster: %s", folder.clusterings().listFile(clustering.name()));
    console.say("%s", progress.drawn);
    console.next(List.of("walk", run), List.of("report", run));
    return 0;
  }

  private ClusteringRecord clustering(RunFolder folder, Clusterer clusterer, Progress progress)
      throws IOException {
    Clustering.Options options = options(clusterer);
    if (spark == null) {
      return Clustering.run(folder, clusterer, options, progress);
    }
    if (!clusterer.asksNeighbours()) {
      throw InputException.setting(
          "spark",
          spark,
          "only nearest neighbours are found there, and %s needs none"
              .formatted(Clustering.name(clusterer)),
          "leave it out, or choose ‹method islands›, spectral or hdbscan");
    }
    int images = folder.record().split().values().stream().mapToInt(Integer::intValue).sum();
    try (RemoteNeighbours finder = new RemoteNeighbours(console, spark, images)) {
      ClusteringRecord made = Clustering.run(folder, clusterer, options, progress, finder);
      if (!finder.used()) {
        console.say(
            "Spark was not started: the neighbours were kept in %s", folder.neighbours().file());
      }
      return made;
    }
  }

  private Clustering.Options options(Clusterer clusterer) {
    int refits = stability == null ? 0 : stability;
    if (stability != null && (refits < 1 || refits > Stability.MOST)) {
      throw InputException.setting(
          "stability", refits, "expected 1 to %d refits".formatted(Stability.MOST), "5 will do");
    }
    return new Clustering.Options(name == null ? Clustering.name(clusterer) : name, seed, refits);
  }

  /** Tells how far it is, and draws what a person needs to name the clusters. */
  private final class Progress implements Clustering.Listener {
    private final RunFolder folder;
    private final Clusterer clusterer;
    private String drawn = "";

    Progress(RunFolder folder, Clusterer clusterer) {
      this.folder = folder;
      this.clusterer = clusterer;
    }

    @Override
    public void begins() {
      console.say("clustering the latents of %s by %s", run, clusterer.spec());
      boolean many = k != null && k.matches("[0-9]{1,9}") && Integer.parseInt(k) > MANY;
      if (many || PartOptions.AUTO.equals(k)) {
        console.say("with so many clusters to find or to try this may take some minutes");
      }
    }

    @Override
    public void refits(int refit, int of) {
      console.say("stability: fit %d of %d", refit, of);
    }

    /** Where the images have gone, it goes without. */
    @Override
    public void written(ClusteringRecord clustering) throws IOException {
      if (clustering.k() == 0) {
        drawn = "no cluster was found: all images are noise; lower the method's least";
        return;
      }
      try {
        drawn =
            "to name them: look at the sheets, typical images above doubtful ones, in %s; fill in %s; then: %s"
                .formatted(
                    ShellWords.text(ClusterSheets.write(folder, clustering).toString()),
                    ShellWords.text(folder.clusterings().namesFile(clustering.name()).toString()),
                    CommandWords.of(List.of("label", ShellWords.file(run.toString()))));
      } catch (InputException e) {
        drawn = "no sheets of the clusters: " + Wording.of(e);
      }
    }
  }

  /** What is amiss with the method's options is told of those that were given. */
  private Clusterer clusterer() {
    String whole = with("sizes", sizes, with("k", k, method));
    try {
      return Clusterers.parse(whole);
    } catch (InputException e) {
      if (!e.subject().equals("‹method› " + whole)) {
        throw e;
      }
      String given =
          "‹method› "
              + method
              + (k == null ? "" : " ‹k› " + k)
              + (sizes == null ? "" : " ‹sizes› " + sizes);
      boolean others = sizes != null && e.reason().startsWith("no such option: sizes");
      String hint = others ? "it is islands that are grouped to sizes: ‹method› islands" : e.hint();
      throw new InputException(given, e.reason(), hint, e);
    }
  }

  private static String with(String option, @Nullable Object value, String method) {
    String separator = method.contains(":") ? "," : ":";
    return value == null ? method : method + separator + option + "=" + value;
  }

  private Map<String, Object> result(ClusteringRecord clustering) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    result.putAll(
        Json.MAPPER.convertValue(clustering, new TypeReference<Map<String, Object>>() {}));
    return result;
  }

  static void print(Console console, ClusteringRecord clustering) {
    if (clustering.assumption() != null) {
      console.print("%-12s %s", "assumed", clustering.assumption());
    }
    console.print("%-12s %d", "clusters", clustering.k());
    clustering.figuresTold().forEach((figure, told) -> console.print("%-12s %s", figure, told));
    console.print("%-12s %s", "sizes", clustering.sizes());
    double off = clustering.figures().getOrDefault("off_sizes", 0.0);
    if (off > FAR_OFF) {
      console.say(
          "the sizes that are assumed are far from met: one is off by %.0f %% of itself",
          100 * off);
    }
    if (clustering.noise() > 0) {
      console.print("%-12s %d", "noise", clustering.noise());
    }
    if (clustering.stability() != null) {
      clustering.stability().told().forEach(line -> console.print("%-12s %s", "stability", line));
    }
    clustering.scores().values().stream()
        .limit(1)
        .forEach(values -> console.print("%s", head(values.keySet())));
    clustering
        .scores()
        .forEach(
            (metric, values) -> {
              StringBuilder row = new StringBuilder("%-12s".formatted(metric));
              values
                  .values()
                  .forEach(
                      value ->
                          row.append(
                              value == null ? " %16s".formatted("-") : " %16.4f".formatted(value)));
              console.print("%s", row);
            });
  }

  private static String head(Set<String> splits) {
    StringBuilder head = new StringBuilder("%-12s".formatted(""));
    splits.forEach(split -> head.append(" %16s".formatted(split)));
    return head.toString();
  }
}
