package emaki.run;

import emaki.data.ImageSet;
import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A name for each image: labels given by a person, directly or by naming clusters. As a file, a
 * line an image: row, file, name.
 *
 * @param byRow [n], empty where an image has no name
 */
public record ImageNames(List<String> byRow) {
  private static final String ROW = "row";
  private static final String FILE = "file";
  private static final String NAME = "name";

  public ImageNames {
    byRow = List.copyOf(byRow);
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
    }
    return new ImageNames(Arrays.stream(names).map(name -> name == null ? "" : name).toList());
  }

  private static InputException fault(Path file, String reason) {
    return new InputException(
        file.toString(), reason, "a line an image: row, file, name; was it made for this data?");
  }

  /**
   * Writes them, those without a name too.
   *
   * @param files where each image came from; empty where they have no files of their own
   */
  public void write(Path file, List<String> files) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(ROW, FILE, NAME));
    for (int row = 0; row < byRow.size(); row++) {
      rows.add(
          List.of(String.valueOf(row), row < files.size() ? files.get(row) : "", byRow.get(row)));
    }
    Csv.write(file, rows);
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
