package emaki.prior;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Points that the user made: a sample draws from them, each as likely as any other. */
public final class PointCloud implements Prior {
  /** The array of an npz that holds the points. */
  private static final String ARRAY = "points";

  private final Path file;
  private final float[] points;
  private final int dimension;

  private PointCloud(Path file, float[] points, int dimension) {
    this.file = file;
    this.points = points;
    this.dimension = dimension;
    for (int i = 0; i < points.length; i++) {
      if (!Float.isFinite(points[i])) {
        throw new InputException(
            file.toString(),
            "point %d holds %s".formatted(i / dimension + 1, points[i]),
            "give finite numbers");
      }
    }
  }

  /**
   * Reads points: an npz or npy of shape [n, dimension], or a CSV of a point a line, with or
   * without a line of names.
   *
   * @throws InputException where the file is missing, damaged or holds no points
   */
  static PointCloud read(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz") || name.endsWith(".npy")) {
      return fromArray(file, name.endsWith(".npy"));
    }
    return fromText(file);
  }

  /**
   * Writes the points, so that a run can keep its own copy: float32 "points" of shape [n,
   * dimension], which {@code points:FILE} reads back to the same values.
   *
   * @param npz file to make, whole or not at all
   * @throws IOException where it cannot be written
   */
  public void write(Path npz) throws IOException {
    int n = points.length / dimension;
    Npz.write(npz, Map.of(ARRAY, NpyArray.of(points, n, dimension)));
  }

  private static PointCloud fromArray(Path file, boolean single) {
    NpyArray array;
    if (single) {
      array = Npz.readNpy(file);
    } else {
      Map<String, NpyArray> arrays = Npz.read(file);
      array = arrays.getOrDefault(ARRAY, arrays.values().iterator().next());
    }
    int[] shape = array.shape();
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      throw new InputException(
          file.toString(),
          "expected points [n, dimension], found " + java.util.Arrays.toString(shape),
          "save a two-dimensional array");
    }
    return new PointCloud(file, array.floats(), shape[1]);
  }

  private static PointCloud fromText(Path file) {
    List<float[]> rows = new ArrayList<>();
    try (MappingIterator<String[]> lines =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .with(CsvParser.Feature.TRIM_SPACES)
            .readValues(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      for (int line = 1; lines.hasNext(); line++) {
        String[] cells = lines.next();
        try {
          rows.add(numbers(cells));
        } catch (NumberFormatException e) {
          if (line > 1) {
            throw invalid(
                file, "line %d is not numbers: %s".formatted(line, String.join(",", cells)));
          }
          // A first line of names.
        }
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof InputException input
          ? input
          : new InputException(
              file.toString(), "cannot be read: " + e.getMessage(), "give a CSV", e);
    }
    if (rows.isEmpty()) {
      throw invalid(file, "holds no points");
    }
    int dimension = rows.get(0).length;
    float[] points = new float[rows.size() * dimension];
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length != dimension) {
        throw invalid(
            file,
            "point %d has %d numbers, the first has %d"
                .formatted(i + 1, rows.get(i).length, dimension));
      }
      System.arraycopy(rows.get(i), 0, points, i * dimension, dimension);
    }
    return new PointCloud(file, points, dimension);
  }

  private static float[] numbers(String[] cells) {
    float[] numbers = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = Float.parseFloat(cells[i]);
    }
    return numbers;
  }

  private static InputException invalid(Path file, String why) {
    return new InputException(file.toString(), why, "give a point a line, as 1.5,2,-3");
  }

  @Override
  public String spec() {
    return "points:" + file;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    int count = points.length / dimension;
    float[] drawn = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      System.arraycopy(points, random.nextInt(count) * dimension, drawn, i * dimension, dimension);
    }
    return drawn;
  }
}
