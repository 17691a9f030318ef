package emaki.cluster;

import java.util.Arrays;

/** Counts distinct points, since k-means++ cannot draw more centres than there are. */
final class DistinctPoints {
  private DistinctPoints() {}

  /**
   * The number of distinct points, or {@code enough} as soon as so many are found. Points are
   * compared with those found before, which ends early on ordinary data; zeros of either sign are
   * equal.
   */
  static int count(float[] points, int dimension, int enough) {
    int[] found = new int[enough];
    int distinct = 0;
    for (int row = 0; row < points.length && distinct < enough; row += dimension) {
      int offset = row;
      boolean known =
          Arrays.stream(found, 0, distinct)
              .anyMatch(other -> equal(points, offset, other, dimension));
      if (!known) {
        found[distinct++] = row;
      }
    }
    return distinct;
  }

  private static boolean equal(float[] points, int a, int b, int dimension) {
    for (int j = 0; j < dimension; j++) {
      if (points[a + j] != points[b + j]) {
        return false;
      }
    }
    return true;
  }
}
