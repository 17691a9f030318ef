package emaki.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Labels of images.
 *
 * @param source where they come from, for messages
 * @param values [n], {@link ImageSet#NO_LABEL} or an index from 0
 * @param classNames by label; empty where labels name themselves
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Labels(String source, int[] values, List<String> classNames) {
  private static final int MOST_CLASSES = 100_000;

  Labels {
    for (int label : values) {
      if (label < ImageSet.NO_LABEL || label >= MOST_CLASSES) {
        throw new InputException(
            source,
            "holds the label " + label,
            "classes are numbered from 0 to %d; -1 means no label".formatted(MOST_CLASSES - 1));
      }
    }
  }

  /**
   * Reads an array: numbers [n] or [n, 1], one-hot rows [n, classes], or text [n], which are names.
   *
   * @throws InputException where it is anything else
   */
  static Labels of(NpySource array) {
    NpyHeader header = array.header();
    int[] shape = header.shape();
    if (!header.isNumbers()) {
      return ofNames(array.origin(), array.texts());
    }
    boolean oneHot = shape.length == 2 && shape[1] > 1;
    if (shape.length != 1 && !oneHot && !(shape.length == 2 && shape[1] == 1)) {
      throw new InputException(
          array.origin(),
          "expected labels [n], or one-hot [n, classes], found " + Arrays.toString(shape),
          "reshape the array");
    }
    int[] values = array.array().ints();
    return new Labels(
        array.origin(), oneHot ? ofRows(array.origin(), values, shape[1]) : values, List.of());
  }

  private static Labels ofNames(String source, List<String> names) {
    List<String> classes =
        List.copyOf(new TreeSet<>(names.stream().filter(name -> !name.isEmpty()).toList()));
    return new Labels(source, names.stream().mapToInt(classes::indexOf).toArray(), classes);
  }

  private static int[] ofRows(String source, int[] values, int classes) {
    int[] labels = new int[values.length / classes];
    for (int row = 0; row < labels.length; row++) {
      int ones = 0;
      int others = 0;
      for (int c = 0; c < classes; c++) {
        int value = values[row * classes + c];
        ones += value == 1 ? 1 : 0;
        others += value == 0 ? 0 : 1;
        labels[row] = value == 1 ? c : labels[row];
      }
      if (ones != 1 || others != 1) {
        throw new InputException(
            source,
            "expected one label an image, or rows of a single 1 and else 0; row %d has %d that are not 0"
                .formatted(row, others),
            "give labels [n]");
      }
    }
    return labels;
  }

  /** What a person may not expect of them: which images have none, and classes without images. */
  List<String> remarks() {
    List<String> lines = new ArrayList<>();
    BitSet used = new BitSet();
    Arrays.stream(values).filter(label -> label >= 0).forEach(used::set);
    long none = Arrays.stream(values).filter(label -> label < 0).count();
    if (none > 0 && !used.isEmpty()) {
      lines.add(
          "%s: %s means no label: %d of %d images have none%s"
              .formatted(
                  source,
                  classNames.isEmpty() ? "-1" : "an empty text",
                  none,
                  values.length,
                  classNames.isEmpty() && used.cardinality() == 1
                      ? "; if -1 and %d are two classes, store 0 and 1".formatted(used.length() - 1)
                      : ""));
    }
    BitSet gaps = new BitSet();
    gaps.set(0, used.length());
    gaps.andNot(used);
    if (!gaps.isEmpty()) {
      lines.add(
          "%s: of the classes 0 to %d these have no image: %d (%s)"
              .formatted(
                  source,
                  used.length() - 1,
                  gaps.cardinality(),
                  PassedOver.listed(gaps.stream().mapToObj(String::valueOf).toList())));
    }
    return lines;
  }

  /** These and further ones; those of one name are of one class. */
  Labels and(Labels more) {
    TreeSet<String> all = new TreeSet<>(classNames);
    all.addAll(more.classNames);
    List<String> classes = List.copyOf(all);
    int[] joined = Arrays.copyOf(values, values.length + more.values.length);
    System.arraycopy(more.values, 0, joined, values.length, more.values.length);
    for (int i = 0; i < joined.length && !classes.isEmpty(); i++) {
      List<String> names = i < values.length ? classNames : more.classNames;
      joined[i] =
          joined[i] < 0 || names.isEmpty() ? joined[i] : classes.indexOf(names.get(joined[i]));
    }
    return new Labels(source, joined, classes);
  }
}
