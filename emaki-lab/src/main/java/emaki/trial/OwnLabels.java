package emaki.trial;

import emaki.data.ImageSet;
import emaki.data.Split;
import emaki.data.Splits;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels that images have of their own, where a classifier learns from others. They only score.
 *
 * @param labels [n], {@link ImageSet#NO_LABEL}: none
 * @param splits of all rows, whether a classifier learns from them or not
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record OwnLabels(int[] labels, Splits splits) {
  private static final int NOTHING = -1;

  /**
   * How many images are taken for what they are, by split: a name stands for the class that most of
   * the images have that it was given to.
   *
   * @param given names, [n], below 0: none
   * @param predicted names, [n]
   * @return null where a split has no image with a label of its own
   */
  @Nullable Map<String, Double> agreement(int[] given, int[] predicted) {
    for (Split split : Split.values()) {
      if (rows(split).length == 0) {
        return null;
      }
    }
    int[] meaning = meaning(given);
    return Split.each(
        split ->
            IntStream.of(rows(split))
                .mapToDouble(row -> meaning[predicted[row]] == labels[row] ? 1 : 0)
                .average()
                .orElse(Double.NaN));
  }

  private int[] rows(Split split) {
    return IntStream.of(splits.rows(split))
        .filter(row -> labels[row] != ImageSet.NO_LABEL)
        .toArray();
  }

  /** The class that each name stands for: of equally many images, the lower. */
  private int[] meaning(int[] given) {
    int names = 1 + IntStream.of(given).max().orElse(NOTHING);
    int classes = 1 + IntStream.of(labels).max().orElse(NOTHING);
    int[][] counts = new int[names][classes];
    for (int row = 0; row < given.length; row++) {
      if (given[row] >= 0 && labels[row] != ImageSet.NO_LABEL) {
        counts[given[row]][labels[row]]++;
      }
    }
    return IntStream.range(0, names).map(name -> most(counts[name])).toArray();
  }

  private static int most(int[] counts) {
    int most = NOTHING;
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0 && (most == NOTHING || counts[c] > counts[most])) {
        most = c;
      }
    }
    return most;
  }
}
