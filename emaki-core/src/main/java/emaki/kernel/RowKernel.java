package emaki.kernel;

/**
 * The inner loop: one point against a range of others. Two twins, scalar and vector, of the
 * Gaussian kernel, and two of what else depends on the distance alone.
 */
sealed interface RowKernel
    permits ScalarRowKernel, VectorRowKernel, ScalarRadialKernel, VectorRadialKernel {
  /**
   * Adds up the pairs of point {@code i} of {@code x} and the points from {@code from} on of {@code
   * y}.
   *
   * @param near sums 1 - kernel instead of the kernel: for points whose exponents are all below
   *     1/2, where the kernel is so close to 1 that its sum would lose what matters
   * @param row receives the sums, and the pulls where it wants them; cleared first
   */
  void add(Columns x, int i, Columns y, int from, boolean near, Row row);

  /** What this is, for people. */
  String description();
}
