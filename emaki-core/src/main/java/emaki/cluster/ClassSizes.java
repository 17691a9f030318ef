package emaki.cluster;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How large the classes are, where somebody says so.
 *
 * @param option as the options spell it: {@code equal}, or the file
 * @param shares of the points, together 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ClassSizes(String option, double[] shares) {
  static final String EQUAL = "equal";
  private static final String NEARLY =
      ", as nearly as islands allow: off_sizes is the worst, as a share";
  private static final String ONE_A_LINE = "write a number above 0 on each line, one for a class";

  /** All alike. */
  static ClassSizes equal(int k) {
    double[] shares = new double[k];
    Arrays.fill(shares, 1.0 / k);
    return new ClassSizes(EQUAL, shares);
  }

  /**
   * Proportions from a file: on each line the number of a class, behind a name and a comma or not;
   * or behind a semicolon, as where decimals have a comma.
   *
   * @throws InputException where it cannot be read, or is not so
   */
  static ClassSizes read(String file) {
    List<Double> sizes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try {
      for (String read : Files.readAllLines(Path.of(file))) {
        // Spreadsheets put a mark of the byte order first.
        String line = read.replaceFirst("^\\uFEFF", "");
        if (line.isBlank()) {
          continue;
        }
        boolean semicolons = line.indexOf(';') >= 0;
        int end = line.lastIndexOf(semicolons ? ';' : ',');
        String text = line.substring(end + 1).strip();
        sizes.add(size(semicolons ? text.replace(',', '.') : text, file));
        String name = line.substring(0, Math.max(0, end)).strip();
        if (end >= 0 && !names.add(name)) {
          throw new InputException(
              file,
              "has two lines for a class named " + name,
              "decimals take a point, as 0.5; or " + ONE_A_LINE);
        }
      }
    } catch (IOException e) {
      throw InputException.of(Path.of(file), "cannot be read", e, ONE_A_LINE);
    }
    if (sizes.size() < 2) {
      throw new InputException(file, "expected the sizes of at least 2 classes", ONE_A_LINE);
    }
    double total = sizes.stream().mapToDouble(size -> size).sum();
    if (Double.isInfinite(total)) {
      throw new InputException(file, "its sizes are too large to be added", ONE_A_LINE);
    }
    return new ClassSizes(file, sizes.stream().mapToDouble(size -> size / total).toArray());
  }

  private static double size(String text, String file) {
    double size;
    try {
      size = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      size = Double.NaN;
    }
    if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
      throw new InputException(file, "expected sizes above 0, found " + text, ONE_A_LINE);
    }
    return size;
  }

  /** For messages: the option that says how many there are. */
  String given() {
    return option.equals(EQUAL) ? "‹k› " + shares.length : "‹sizes› " + option;
  }

  /** In words. */
  String told() {
    return option.equals(EQUAL)
        ? shares.length + " classes of equal size" + NEARLY
        : "classes of the proportions "
            + Arrays.stream(shares)
                .mapToObj(share -> String.format(Locale.ROOT, "%.4g", share))
                .collect(Collectors.joining(", "))
            + NEARLY;
  }

  /** The largest share by which a class came out larger or smaller than it should be. */
  double off(int[] labels) {
    int[] sizes = Sizes.of(labels, shares.length);
    return IntStream.range(0, sizes.length)
        .mapToDouble(c -> Math.abs(sizes[c] / (shares[c] * labels.length) - 1))
        .max()
        .orElse(0);
  }
}
