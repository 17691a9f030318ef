package emaki.kernel;

import org.jspecify.annotations.Nullable;

/** What one point's pairs add up to, and the room that finding it takes: one for each worker. */
final class Row {
  /**
   * Pairs at a time: their kernel values stay in the first-level cache, and float sums stay short.
   */
  static final int SEGMENT = 2048;

  final float[] kernel = new float[SEGMENT + Columns.SPARE];

  /** The kernel of a squared distance is 2^(-rate * squared). */
  final double rate;

  /** Whether pulls are wanted beside the sum. */
  final boolean pulls;

  /** Sum of the kernel, or of 1 - kernel where the points are near. */
  double sum;

  /** Sum of kernel * (x - y), by coordinate; zeros where pulls are not wanted. */
  final double[] pull;

  /**
   * Where each pair's kernel * (y - x) is added for y, laid out as {@link Columns#zeros}; null:
   * nowhere.
   */
  final float @Nullable [][] back;

  Row(int dimension, double rate, boolean pulls, float @Nullable [][] back) {
    this.rate = rate;
    this.pulls = pulls;
    this.pull = new double[Columns.inGroups(dimension)];
    this.back = back;
  }

  void clear() {
    sum = 0;
    java.util.Arrays.fill(pull, 0);
  }
}
