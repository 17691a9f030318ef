package emaki.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import emaki.data.Dataset;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Remarks;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.divergence.Divergences;
import emaki.part.Origin;
import emaki.prior.Priors;
import emaki.train.Objectives;
import emaki.train.Trainer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} says of a run.
 *
 * @param format of the run folder; a larger one is from a newer emaki
 * @param name the folder's
 * @param status where the run stands
 * @param message why it failed; null otherwise
 * @param emaki version that wrote it
 * @param created when the run began, ISO 8601 in UTC
 * @param command that makes the run again
 * @param seconds of training
 * @param dataset what it learnt from
 * @param spec everything that decides its numbers
 * @param split images in each split
 * @param results what it came to; the file holds its components beside the others
 * @param machine it ran on
 * @param checksums of model and latents, by these names; none in runs that are not finished, or
 *     older
 * @param parts those that are not built in; the file names them where there are any
 */
public record RunRecord(
    int format,
    String name,
    Status status,
    @Nullable String message,
    String emaki,
    String created,
    String command,
    double seconds,
    DatasetRecord dataset,
    RunSpec spec,
    Map<String, Integer> split,
    @JsonUnwrapped Results results,
    Map<String, String> machine,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> checksums,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Origin> parts) {

  public RunRecord {
    Objects.requireNonNull(name, "it has no name");
    Objects.requireNonNull(status, "it has no status");
    Objects.requireNonNull(emaki, "it names no version");
    Objects.requireNonNull(dataset, "it names no dataset");
    Objects.requireNonNull(spec, "it has no spec");
    split =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(split, "it has no split")));
    machine =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(machine, "it names no machine")));
    long divided = split.values().stream().mapToLong(Integer::longValue).sum();
    boolean ownLabels = spec instanceof ClassificationSpec classes && classes.labels() != null;
    if (split.values().stream().anyMatch(n -> n < 0)
        || divided > dataset.images()
        || (divided < dataset.images() && !ownLabels)) {
      throw new IllegalArgumentException(
          "its split %s is not one of %d images".formatted(split, dataset.images()));
    }
    // Sorted: the order of an immutable map is another in every JVM, and the file's bytes would be.
    checksums =
        checksums == null
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(checksums)));
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /** The format that this version writes. */
  public static final int FORMAT = 1;

  /** Where a run stands. */
  public enum Status {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("finished")
    FINISHED,
    @JsonProperty("interrupted")
    INTERRUPTED,
    @JsonProperty("failed")
    FAILED;

    /** The same of a run on which nobody is at work. */
    Status ended() {
      return this == RUNNING ? INTERRUPTED : this;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The images of a run.
   *
   * @param source where they can be read again: a known dataset's name or an absolute path
   * @param folder where a known dataset was looked for first; null: the usual places
   * @param training images in the training file; the rest are the official test set
   * @param remarks on how they were read; null: none
   */
  public record DatasetRecord(
      String name,
      String sha256,
      String source,
      @Nullable String folder,
      int images,
      int training,
      int height,
      int width,
      int channels,
      int classes,
      List<String> classNames,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Remarks remarks) {
    public DatasetRecord {
      Objects.requireNonNull(name, "its dataset has no name");
      Objects.requireNonNull(sha256, "its dataset has no checksum");
      Objects.requireNonNull(source, "its dataset has no source");
      classNames = List.copyOf(Objects.requireNonNull(classNames, "its dataset has no classes"));
      if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
        throw new IllegalArgumentException(
            "its images are %dx%dx%d".formatted(height, width, channels));
      }
      if (training < 1 || training > images || classes != classNames.size()) {
        throw new IllegalArgumentException(
            "its dataset has %d images, %d of them for training, and %d names for %d classes"
                .formatted(images, training, classNames.size(), classes));
      }
    }

    /** Its name without the folders that it lay in, for whoever is given what came of it. */
    public String nameAlone() {
      return name.replaceFirst("^.*[/\\\\](?=.)", "");
    }

    /** What is to be remembered of a data set. */
    public static DatasetRecord of(Dataset data, RunSpec spec, @Nullable Path dataDir) {
      ImageSet images = data.images();
      return new DatasetRecord(
          images.name(),
          images.sha256(),
          Datasets.canonical(spec.data().name()),
          dataDir == null ? null : dataDir.toAbsolutePath().normalize().toString(),
          images.size(),
          data.trainingCount(),
          images.height(),
          images.width(),
          images.channels(),
          images.classes(),
          images.classNames(),
          data.remarks().isEmpty() ? null : data.remarks());
    }

    /**
     * Reads the images anew.
     *
     * @throws InputException where they are gone, or not what the run began with
     */
    public Dataset loadAgain(RunSpec spec) {
      Dataset data = spec.data().withName(source).load(folder == null ? null : Path.of(folder));
      ImageSet found = data.images();
      if (found.height() != height || found.width() != width || found.channels() != channels) {
        throw new InputException(
            source,
            "its images are %dx%dx%d, those of the run %dx%dx%d"
                .formatted(
                    found.height(), found.width(), found.channels(), height, width, channels),
            "restore the data and run.json, or train anew into another folder");
      }
      if (!data.images().sha256().equals(sha256)) {
        throw new InputException(
            source,
            "its content is not what the run began with",
            "restore the data, or train anew into another folder");
      }
      return data;
    }
  }

  /**
   * Figures of a run, null until it has them.
   *
   * @param epochs completed
   * @param bestEpoch whose weights were kept
   * @param reconstructionMse mean squared error of a pixel in [0, 1], by split
   * @param divergence of latents and prior, by split
   * @param fit of latents and prior, where there is one; the file names it where it has it
   * @param accuracy of a classifier, by split
   * @param agreement of a classifier that learnt from other labels than the data's own: the share
   *     of images, by split, whose predicted name stands for their own class, that of most images
   *     with the name; the file names it where it has it
   */
  public record Results(
      @Nullable Integer epochs,
      @Nullable Integer bestEpoch,
      @Nullable Map<String, Double> reconstructionMse,
      @Nullable DivergenceRecord divergence,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FitRecord fit,
      @Nullable Map<String, Double> accuracy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Double> agreement) {
    public Results {
      if (epochs != null && (epochs < 0 || (bestEpoch != null && bestEpoch > epochs))) {
        throw new IllegalArgumentException(
            "it has %d epochs, the best of them %d".formatted(epochs, bestEpoch));
      }
    }

    /** None yet. */
    public static final Results NONE = new Results(null, null, null, null, null, null, null);

    /** The same once training is over. */
    public Results trained(int newEpochs, int newBestEpoch) {
      return new Results(
          newEpochs, newBestEpoch, reconstructionMse, divergence, fit, accuracy, agreement);
    }

    /** The same with an autoencoder's figures. */
    public Results with(
        Map<String, Double> newMse, DivergenceRecord newDivergence, @Nullable FitRecord newFit) {
      return new Results(epochs, bestEpoch, newMse, newDivergence, newFit, accuracy, agreement);
    }

    /** The same with a classifier's figures. */
    public Results with(
        Map<String, Double> newAccuracy, @Nullable Map<String, Double> newAgreement) {
      return new Results(
          epochs, bestEpoch, reconstructionMse, divergence, fit, newAccuracy, newAgreement);
    }
  }

  /** A run that begins in a folder. */
  public static RunRecord begin(
      Path folder, RunSpec spec, DatasetRecord dataset, Splits splits, String command) {
    return new RunRecord(
        FORMAT,
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        Status.RUNNING,
        null,
        Provenance.version(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        0,
        dataset,
        spec,
        Split.each(part -> splits.rows(part).length),
        Results.NONE,
        Provenance.machine(spec.training().threads()),
        Map.of(),
        parts(spec));
  }

  private static List<Origin> parts(RunSpec spec) {
    String data = spec.data().name();
    Stream<Optional<Origin>> parts =
        Stream.of(Datasets.source(data).flatMap(s -> Origin.of("data", data, s.getClass())));
    if (spec instanceof TrialSpec trial) {
      ObjectiveSpec objective = trial.objective();
      parts =
          Stream.concat(
              parts,
              Stream.of(
                  Priors.origin(objective.prior()),
                  Divergences.origin(objective.divergence()),
                  Objectives.origin(objective.objective())));
    }
    return parts.flatMap(Optional::stream).toList();
  }

  /** Images that are in no split, since the labels that a classifier learns from lack them. */
  public int leftOut() {
    return dataset.images() - split.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * The spec of an autoencoder's run.
   *
   * @throws InputException where this is a classifier's
   */
  public TrialSpec autoencoder() {
    return spec(
        TrialSpec.class,
        "is a classifier's run, not an autoencoder's",
        "name an autoencoder's run");
  }

  /**
   * The spec of a classifier's run.
   *
   * @throws InputException where this is an autoencoder's
   */
  public ClassificationSpec classifier() {
    return spec(
        ClassificationSpec.class,
        "is an autoencoder's run, not a classifier's",
        "name a classifier's run");
  }

  private <T> T spec(Class<T> kind, String reason, String hint) {
    if (kind.isInstance(spec)) {
      return kind.cast(spec);
    }
    throw new InputException(name, reason, hint);
  }

  /** The same run in another state. */
  public RunRecord with(Status newStatus, @Nullable String newMessage, double newSeconds) {
    return with(newStatus, newMessage, newSeconds, results);
  }

  /** The same run with other results. */
  public RunRecord with(Results newResults) {
    return with(status, message, seconds, newResults);
  }

  /** The same run with the checksums of its parts. */
  public RunRecord with(Map<String, String> newChecksums) {
    return with(status, message, seconds, results, newChecksums);
  }

  private RunRecord with(
      Status newStatus, @Nullable String newMessage, double newSeconds, Results newResults) {
    return with(newStatus, newMessage, newSeconds, newResults, checksums);
  }

  private RunRecord with(
      Status newStatus,
      @Nullable String newMessage,
      double newSeconds,
      Results newResults,
      Map<String, String> newChecksums) {
    return new RunRecord(
        format,
        name,
        newStatus,
        newMessage,
        emaki,
        created,
        command,
        newSeconds,
        dataset,
        spec,
        split,
        newResults,
        machine,
        newChecksums,
        parts);
  }

  /** The same run when its training is over, or was cancelled. */
  public RunRecord trained(Trainer.Outcome outcome) {
    return outcome.finished()
        ? with(
            Status.FINISHED,
            null,
            outcome.seconds(),
            results.trained(outcome.epochs(), outcome.bestEpoch()))
        : with(Status.INTERRUPTED, null, outcome.seconds(), Results.NONE);
  }
}
