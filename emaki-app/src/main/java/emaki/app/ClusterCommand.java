package emaki.app;

import com.fasterxml.jackson.core.type.TypeReference;
import emaki.cluster.Clusterer;
import emaki.cluster.Clusterers;
import emaki.data.InputException;
import emaki.part.PartOptions;
import emaki.report.ClusterSheets;
import emaki.run.ClusteringRecord;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.trial.Clustering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
      "  emaki cluster runs/roll --k 10 --seed 0",
      "  emaki cluster runs/roll --k 20 --name kmeans-20    beside the first",
      "  emaki cluster runs/roll --method mixture --k auto",
      "  emaki cluster runs/roll --method islands --sizes equal --k 10"
    })
final class ClusterCommand implements Callable<Integer> {
  private static final int MANY = 100;

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

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Clusterer clusterer = clusterer();
    console.say("clustering the latents of %s by %s", run, clusterer.spec());
    boolean many = k != null && k.matches("[0-9]{1,9}") && Integer.parseInt(k) > MANY;
    if (many || PartOptions.AUTO.equals(k)) {
      console.say("with so many clusters to find or to try this may take some minutes");
    }
    ClusteringRecord clustering =
        name == null
            ? Clustering.run(folder, clusterer, seed)
            : Clustering.run(folder, clusterer, name, seed);
    console.result(result(clustering));
    print(console, clustering);
    if (clustering.accuracy() == null) {
      console.say("not scored against classes: the images have no labels, or all the same");
    }
    console.say(
        "which image is in which cluster: %s", folder.clusterings().listFile(clustering.name()));
    draw(folder, clustering);
    console.say("next: emaki walk %s; emaki report %s", run, run);
    return 0;
  }

  /** What a person needs to name the clusters; where the images have gone, it goes without. */
  private void draw(RunFolder folder, ClusteringRecord clustering) throws IOException {
    try {
      console.say(
          "to name them: look at the sheets, typical images above doubtful ones, in %s; fill in %s; then: emaki label %s",
          ClusterSheets.write(folder, clustering),
          folder.clusterings().namesFile(clustering.name()),
          run);
    } catch (InputException e) {
      console.say("no sheets of the clusters: %s", Wording.of(e));
    }
  }

  private Clusterer clusterer() {
    return Clusterers.parse(with("sizes", sizes, with("k", k, method)));
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
    clustering.figures().forEach((figure, value) -> console.print("%-12s %s", figure, value));
    console.print("%-12s %s", "sizes", clustering.sizes());
    if (clustering.noise() > 0) {
      console.print("%-12s %d", "noise", clustering.noise());
    }
    Map<String, Map<String, Double>> scores = clustering.scores();
    scores.values().stream().limit(1).forEach(values -> console.print("%s", head(values)));
    scores.forEach(
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

  private static String head(Map<String, Double> values) {
    StringBuilder head = new StringBuilder("%-12s".formatted(""));
    values.keySet().forEach(split -> head.append(" %16s".formatted(split)));
    return head.toString();
  }
}
