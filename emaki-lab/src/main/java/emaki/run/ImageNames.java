package emaki.run;

import emaki.data.ImageSet;
import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A name for each image: labels given by a person, directly or by naming clusters. As a file, a
 * line an image: row, file, name; and where some are given directly, by, which is {@code hand} for
 * those.
 *
 * @param byRow [n], empty where an image has no name
 * @param byHand rows whose name, or lack of one, a person gave to that very image: those of
 *     clusters do not replace it
 */
public record ImageNames(List<String> byRow, Set<Integer> byHand) {
  private static final String ROW = "row";
  private static final String FILE = "file";
  private static final String NAME = "name";
  private static final String BY = "by";
  private static final String HAND = "hand";

  public ImageNames {
    byRow = List.copyOf(byRow);
    byHand = Set.copyOf(byHand);
  }

  /**
   * Reads the names so far; none where there is no such file yet.
   *
   * @throws InputException as {@link #read}
   */
  public static ImageNames soFar(Path file, int images, List<String> files) {
    return Files.exists(file)
        ? read(file, images, files)
        : new ImageNames(Collections.nCopies(images, ""), Set.of());
  }

  /**
   * Reads names. An image that the file does not list has none.
   *
   * @param images how many there are
   * @param files where each came from; empty where they have no files of their own
   * @throws InputException where the file is no such table, not of these images, or names one twice
   */
  public static ImageNames read(Path file, int images, List<String> files) {
    String[] names = new String[images];
    Set<Integer> byHand = new HashSet<>();
    int line = 1;
    for (Map<String, String> cells : Csv.read(file, List.of(ROW, NAME))) {
      line++;
      int row = Csv.index(file, line, ROW, cells.get(ROW), images);
      if (names[row] != null) {
        throw fault(file, "line %d: row %d has a line already".formatted(line, row));
      }
      String from = cells.getOrDefault(FILE, "");
      if (row < files.size() && !from.isEmpty() && !from.equals(files.get(row))) {
        throw fault(
            file, "line %d: image %d is %s, not %s".formatted(line, row, files.get(row), from));
      }
      names[row] = cells.getOrDefault(NAME, "").strip();
      if (HAND.equals(cells.get(BY))) {
        byHand.add(row);
      }
    }
    return new ImageNames(
        Arrays.stream(names).map(name -> name == null ? "" : name).toList(), byHand);
  }

  private static InputException fault(Path file, String reason) {
    return new InputException(
        file.toString(), reason, "a line an image: row, file, name; was it made for this data?");
  }

  /**
   * Writes them, those without a name too, in the place of a file of before, whose further columns
   * stay.
   *
   * @param files where each came from; empty where they have no files of their own
   * @throws InputException where the file of before is no such table
   */
  public void write(Path file, List<String> files) throws IOException {
    List<String> all = List.of(ROW, FILE, NAME, BY);
    List<String> head = byHand.isEmpty() ? all.subList(0, 3) : all;
    List<List<String>> rows = new ArrayList<>();
    rows.add(head);
    for (int row = 0; row < byRow.size(); row++) {
      String from = row < files.size() ? files.get(row) : "";
      String by = byHand.contains(row) ? HAND : "";
      List<String> cells = List.of(String.valueOf(row), from, byRow.get(row), by);
      rows.add(cells.subList(0, head.size()));
    }
    Csv.rewrite(file, rows, all);
  }

  /** The same, some images called otherwise; of one in several namings the last holds. */
  public ImageNames with(List<Naming> namings) {
    List<String> names = new ArrayList<>(byRow);
    Set<Integer> hands = new HashSet<>(byHand);
    for (Naming naming : namings) {
      naming.rows().forEach(row -> names.set(row, naming.name()));
      if (naming.byHand()) {
        hands.addAll(naming.rows());
      } else {
        naming.rows().forEach(hands::remove);
      }
    }
    return new ImageNames(names, hands);
  }

  /** What some images are called: {@link #with} these namings they are called so again. */
  public List<Naming> of(Collection<Integer> rows) {
    Map<Boolean, Map<String, List<Integer>>> found =
        rows.stream()
            .distinct()
            .collect(
                Collectors.partitioningBy(
                    byHand::contains,
                    Collectors.groupingBy(byRow::get, TreeMap::new, Collectors.toList())));
    List<Naming> namings = new ArrayList<>();
    found.forEach(
        (hand, byName) -> byName.forEach((name, of) -> namings.add(new Naming(name, hand, of))));
    return namings;
  }

  /** The names of clusters, [n], but where one is given by hand. */
  public ImageNames over(List<String> ofClusters) {
    List<String> names = new ArrayList<>(ofClusters);
    byHand.forEach(row -> names.set(row, byRow.get(row)));
    return new ImageNames(names, byHand);
  }

  /** How many images have a name. */
  public int named() {
    return (int) byRow.stream().filter(name -> !name.isEmpty()).count();
  }

  /** The names there are, in their order as text. */
  public List<String> classNames() {
    return byRow.stream().filter(name -> !name.isEmpty()).distinct().sorted().toList();
  }

  /** The index of each image's name among {@link #classNames}, {@link ImageSet#NO_LABEL}: none. */
  public int[] labels() {
    List<String> classes = classNames();
    Map<String, Integer> index = new HashMap<>();
    classes.forEach(name -> index.put(name, index.size()));
    return byRow.stream().mapToInt(name -> index.getOrDefault(name, ImageSet.NO_LABEL)).toArray();
  }
}
