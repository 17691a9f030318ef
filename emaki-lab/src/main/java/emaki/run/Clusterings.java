package emaki.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A run's clusterings, each by its name: {@code clusterings/NAME.json} is its record, {@code
 * NAME.npz} its labels ({@code cluster} int32 [n], noise -1) and {@code NAME.csv} a line an image.
 * The one made last is at the run's root too, as {@code cluster} in {@code latents.npz} and as
 * {@code clusters.csv}, where other tools look.
 *
 * <p>Before clusterings had names a run had one, by k-means: its record is {@code cluster.json},
 * its labels are in {@code latents.npz}, and it is read as {@code kmeans}.
 *
 * @param run whose they are
 */
public record Clusterings(RunFolder run) {
  /** Of the clustering in {@code cluster.json}. */
  private static final String UNNAMED = "kmeans";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String RECORD = ".json";
  private static final String AGAIN = "cluster the run again";

  /**
   * Checks a name that somebody chose.
   *
   * @throws InputException where it could not be a file's
   */
  public static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InputException(
          "‹name› " + name,
          "expected a letter or digit, then at most 63 of these, dots, hyphens and underscores",
          "try kmeans-20");
    }
    return name;
  }

  /** {@code clusterings/}. */
  public Path folder() {
    return run.path().resolve("clusterings");
  }

  /** {@code clusterings/NAME.csv}: a line an image. */
  public Path listFile(String name) {
    return folder().resolve(name + ".csv");
  }

  private Path recordFile(String name) {
    return folder().resolve(name + RECORD);
  }

  private Path labelsFile(String name) {
    return folder().resolve(name + ".npz");
  }

  private Path unnamedFile() {
    return run.path().resolve("cluster.json");
  }

  /** The files of their records, those that are there. */
  public List<Path> recordFiles() {
    List<Path> files = new ArrayList<>();
    if (Files.exists(unnamedFile())) {
      files.add(unnamedFile());
    }
    if (Files.isDirectory(folder())) {
      try (var entries = Files.list(folder())) {
        entries.filter(Clusterings::isRecord).sorted().forEach(files::add);
      } catch (IOException e) {
        throw InputException.of(folder(), "cannot be read", e, "check its permissions");
      }
    }
    return files;
  }

  /** What changes whenever a clustering is made or removed. */
  public List<Path> traces() {
    return List.of(folder(), unnamedFile());
  }

  private static boolean isRecord(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(RECORD)
        && NAME.matcher(name.substring(0, name.length() - RECORD.length())).matches();
  }

  /**
   * All of them, the one made last at the end.
   *
   * @throws InputException where one is damaged
   */
  public List<ClusteringRecord> list() {
    List<ClusteringRecord> found = new ArrayList<>();
    for (Path file : recordFiles()) {
      // One that was made since by that name stands for both.
      if (!file.equals(unnamedFile())) {
        found.add(read(file));
      } else if (!Files.exists(recordFile(UNNAMED))) {
        found.add(unnamed());
      }
    }
    found.sort(Comparator.comparing(ClusteringRecord::created));
    return found;
  }

  /** The one made last, or empty where the run has not been clustered. */
  public Optional<ClusteringRecord> latest() {
    List<ClusteringRecord> all = list();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** One by its name. */
  public Optional<ClusteringRecord> find(String name) {
    return list().stream().filter(record -> record.name().equals(name)).findFirst();
  }

  /**
   * Which cluster each image is in, [n], -1: noise.
   *
   * @param latents of the run
   * @throws InputException where they are gone or damaged
   */
  public int[] labels(ClusteringRecord record, Latents latents) {
    Path file = Files.exists(recordFile(record.name())) ? labelsFile(record.name()) : null;
    int[] labels = file == null ? latents.cluster() : stored(file);
    if (labels == null
        || labels.length != latents.size()
        || IntStream.of(labels).anyMatch(label -> label < -1 || label >= record.k())) {
      throw new InputException(
          (file == null ? run.latentsFile() : file).toString(),
          "its clusters are not those of the run's images",
          AGAIN);
    }
    return labels;
  }

  private static int[] stored(Path file) {
    NpyArray labels = Npz.read(file).get("cluster");
    return labels == null ? new int[0] : labels.ints();
  }

  /**
   * Adds a clustering, in the place of one of its name.
   *
   * @param latents of the run
   * @param labels [n], noise -1
   */
  public void write(ClusteringRecord record, Latents latents, int[] labels) throws IOException {
    Files.createDirectories(folder());
    if (Files.exists(unnamedFile()) && !Files.exists(recordFile(UNNAMED))) {
      // Its labels are in latents.npz, which is about to hold others: a kill must not part them.
      ClusteringRecord before = unnamed();
      store(before, latents, labels(before, latents));
    }
    run.write(latents.withCluster(labels));
    byte[] list = ClusterList.csv(run, latents, labels);
    AtomicFile.write(run.clustersFile(), out -> out.write(list));
    store(record, latents, labels);
    Files.deleteIfExists(unnamedFile());
  }

  /** The record goes first and comes last: one that is there has its labels. */
  private void store(ClusteringRecord record, Latents latents, int[] labels) throws IOException {
    Files.deleteIfExists(recordFile(record.name()));
    Npz.write(labelsFile(record.name()), Map.of("cluster", NpyArray.of(labels, latents.size())));
    byte[] list = ClusterList.csv(run, latents, labels);
    AtomicFile.write(listFile(record.name()), out -> out.write(list));
    Json.write(recordFile(record.name()), record);
  }

  private static ClusteringRecord read(Path file) {
    ClusteringRecord record =
        Json.value(Json.read(file, AGAIN), ClusteringRecord.class, file, AGAIN);
    if (!file.getFileName().toString().equals(record.name() + RECORD)) {
      throw new InputException(
          file.toString(), "is the record of another clustering, " + record.name(), AGAIN);
    }
    return record;
  }

  private ClusteringRecord unnamed() {
    JsonNode tree = Json.read(unnamedFile(), AGAIN);
    ObjectNode named = tree.deepCopy();
    named.put("name", UNNAMED);
    named.put("method", "kmeans:k=" + tree.path("k").asText());
    named.put("fitted", ClusteringRecord.TRAIN);
    named.put("created", "");
    named.put("noise", 0);
    ObjectNode figures = named.putObject("figures");
    if (tree.has("inertia")) {
      figures.set("inertia", tree.get("inertia"));
    }
    return Json.value(named, ClusteringRecord.class, unnamedFile(), AGAIN);
  }
}
