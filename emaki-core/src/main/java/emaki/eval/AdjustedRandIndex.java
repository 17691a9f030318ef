package emaki.eval;

import java.util.Arrays;

/**
 * The adjusted Rand index (Hubert and Arabie 1985, "Comparing partitions"): agreement of classes
 * and clusters on the pairs of points, corrected for chance. With c(x) = x (x - 1) / 2, row sums
 * a_i and column sums b_j,
 *
 * <p>index = sum_ij c(n_ij), expected = sum_i c(a_i) sum_j c(b_j) / c(n),
 *
 * <p>ARI = (index - expected) / ((sum_i c(a_i) + sum_j c(b_j)) / 2 - expected).
 *
 * <p>1 for equal partitions, 0 on average for independent ones, never below -1/2.
 */
public final class AdjustedRandIndex {
  private AdjustedRandIndex() {}

  /**
   * The index of a table; 1 where both partitions are trivially equal (one class and one cluster,
   * or every point alone in both), NaN if no point has a label.
   */
  public static double of(ContingencyTable table) {
    if (table.n() == 0) {
      return Double.NaN;
    }
    double both = Arrays.stream(table.counts()).mapToDouble(AdjustedRandIndex::pairs).sum();
    double inClass = pairs(table.rowSums());
    double inCluster = pairs(table.columnSums());
    if (both == inClass && both == inCluster) {
      return 1;
    }
    double expected = inClass * inCluster / pairs(new int[] {table.n()});
    return (both - expected) / ((inClass + inCluster) / 2 - expected);
  }

  /** The pairs of points within the groups; exact, since a double holds integers up to 2^53. */
  private static double pairs(int[] sizes) {
    return Arrays.stream(sizes).mapToDouble(size -> (double) size * (size - 1.0) / 2).sum();
  }
}
