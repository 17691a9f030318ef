package emaki.trial;

import emaki.data.ImageSet;
import emaki.data.Split;
import emaki.data.Splits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /**
   * The class that each name stands for, that of most images; of equally many the lower. Classes
   * may bear any numbers, so that they are counted by number and not by place.
   */
  private int[] meaning(int[] given) {
    int names = 1 + IntStream.of(given).max().orElse(NOTHING);
    List<Map<Integer, Integer>> counts =
        Stream.<Map<Integer, Integer>>generate(TreeMap::new).limit(names).toList();
    for (int row = 0; row < given.length; row++) {
      if (given[row] >= 0 && labels[row] != ImageSet.NO_LABEL) {
        counts.get(given[row]).merge(labels[row], 1, Integer::sum);
      }
    }
    return counts.stream().mapToInt(OwnLabels::most).toArray();
  }

  private static int most(Map<Integer, Integer> counts) {
    int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
    return counts.keySet().stream()
        .filter(c -> counts.getOrDefault(c, 0) == most)
        .findFirst()
        .orElse(NOTHING);
  }
}
