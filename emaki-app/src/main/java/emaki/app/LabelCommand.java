package emaki.app;

import emaki.data.InputException;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.RunFolder;
import emaki.trial.Labelling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki label}. */
@Command(
    name = "label",
    description = {
      "Label all images of a run by the names that you gave to the clusters of a clustering.",
      "emaki cluster writes clusterings/NAME-names.csv, a line a cluster, whose column name you fill in, and sheets of"
          + " each cluster's images to judge by. Clusters of one name are one class; images of clusters without a"
          + " name, and noise, stay without a label. Writes labels.csv into the run: row, file, name. What you called"
          + " images by hand there, as the explorer does, stays: the lines whose column by says hand."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki cluster runs/roll --k 10",
      "  emaki label runs/roll --name kmeans",
      "  emaki classify runs/roll --labels runs/roll/labels.csv --epochs 2 --out runs/named",
      "",
      "The second once the column name of runs/roll/clusterings/kmeans-names.csv is filled in."
    })
final class LabelCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The names: a CSV with the columns cluster and name. Default: the clustering's.")
  private @Nullable Path file;

  @Option(
      names = "--name",
      description =
          "The clustering. Default: the one whose FILE is named, or without FILE the last that has names filled in;"
              + " else the one made last.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    ClusteringRecord clustering = clustering(folder);
    Path names =
        Objects.requireNonNullElse(file, folder.clusterings().namesFile(clustering.name()));
    Labelling labelling = Labelling.run(folder, clustering, ClusterNames.read(names, clustering));
    Map<String, Long> sizes = new TreeMap<>();
    labelling.images().byRow().stream()
        .filter(given -> !given.isEmpty())
        .forEach(given -> sizes.merge(given, 1L, Long::sum));
    console.result(result(folder, clustering, names, labelling, sizes));
    console.print("%-12s %s", "clustering", clustering.name());
    print(labelling, sizes);
    console.say("labels: %s", folder.labelsFile());
    if (sizes.size() > 1) {
      console.next(List.of("classify", run, "--labels", folder.labelsFile()));
    }
    return 0;
  }

  private ClusteringRecord clustering(RunFolder folder) {
    if (name != null) {
      return folder
          .clusterings()
          .find(name)
          .orElseThrow(
              () ->
                  new InputException(
                      "‹name› " + name,
                      "no clustering of %s has that name".formatted(run),
                      "make it: ‹cluster %s› ‹name› %s".formatted(run, name)));
    }
    return (file == null ? filledIn(folder) : named(folder))
        .or(folder.clusterings()::latest)
        .orElseThrow(
            () ->
                new InputException(
                    run.toString(), "has no clusters", "make some: ‹cluster " + run + "›"));
  }

  /** The last clustering to which somebody has given names. */
  private static Optional<ClusteringRecord> filledIn(RunFolder folder) {
    return folder.clusterings().list().sound().stream()
        .filter(each -> hasNames(folder, each))
        .reduce((earlier, later) -> later);
  }

  /** A file that cannot be read is in nobody's way but its own clustering's. */
  private static boolean hasNames(RunFolder folder, ClusteringRecord clustering) {
    Path file = folder.clusterings().namesFile(clustering.name());
    try {
      return ClusterNames.soFar(file, clustering).byCluster().stream()
          .anyMatch(name -> !name.isEmpty());
    } catch (InputException e) {
      return false;
    }
  }

  /** The clustering that the file of names is the run's own of. */
  private Optional<ClusteringRecord> named(RunFolder folder) {
    Path given = file == null ? null : file.toAbsolutePath().normalize();
    return folder.clusterings().list().sound().stream()
        .filter(
            each ->
                folder
                    .clusterings()
                    .namesFile(each.name())
                    .toAbsolutePath()
                    .normalize()
                    .equals(given))
        .findFirst();
  }

  private Map<String, @Nullable Object> result(
      RunFolder folder,
      ClusteringRecord clustering,
      Path names,
      Labelling labelling,
      Map<String, Long> sizes) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("run", run.toString());
    result.put("clustering", clustering.name());
    result.put("names_file", names.toString());
    result.put("out", folder.labelsFile().toString());
    result.put("images", labelling.images().byRow().size());
    result.put("named", labelling.images().named());
    result.put("names", sizes);
    result.put("by_hand", labelling.images().byHand().size());
    result.put("unnamed_clusters", labelling.unnamed());
    result.put("noise", labelling.noise());
    result.put("agreement", labelling.agreement());
    return result;
  }

  private void print(Labelling labelling, Map<String, Long> sizes) {
    console.print(
        "%-12s %d of %d images",
        "named", labelling.images().named(), labelling.images().byRow().size());
    console.print("%-12s %s", "names", sizes);
    if (!labelling.images().byHand().isEmpty()) {
      console.print("%-12s %d, as they were", "by hand", labelling.images().byHand().size());
    }
    if (!labelling.unnamed().isEmpty()) {
      console.print("%-12s clusters %s", "without", labelling.unnamed());
    }
    if (labelling.noise() > 0) {
      console.print("%-12s %d, without a label", "noise", labelling.noise());
    }
    if (labelling.agreement() != null) {
      console.print(
          "%-12s %.4f of the named images are of the class that most under their name are of",
          "agreement", labelling.agreement());
    }
  }
}
