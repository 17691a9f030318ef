package emaki.cluster;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How many points clusters have. */
final class Sizes {
  private Sizes() {}

  /** The number of clusters. */
  static int count(int[] labels) {
    return IntStream.of(labels).max().orElse(-1) + 1;
  }

  /**
   * Of each cluster.
   *
   * @param labels from 0 to count - 1, or {@link Clusters#NOISE}
   * @return [count]
   */
  static int[] of(int[] labels, int count) {
    int[] sizes = new int[count];
    for (int label : labels) {
      if (label != Clusters.NOISE) {
        sizes[label]++;
      }
    }
    return sizes;
  }

  /** The same clusters, numbered by their sizes: 0 is the largest, of equals the lower before. */
  static int[] largestFirst(int[] labels, int count) {
    int[] sizes = of(labels, count);
    int[] rank = new int[count];
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingInt((Integer c) -> -sizes[c]))
            .mapToInt(c -> c)
            .toArray();
    for (int r = 0; r < count; r++) {
      rank[order[r]] = r;
    }
    return IntStream.of(labels)
        .map(label -> label == Clusters.NOISE ? label : rank[label])
        .toArray();
  }
}
