package emaki.run;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Npz;
import emaki.data.Safetensors;
import emaki.model.Autoencoder;
import emaki.model.Classifier;
import emaki.prior.PointCloud;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.run.RunRecord.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run's folder: plain files that other tools read. Every file is written beside its place and
 * renamed into it.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {
  private static final String SNAPSHOTS = "snapshots";
  private static final String RESTORE = "restore it from a copy or train again";

  /**
   * Claims a folder for a new run. What a killed emaki may have left before it could write {@code
   * run.json} is no hindrance.
   *
   * @throws InputException where it already holds something or cannot be made
   */
  public static RunFolder create(Path path) {
    try {
      if (Files.exists(path) && (!Files.isDirectory(path) || holdsSomething(path))) {
        throw new InputException(
            path.toString(),
            "already holds "
                + (Files.exists(path.resolve("run.json")) ? "a run" : "something else"),
            "choose another folder, or go on with an unfinished run: ‹resume " + path + "›");
      }
      Files.createDirectories(path.resolve("checkpoints"));
      Files.createDirectories(path.resolve("figures"));
      return new RunFolder(path);
    } catch (IOException e) {
      throw InputException.of(path, "cannot be made", e, "choose a folder that you may write to");
    }
  }

  /**
   * Opens an existing run.
   *
   * @throws InputException where the folder is not a run
   */
  public static RunFolder open(Path path) {
    RunFolder run = new RunFolder(path);
    if (!Files.isRegularFile(run.recordFile())) {
      throw new InputException(
          path.toString(),
          Files.isDirectory(path) ? "holds no run (no run.json in it)" : "no such folder",
          "name the folder of a run; ‹runs› shows them");
    }
    return run;
  }

  /** {@code run.json}. */
  public Path recordFile() {
    return path.resolve("run.json");
  }

  /** Whether the run has a record yet. */
  public boolean isBegun() {
    return Files.exists(recordFile());
  }

  /** The run's record, where it has finished. */
  public Optional<RunRecord> finished() {
    return isBegun()
        ? Optional.of(record()).filter(record -> record.status() == Status.FINISHED)
        : Optional.empty();
  }

  /** {@code model.safetensors}. */
  public Path modelFile() {
    return path.resolve("model.safetensors");
  }

  /** {@code latents.npz}. */
  public Path latentsFile() {
    return path.resolve("latents.npz");
  }

  /** {@code metrics.csv}. */
  public Path metricsFile() {
    return path.resolve("metrics.csv");
  }

  /** {@code prior.npz}: the run's own copy of a prior that the user gave as points. */
  public Path priorFile() {
    return path.resolve("prior.npz");
  }

  /** {@code files.txt}: where each image came from, a line an image, for folders of images. */
  public Path filesFile() {
    return path.resolve("files.txt");
  }

  /** The classifier of the run's latents, unless its run was put elsewhere. */
  public RunFolder classifier() {
    return new RunFolder(path.resolve("classifier"));
  }

  /** The run's clusterings. */
  public Clusterings clusterings() {
    return new Clusterings(this);
  }

  /** {@code neighbours.npz}: the latents' nearest neighbours, once a clustering asked for them. */
  public KeptNeighbours neighbours() {
    return new KeptNeighbours(path.resolve("neighbours.npz"));
  }

  /** {@code clusters.csv}: a line an image, of the clustering made last. */
  public Path clustersFile() {
    return path.resolve("clusters.csv");
  }

  /**
   * {@code labels.csv}: a name for each image, made of the names of clusters; in a classifier's run
   * its own copy of the labels that it learnt from, where these were not the data's.
   */
  public Path labelsFile() {
    return path.resolve("labels.csv");
  }

  /** {@code classification.json}: a classifier's scores. */
  public Path classificationFile() {
    return path.resolve("classification.json");
  }

  /** {@code confusion.csv}: the test split's confusion matrix. */
  public Path confusionFile() {
    return path.resolve("confusion.csv");
  }

  /** {@code predictions.npz}: a classifier's probabilities of every image. */
  public Path predictionsFile() {
    return path.resolve("predictions.npz");
  }

  /** {@code checkpoints/last.safetensors}. */
  public Path checkpointFile() {
    return path.resolve("checkpoints").resolve("last.safetensors");
  }

  /** {@code report.html}. */
  public Path reportFile() {
    return path.resolve("report.html");
  }

  /** A picture in {@code figures/}. */
  public Path figure(String name) {
    return path.resolve("figures").resolve(name);
  }

  /**
   * Reads {@code run.json}.
   *
   * @throws InputException where it is damaged or from a newer emaki
   */
  public RunRecord record() {
    JsonNode tree = Json.read(recordFile(), RESTORE);
    if (Json.format(tree, recordFile(), RunRecord.FORMAT) < 1) {
      throw new InputException(recordFile().toString(), "is damaged: it names no format", RESTORE);
    }
    return Json.value(tree, RunRecord.class, recordFile(), RESTORE);
  }

  /** Writes {@code run.json}. */
  public void write(RunRecord record) throws IOException {
    Json.write(recordFile(), record);
  }

  /** Writes {@code classification.json}. */
  public void write(ClassificationRecord scores) throws IOException {
    Json.write(classificationFile(), scores);
  }

  /**
   * A classifier's scores, or empty where there are none.
   *
   * @throws InputException where they are damaged
   */
  public Optional<ClassificationRecord> classification() {
    return Files.isRegularFile(classificationFile())
        ? Optional.of(Json.read(classificationFile(), ClassificationRecord.class, RESTORE))
        : Optional.empty();
  }

  /** Keeps the points of a prior that come from a file of the user's: it may change or go. */
  public void keep(Optional<Prior> prior) throws IOException {
    Optional<PointCloud> points = prior.flatMap(Prior::kept);
    if (points.isPresent()) {
      points.get().write(priorFile());
    }
  }

  /** Keeps where each image came from; nothing where they have no files of their own. */
  public void keep(List<String> files) throws IOException {
    if (!files.isEmpty()) {
      ImageFiles.write(filesFile(), files);
    }
  }

  /** Where each image came from; empty where images have no files of their own. */
  public List<String> files() {
    return Files.exists(filesFile())
        ? ImageFiles.read(filesFile(), record().dataset().images())
        : List.of();
  }

  /**
   * The prior of a run, or empty for a plain autoencoder.
   *
   * @throws InputException where it was given as points and they are gone or damaged
   */
  public Optional<Prior> prior(TrialSpec spec) {
    return Priors.parse(
        Files.exists(priorFile()) ? "points:" + priorFile() : spec.objective().prior(),
        spec.network().latentDim());
  }

  /**
   * Reads the run's images anew, training file first.
   *
   * @throws InputException where they are gone, or not what the run began with
   */
  public ImageSet images() {
    RunRecord record = record();
    return record.dataset().loadAgain(record.spec()).images();
  }

  /** The snapshot after an epoch, from 1, be it there or not yet. */
  public Snapshot snapshot(int epoch) {
    return new Snapshot(epoch, path.resolve(SNAPSHOTS).resolve("epoch-%05d.npz".formatted(epoch)));
  }

  /** {@code snapshots/*.npz} by epoch; empty where the run has none. */
  public List<Snapshot> snapshots() throws IOException {
    return Snapshot.in(path.resolve(SNAPSHOTS));
  }

  /** {@code metrics.csv} by column: a value an epoch, NaN where there is none. */
  public Map<String, double[]> metrics() throws IOException {
    return MetricsLog.read(metricsFile(), column -> true);
  }

  /** One column of {@code metrics.csv}; empty where there is none. */
  public double[] metric(String column) throws IOException {
    return MetricsLog.read(metricsFile(), column::equals).getOrDefault(column, new double[0]);
  }

  /** Whether there is a checkpoint to go on from. */
  public boolean hasCheckpoint() {
    return Files.exists(checkpointFile());
  }

  /** The last checkpoint, or empty where there is none yet. */
  public Optional<Safetensors> checkpoint() {
    try {
      return hasCheckpoint() ? Optional.of(Safetensors.read(checkpointFile())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads {@code latents.npz}.
   *
   * @throws InputException where it is missing, its arrays do not fit together, or it is another
   *     run's
   */
  public Latents latents() {
    requireThere(latentsFile(), "latents");
    return new RunParts(this, record()).own(Latents.of(latentsFile(), Npz.read(latentsFile())));
  }

  /**
   * Loads the autoencoder; the engine takes the run's number of threads, so that what the model
   * makes is to the bit what the run made of it.
   *
   * @throws InputException where it is a classifier's run, or the weights are missing or damaged
   */
  public Autoencoder model() {
    RunRecord record = record();
    TrialSpec spec = record.autoencoder();
    requireThere(modelFile(), "model");
    try {
      return new RunParts(this, record).autoencoder(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same of a classifier's run.
   *
   * @throws InputException where it is an autoencoder's run, or the weights are missing or damaged
   */
  public Classifier classifierModel() throws IOException {
    RunRecord record = record();
    ClassificationSpec spec = record.classifier();
    requireThere(modelFile(), "model");
    return new RunParts(this, record).classifier(spec);
  }

  /** Checksums of model and latents, by which it is noticed that one was exchanged. */
  public Map<String, String> checksums() throws IOException {
    return RunParts.checksums(this);
  }

  private void requireThere(Path file, String what) {
    if (!Files.exists(file)) {
      // Whoever holds the run here and asks for its results does not train it.
      Status status = RunLock.isHeldHere(this) ? record().status().ended() : liveStatus();
      throw new InputException(
          path.toString(),
          "has no %s: its status is %s".formatted(what, status),
          status == Status.FINISHED ? RESTORE : "finish it: ‹resume " + path + "›");
    }
  }

  /**
   * Checks that what the run's report is made of can be read.
   *
   * @throws InputException where the run is not finished, or a file of it is missing or damaged
   */
  public void requireWhole() {
    RunRecord record = record();
    if (record.status() != Status.FINISHED) {
      throw new InputException(
          path.toString(),
          "is not finished: its status is " + liveStatus(),
          "finish it: ‹resume " + path + "›");
    }
    if (record.spec() instanceof TrialSpec) {
      latents();
    }
  }

  /** Whether the run's results came after a file that shows them, or there is none. */
  public boolean isNewerThan(Path shown) throws IOException {
    if (!Files.exists(shown)) {
      return true;
    }
    FileTime then = Files.getLastModifiedTime(shown);
    List<Path> results = new ArrayList<>(clusterings().recordFiles());
    results.addAll(List.of(recordFile(), classificationFile(), classifier().recordFile()));
    for (Path file : results) {
      if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(then) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Writes {@code latents.npz}. */
  public void write(Latents latents) throws IOException {
    Npz.write(latentsFile(), latents.arrays());
  }

  /** The status, except that a run whose process was killed is interrupted, not running. */
  public Status liveStatus() {
    return liveStatus(record());
  }

  /** The same of a record that has been read already. */
  public Status liveStatus(RunRecord record) {
    Status status = record.status();
    return status == Status.RUNNING && !RunLock.isHeld(this) ? Status.INTERRUPTED : status;
  }

  private static boolean holdsSomething(Path folder) throws IOException {
    try (var entries = Files.walk(folder)) {
      return entries.anyMatch(entry -> Files.isRegularFile(entry) && !isLeftover(entry));
    }
  }

  private static boolean isLeftover(Path file) {
    String name = file.getFileName().toString();
    return name.equals("lock") || (name.startsWith(".run.json.") && name.endsWith(".part"));
  }
}
