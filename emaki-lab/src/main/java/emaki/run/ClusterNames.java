package emaki.run;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a person calls the clusters of a clustering: {@code clusterings/NAME-names.csv}, a line a
 * cluster. Clusters of one name are one class.
 *
 * @param byCluster [k], empty where a cluster has no name
 */
public record ClusterNames(List<String> byCluster) {
  private static final String CLUSTER = "cluster";
  private static final String SIZE = "size";
  private static final String NAME = "name";
  private static final List<String> COLUMNS = List.of(CLUSTER, SIZE, NAME);

  public ClusterNames {
    byCluster = List.copyOf(byCluster);
  }

  /** Writes the file for a person to fill in. */
  static void begin(Path file, ClusteringRecord clustering) throws IOException {
    Csv.write(file, new ClusterNames(Collections.nCopies(clustering.k(), "")).rows(clustering));
  }

  /**
   * Writes the names there are, in the place of a file of before, whose further columns stay.
   *
   * @throws InputException where that is no such table
   */
  public void write(Path file, ClusteringRecord clustering) throws IOException {
    Csv.rewrite(file, rows(clustering), COLUMNS);
  }

  private List<List<String>> rows(ClusteringRecord clustering) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    for (int cluster = 0; cluster < clustering.k(); cluster++) {
      String size = String.valueOf(clustering.sizes().get(cluster));
      rows.add(List.of(String.valueOf(cluster), size, byCluster.get(cluster)));
    }
    return rows;
  }

  /** The same, one cluster called otherwise; empty: it has no name. */
  public ClusterNames with(int cluster, String name) {
    List<String> names = new ArrayList<>(byCluster);
    names.set(cluster, name.strip());
    return new ClusterNames(names);
  }

  /** Whether somebody has filled in a name, or a column of their own. */
  static boolean begun(Path file) {
    return Files.exists(file)
        && Csv.read(file, List.of(CLUSTER, NAME)).stream()
            .flatMap(row -> row.entrySet().stream())
            .filter(cell -> !cell.getKey().equals(CLUSTER) && !cell.getKey().equals(SIZE))
            .anyMatch(cell -> !cell.getValue().isBlank());
  }

  /**
   * Reads what has been filled in.
   *
   * @throws InputException as {@link #soFar}, and where the file names no cluster at all
   */
  public static ClusterNames read(Path file, ClusteringRecord clustering) {
    ClusterNames names = soFar(file, clustering);
    if (names.byCluster.stream().allMatch(String::isEmpty)) {
      throw new InputException(
          file.toString(),
          "names no cluster",
          "look at the sheets in %s and fill in the column name"
              .formatted(Path.of("figures", clustering.name())));
    }
    return names;
  }

  /**
   * Reads what has been filled in so far. A cluster that the file does not list has no name; sizes,
   * where there are any, must be those of the clustering.
   *
   * @throws InputException where the file is no such table, of another clustering, or names a
   *     cluster twice
   */
  public static ClusterNames soFar(Path file, ClusteringRecord clustering) {
    String[] names = new String[clustering.k()];
    int line = 1;
    for (Map<String, String> row : Csv.read(file, List.of(CLUSTER, NAME))) {
      line++;
      int cluster = Csv.index(file, line, CLUSTER, row.get(CLUSTER), names.length);
      if (names[cluster] != null) {
        throw fault(file, "line %d: cluster %d has a line already".formatted(line, cluster));
      }
      requireSize(file, clustering, cluster, row.getOrDefault(SIZE, ""));
      names[cluster] = row.getOrDefault(NAME, "").strip();
    }
    return new ClusterNames(Arrays.stream(names).map(name -> name == null ? "" : name).toList());
  }

  private static void requireSize(
      Path file, ClusteringRecord clustering, int cluster, String given) {
    String size = String.valueOf(clustering.sizes().get(cluster));
    if (!given.isEmpty() && !given.equals(size)) {
      throw fault(
          file,
          "is of another clustering: its cluster %d has %s images, that of %s has %s"
              .formatted(cluster, given, clustering.name(), size));
    }
  }

  private static InputException fault(Path file, String reason) {
    return new InputException(
        file.toString(), reason, "a line a cluster: cluster, size, name; ‹name› says which run's");
  }
}
