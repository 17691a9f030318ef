package emaki.prior;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.google.auto.service.AutoService;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.part.PartOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Points that the user made: a sample draws from them, each as likely as any other. */
public final class PointCloud implements Prior {
  /** The array of an npz that holds the points. */
  private static final String ARRAY = "points";

  private static final long MOST_TEXT = 256L << 20;

  /** What begins as a number, and how NumPy spells what is none. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\.?\\d.*|nan|inf(inity)?)", Pattern.CASE_INSENSITIVE);

  private final Path file;
  private final float[] points;
  private final int dimension;

  /** As {@link MedianOrder} has it, found when it is first asked for. */
  private int @Nullable [] order;

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
    // By value: 0 and -0 are one place.
    if (IntStream.range(0, points.length).allMatch(i -> points[i] == points[i % dimension])) {
      throw new InputException(
          file.toString(),
          points.length == dimension
              ? "holds one point"
              : "holds one point again and again, in single precision",
          "give the points of a shape");
    }
  }

  /**
   * Reads points: an npy, or an npz with an array {@code points} or {@code latents} or one alone,
   * of shape [n, dimension]; or a CSV of a point a line, with or without a line of names.
   *
   * @throws InputException where the file is missing, damaged or holds no two different points
   */
  static PointCloud read(Path file) {
    requireFile(file);
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz") || name.endsWith(".npy")) {
      return fromArray(file);
    }
    return fromText(file);
  }

  /**
   * Points that were made elsewhere than in a file, such as drawn by hand.
   *
   * @param file where they are to be written, for messages and {@link #spec()}
   * @param points row-major [n, dimension]
   * @throws InputException where one is no finite number, or all are the same
   */
  public static PointCloud of(Path file, float[] points, int dimension) {
    if (dimension < 1 || points.length == 0 || points.length % dimension != 0) {
      throw new IllegalArgumentException(
          "Expected points of %d numbers, got %d numbers".formatted(dimension, points.length));
    }
    return new PointCloud(file, points.clone(), dimension);
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

  private static PointCloud fromArray(Path file) {
    NpyArray array = Npz.readOne(file, ARRAY, "latents");
    int[] shape = array.shape();
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      throw new InputException(
          file.toString(),
          "expected points [n, dimension], found " + Arrays.toString(shape),
          "save a two-dimensional array");
    }
    return new PointCloud(file, array.floats(), shape[1]);
  }

  private static PointCloud fromText(Path file) {
    requireText(file);
    List<float[]> rows = new ArrayList<>();
    // From bytes, not characters: Jackson then takes a byte order mark off.
    try (InputStream in = Files.newInputStream(file);
        MappingIterator<String[]> lines =
            new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES)
                .with(CsvParser.Feature.TRIM_SPACES)
                .readValues(in)) {
      for (int line = 1; lines.hasNext(); line++) {
        String[] cells = lines.next();
        if (line == 1 && Arrays.stream(cells).noneMatch(PointCloud::isNumber)) {
          continue;
        }
        try {
          rows.add(numbers(cells));
        } catch (NumberFormatException e) {
          throw invalid(
              file, "line %d is not numbers: %s".formatted(line, String.join(",", cells)));
        }
      }
    } catch (IOException | RuntimeJsonMappingException e) {
      throw unreadable(file, e);
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

  /** Other things than files, such as devices, may never end. */
  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file.toString(),
          Files.exists(file) ? "is no ordinary file" : "no such file",
          "name a CSV, npy or npz of points");
    }
  }

  private static void requireText(Path file) {
    long size = file.toFile().length();
    // A short line takes ten times its length as an array in a list.
    long most = Math.min(MOST_TEXT, Runtime.getRuntime().maxMemory() / 16);
    if (size > most) {
      throw new InputException(
          file.toString(),
          "holds %d MB of text, expected at most %d".formatted(size >> 20, most >> 20),
          "give fewer points, or an npy");
    }
  }

  /** Jackson wraps what it found up to three times. */
  private static InputException unreadable(Path file, Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    JsonLocation at = root instanceof JacksonException jackson ? jackson.getLocation() : null;
    String why =
        root instanceof JacksonException
            ? "it is no CSV" + (at == null ? "" : ", at line " + at.getLineNr())
            : root instanceof IOException io ? InputException.reason(io) : root.getMessage();
    return new InputException(file.toString(), "cannot be read: " + why, "give a CSV in UTF-8", e);
  }

  private static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
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

  /** One from each of n stretches of neighbours, which hold the same share of the points. */
  @Override
  public float[] even(int n, RandomGenerator random) {
    int[] rows = order();
    float[] drawn = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      double share = (i + random.nextDouble()) / n;
      int row = rows[(int) Math.min(rows.length - 1, share * rows.length)];
      System.arraycopy(points, row * dimension, drawn, i * dimension, dimension);
    }
    return drawn;
  }

  private synchronized int[] order() {
    if (order == null) {
      order = MedianOrder.of(points, dimension);
    }
    return order;
  }

  @Override
  public Optional<PointCloud> kept() {
    return Optional.of(this);
  }

  /** By name and file. */
  @AutoService(PriorPart.class)
  public static final class Part implements PriorPart {
    @Override
    public String usage() {
      return "points:FILE";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      return read(file(options));
    }

    @Override
    public int dimension(PartOptions options, int latentDim) {
      file(options);
      return latentDim;
    }

    private static Path file(PartOptions options) {
      String file = options.whole();
      if (file.isBlank()) {
        throw options.fault("names no file", "give points:FILE");
      }
      try {
        return Path.of(file);
      } catch (InvalidPathException e) {
        throw options.fault("no file can have that name: " + e.getReason(), "give points:FILE");
      }
    }
  }
}
