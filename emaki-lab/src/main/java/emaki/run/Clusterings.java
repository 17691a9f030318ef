package emaki.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.cluster.Clusterers;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A run's clusterings, each by its name: {@code clusterings/NAME.json} is its record, {@code
 * NAME.npz} its labels ({@code cluster} int32 [n], noise -1), {@code NAME.csv} a line an image, and
 * {@code NAME-names.csv} a line a cluster, to be named by a person ({@link ClusterNames}). The one
 * made last is at the run's root too, as {@code cluster} in {@code latents.npz} and as {@code
 * clusters.csv}, where other tools look.
 *
 * <p>Before clusterings had names a run had one, by k-means: its record is {@code cluster.json},
 * its labels are in {@code latents.npz}, and it is read as {@code kmeans}.
 *
 * @param run whose they are
 */
public record Clusterings(RunFolder run) {
  /** Of the clustering in {@code cluster.json}. */
  private static final String UNNAMED = "kmeans";

  private static final String NAMES = "-names";

  /** A method and its options in a record, be that whole or not. */
  private static final Pattern METHOD =
      Pattern.compile("\"method\"\\s*:\\s*\"([a-z0-9-]+(:[^\"\\s‹›]*)?)\"");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * What a run has. A damaged one is in nobody's way but its own.
   *
   * @param sound those that can be read, the one made last at the end
   * @param damaged what is amiss with the others, by name
   */
  public record Listing(List<ClusteringRecord> sound, Map<String, InputException> damaged) {
    /** A sentence for each damaged one, without paths. */
    public List<String> leftOut() {
      return damaged.entrySet().stream()
          .map(
              e ->
                  "The clustering %s is left out: %s.".formatted(e.getKey(), e.getValue().reason()))
          .toList();
    }
  }

