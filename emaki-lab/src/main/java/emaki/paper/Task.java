package emaki.paper;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import emaki.run.ClassificationSpec;
import emaki.run.ClusteringRecord;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunSpec;
import emaki.sweep.Deed;
import emaki.sweep.WorkProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One deed of the study.
 *
 * @param kind what it does
 * @param run the folder that it makes or works on
 * @param spec of the run that it makes; null where it works on one
 * @param settings of it, by name
 * @param cost what it takes, in epochs of the study's autoencoder
 */
record Task(
    Kind kind, RunFolder run, @Nullable RunSpec spec, Map<String, String> settings, double cost)
    implements WorkProgress.Step {
  /** Where images and source are: they may have been moved since. */
  private static final Set<String> PLACES = Set.of("data", "source");

  /** As {@code cluster} names what it makes by k-means. */
  private static final String CLUSTERING = "kmeans";

  enum Kind {
    TRAIN,
    CLASSIFY,
    CLUSTER;

    private String deed() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The clustering of a run that has been clustered as Table 2 has it. */
  static Optional<ClusteringRecord> clusters(RunFolder run) {
    return run.clusterings()
        .find(CLUSTERING)
        .filter(
            found ->
                Protocol.CLUSTERS.equals(Map.of("k", "" + found.k(), "seed", "" + found.seed())));
  }

  /**
   * Whether it has been done, by what stands in the folder.
   *
   * @throws InputException where the folder is damaged
   */
  @Override
  public boolean isDone() {
    return switch (kind) {
      case TRAIN, CLASSIFY -> run.finished().isPresent();
      case CLUSTER -> clusters(run).isPresent();
    };
  }

  /** In epochs of the study's autoencoder. */
  @Override
  public double costLeft() throws IOException {
    if (isDone()) {
      return 0;
    }
    return spec == null ? cost : cost * (1 - (double) epochs() / spec.training().epochs());
  }

  @Override
  public String standing() throws IOException {
    return spec == null ? kind.deed() : "epoch %d/%d".formatted(epochs(), spec.training().epochs());
  }

  private int epochs() throws IOException {
    return run.metric("epoch").length;
  }

  /**
   * Checks that a run that has begun is the one that is wanted: of these images, and trained this
   * way. One of another emaki, or made by hand, may not be.
   *
   * @param images their checksum
   * @throws InputException where it is another
   */
  void requireSame(String images) {
    if (spec == null || !run.isBegun()) {
      return;
    }
    RunRecord record = run.record();
    List<String> differences = new ArrayList<>();
    if (!record.dataset().sha256().equals(images)) {
      differences.add("other images");
    }
    JsonNode wanted = Json.MAPPER.valueToTree(spec);
    JsonNode found = Json.MAPPER.valueToTree(record.spec());
    wanted
        .properties()
        .forEach(
            field -> {
              if (!PLACES.contains(field.getKey())
                  && !field.getValue().equals(found.path(field.getKey()))) {
                differences.add(
                    "%s %s instead of %s"
                        .formatted(
                            field.getKey().replace('_', '-'),
                            found.path(field.getKey()),
                            field.getValue()));
              }
            });
    if (!differences.isEmpty()) {
      throw new InputException(
          run.path().toString(),
          "was made with " + String.join(", ", differences),
          "remove it, and it is made anew; or choose another folder");
    }
  }

  @Override
  public Deed deed() {
    Path folder = run.path();
    if (kind == Kind.CLUSTER) {
      return new Deed(kind.deed(), folder, settings, null);
    }
    return run.isBegun() ? Deed.resume(folder) : new Deed(kind.deed(), source(), settings, folder);
  }

  /** The run whose latents are classified. */
  private @Nullable Path source() {
    return spec instanceof ClassificationSpec classifier && classifier.source() != null
        ? Path.of(classifier.source())
        : null;
  }
}
