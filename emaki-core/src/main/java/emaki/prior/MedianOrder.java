package emaki.prior;

import java.util.Arrays;

/**
 * Points in an order in which those that follow each other lie near each other: that of the leaves
 * of a k-d tree, which halves the points at the median of the coordinate in which they spread
 * widest (Bentley, 1975, "Multidimensional binary search trees used for associative searching").
 */
final class MedianOrder {
  /** Cells of as many points are not halved. */
  private static final int LEAF = 4;

  private final float[] points;
  private final int dimension;
  private final int[] order;

  private MedianOrder(float[] points, int dimension) {
    this.points = points;
    this.dimension = dimension;
    this.order = new int[points.length / dimension];
    Arrays.setAll(order, i -> i);
  }

  /**
   * Indices of points in that order.
   *
   * @param points row-major [n, dimension], finite
   */
  static int[] of(float[] points, int dimension) {
    MedianOrder tree = new MedianOrder(points, dimension);
    tree.halve(0, tree.order.length);
    return tree.order;
  }

  private void halve(int from, int to) {
    if (to - from <= LEAF) {
      return;
    }
    sort(from, to, widest(from, to));
    int middle = (from + to) >>> 1;
    halve(from, middle);
    halve(middle, to);
  }

  private int widest(int from, int to) {
    int widest = 0;
    double most = -1;
    for (int d = 0; d < dimension; d++) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        float value = points[order[i] * dimension + d];
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      if (greatest - least > most) {
        most = greatest - least;
        widest = d;
      }
    }
    return widest;
  }

  /** By one coordinate; equal ones by index. */
  private void sort(int from, int to, int d) {
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      int row = order[from + i];
      int bits = Float.floatToIntBits(points[row * dimension + d]);
      // Floats of the lower sign order backwards by their bits.
      keys[i] = ((long) (bits ^ ((bits >> 31) & Integer.MAX_VALUE)) << 32) | row;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      order[from + i] = (int) keys[i];
    }
  }
}