  /**
   * Checks a name that somebody chose.
   *
   * @throws InputException where it could not be a file's
   */
  public static String requireName(String name) {
    if (!isName(name)) {
      throw new InputException(
          "‹name› " + name,
          "expected a letter or digit, then at most 63 of these, dots, hyphens and underscores",
          "try kmeans-20");
    }
    if (name.endsWith(NAMES) || name.endsWith(".png")) {
      throw new InputException(
          "‹name› " + name, "ends like a file that is written beside another", "try kmeans-20");
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

  /** {@code clusterings/NAME-names.csv}: a line a cluster. */
  public Path namesFile(String name) {
    return folder().resolve(name + NAMES + ".csv");
  }

  /**
   * Checks that a clustering may be made under a name.
   *
   * @throws InputException where that has one whose clusters a person has named: the names would be
   *     of other clusters
   */
  public void requireReplaceable(String name) {
    Path names = namesFile(name);
    if (ClusterNames.begun(names)) {
      throw new InputException(
          names.toString(),
          "holds names that would be lost",
          "cluster by another ‹name›, or remove the file");
    }
  }

  private Path recordFile(String name) {
    return folder().resolve(name + ".json");
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
        entries
            .filter(file -> file.equals(recordFile(stem(file))) && isName(stem(file)))
            .sorted()
            .forEach(files::add);
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

  private static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  /** All of them, by their records; their labels are not looked at. */
  public Listing list() {
    return list(record -> {});
  }

  /**
   * The same, where one whose labels cannot be read is damaged too.
   *
   * @param latents of the run
   */
  public Listing list(Latents latents) {
    return list(record -> labels(record, latents));
  }

  private Listing list(Consumer<ClusteringRecord> check) {
    Listing listing = new Listing(new ArrayList<>(), new TreeMap<>());
    Set<String> names = new TreeSet<>();
    recordFiles().forEach(file -> names.add(file.equals(unnamedFile()) ? UNNAMED : stem(file)));
    for (String name : names) {
      try {
        Optional<ClusteringRecord> record = find(name);
        record.ifPresent(check);
        record.ifPresent(listing.sound::add);
      } catch (InputException e) {
        listing.damaged.put(name, e);
      }
    }
    listing.sound.sort(Comparator.comparing(ClusteringRecord::created));
    return listing;
  }

  /**
   * The one made last, or empty where the run has not been clustered.
   *
   * @throws InputException where one is damaged: it may be the one
   */
  public Optional<ClusteringRecord> latest() {
    Listing all = list();
    for (InputException damage : all.damaged.values()) {
      throw damage;
    }
    return all.sound.stream().reduce((earlier, later) -> later);
  }

  /**
   * One by its name.
   *
   * @throws InputException where it is damaged
   */
  public Optional<ClusteringRecord> find(String name) {
    if (isName(name) && Files.exists(recordFile(name))) {
      return Optional.of(named(name));
    }
    // One that was made since by its name stands for both.
    return name.equals(UNNAMED) && Files.exists(unnamedFile())
        ? Optional.of(unnamed())
        : Optional.empty();
  }

  /**
   * Which cluster each image is in, [n], -1: noise.
   *
   * @param latents of the run
   * @throws InputException where they are gone or damaged
   */
  public int[] labels(ClusteringRecord record, Latents latents) {
    Path file = inLatents() ? run.latentsFile() : labelsFile(record.name());
    int[] labels = inLatents() ? latents.cluster() : stored(file, record);
    if (labels == null
        || labels.length != latents.size()
        || IntStream.of(labels).anyMatch(label -> label < -1 || label >= record.k())) {
      throw new InputException(
          file.toString(), "its clusters are not those of the run's images", again(record));
    }
    return labels;
  }

  /**
   * Adds to a clustering's {@code NAME.npz} the share that each cluster has of each image.
   *
   * @param shares [n, k], row-major, together 1 for an image
   */
  public void writeShares(ClusteringRecord record, float[] shares) throws IOException {
    Path file = labelsFile(record.name());
    Map<String, NpyArray> arrays = new TreeMap<>(Npz.read(file));
    arrays.put("shares", NpyArray.of(shares, shares.length / record.k(), record.k()));
    Npz.write(file, arrays);
  }

  /** Whether the labels in {@code latents.npz} are those of the unnamed one. */
  private boolean inLatents() {
    return recordFiles().equals(List.of(unnamedFile())) && !Files.exists(labelsFile(UNNAMED));
  }

  private int @Nullable [] stored(Path file, ClusteringRecord record) {
    try {
      NpyArray labels = Npz.read(file, List.of("cluster")).get("cluster");
      return labels == null ? null : labels.ints();
    } catch (InputException e) {
      throw new InputException(e.subject(), e.reason(), again(record), e);
    }
  }

  private String again(ClusteringRecord record) {
    String seed = record.seed() == 0 ? "" : " ‹seed› " + record.seed();
    return again(record.method() + seed, record.name());
  }

  private String again(String method, String name) {
    return "make it anew: ‹cluster %s› ‹method› %s ‹name› %s".formatted(run.path(), method, name);
  }

  /** Where its record is damaged: by the method that this still says, or else that of its name. */
  private String again(String name) {
    String method = Clusterers.names().contains(name) ? name : "METHOD";
    try {
      Matcher said = METHOD.matcher(Files.readString(recordFile(name)));
      return again(said.find() ? said.group(1) : method, name);
    } catch (IOException e) {
      return again(method, name);
    }
  }

  /**
   * Adds a clustering, in the place of one of its name, be that damaged or not.
   *
   * @param latents of the run
   * @param labels [n], noise -1
   */
  public void write(ClusteringRecord record, Latents latents, int[] labels) throws IOException {
    Files.createDirectories(folder());
    clear();
    if (Files.exists(unnamedFile())) {
      nameTheUnnamed(latents);
    }
    run.write(latents.withCluster(labels));
    Csv.write(run.clustersFile(), ClusterList.of(run, latents, labels));
    writeLabels(record.name(), latents, labels);
    ClusterNames.begin(namesFile(record.name()), record);
    Json.write(recordFile(record.name()), record);
    if (record.name().equals(UNNAMED)) {
      Files.deleteIfExists(unnamedFile());
    }
  }

  /**
   * What a process that was killed left half written. Files of names are a person's, or the
   * explorer's; who keeps neighbours or a map beside this loses no more than having kept them.
   */
  private void clear() throws IOException {
    Set<Path> whose =
        Set.of(
            run.latentsFile(),
            run.clustersFile(),
            run.path().resolve("neighbours.npz"),
            run.path().resolve("map.npz"));
    AtomicFile.clear(run.path(), name -> whose.contains(run.path().resolve(name)));
    AtomicFile.clear(folder(), name -> !name.endsWith(NAMES + ".csv"));
  }

  /** Adds the record alone of a clustering of points that are no run's. */
  public void write(ClusteringRecord record) throws IOException {
    Files.createDirectories(folder());
    Json.write(recordFile(requireName(record.name())), record);
  }

  /** Latents.npz is about to hold the labels of another: a kill must not part it from its own. */
  private void nameTheUnnamed(Latents latents) throws IOException {
    int[] labels = latents.cluster();
    if (inLatents() && labels != null) {
      writeLabels(UNNAMED, latents, labels);
    }
    try {
      if (!Files.exists(recordFile(UNNAMED))) {
        Json.write(recordFile(UNNAMED), unnamed());
      }
      Files.delete(unnamedFile());
    } catch (InputException e) {
      // Damaged: it stays, and is told of, until it is restored or one of its name is made.
    }
  }

  /** The record goes first and comes last: one that is there has its labels. */
  private void writeLabels(String name, Latents latents, int[] labels) throws IOException {
    Files.deleteIfExists(recordFile(name));
    Npz.write(labelsFile(name), Map.of("cluster", NpyArray.of(labels, latents.size())));
    Csv.write(listFile(name), ClusterList.of(run, latents, labels));
  }

  private ClusteringRecord named(String name) {
    Path file = recordFile(name);
    try {
      ClusteringRecord record = Json.read(file, ClusteringRecord.class, "");
      if (record.name().equals(name)) {
        return record;
      }
      throw new InputException(
          file.toString(), "is the record of another clustering, " + record.name(), "");
    } catch (InputException e) {
      throw new InputException(e.subject(), e.reason(), again(name), e);
    }
  }

  private ClusteringRecord unnamed() {
    ObjectNode named = Json.read(unnamedFile(), again(UNNAMED)).deepCopy();
    named.put("name", UNNAMED);
    named.put("method", "kmeans:k=" + named.path("k").asText());
    named.put("fitted", ClusteringRecord.TRAIN);
    named.put("created", "");
    named.put("noise", 0);
    ObjectNode figures = named.putObject("figures");
    if (named.has("inertia")) {
      figures.set("inertia", named.get("inertia"));
    }
    return Json.value(named, ClusteringRecord.class, unnamedFile(), again(UNNAMED));
  }
}
