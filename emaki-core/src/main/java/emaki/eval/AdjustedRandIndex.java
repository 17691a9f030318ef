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
    return index(
        Arrays.stream(table.counts()).mapToDouble(AdjustedRandIndex::pairs).sum(),
        pairs(table.rowSums()),
        pairs(table.columnSums()),
        table.n());
  }

  /**
   * The index of two partitions of the same points, however many groups they have.
   *
   * @param one [n], a number for each group
   * @param other the same; noise, if it has a number, is a group as any
   * @return 1 where they are trivially equal, NaN where there are no points
   */
  public static double of(int[] one, int[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "%d points do not go with %d".formatted(one.length, other.length));
    }
    long[] groups = new long[one.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = ((long) one[i] << Integer.SIZE) | (other[i] & 0xffffffffL);
    }
    return index(
        pairs(sizes(groups)),
        pairs(sizes(Arrays.stream(one).asLongStream().toArray())),
        pairs(sizes(Arrays.stream(other).asLongStream().toArray())),
        one.length);
  }

  /** How many have each value, in the order of the values. */
  private static int[] sizes(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int[] sizes = new int[sorted.length];
    int group = -1;
    for (int i = 0; i < sorted.length; i++) {
      group += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
      sizes[group]++;
    }
    return Arrays.copyOf(sizes, group + 1);
  }

  private static double index(double both, double inOne, double inOther, int n) {
    if (n == 0) {
      return Double.NaN;
    }
    if (both == inOne && both == inOther) {
      return 1;
    }
    double expected = inOne * inOther / pairs(new int[] {n});
    return (both - expected) / ((inOne + inOther) / 2 - expected);
  }

  /** The pairs of points within the groups; exact, since a double holds integers up to 2^53. */
  private static double pairs(int[] sizes) {
    return Arrays.stream(sizes).mapToDouble(size -> (double) size * (size - 1.0) / 2).sum();
  }
}
