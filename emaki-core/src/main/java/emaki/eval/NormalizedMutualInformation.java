package emaki.eval;

/**
 * Normalised mutual information of classes and clusters (Strehl and Ghosh 2002, "Cluster
 * ensembles"), here divided by the arithmetic mean of the entropies, as scikit-learn does, and not
 * by their geometric mean, as in that paper:
 *
 * <p>NMI = I(class; cluster) / ((H(class) + H(cluster)) / 2),
 *
 * <p>I = sum_ij n_ij/n log(n n_ij / (a_i b_j)), H(class) = -sum_i a_i/n log(a_i/n), with row sums
 * a_i and column sums b_j.
 *
 * <p>In [0, 1]: 0 when the clusters tell nothing about the classes, 1 when they are the classes. It
 * is not corrected for chance and so favours many clusters.
 */
public final class NormalizedMutualInformation {
  private NormalizedMutualInformation() {}

  /**
   * The NMI of a table; 1 for one class in one cluster, 0 if only one of both is single, NaN if no
   * point has a label.
   */
  public static double of(ContingencyTable table) {
    if (table.n() == 0) {
      return Double.NaN;
    }
    double classes = entropy(table.rowSums(), table.n());
    double clusters = entropy(table.columnSums(), table.n());
    if (classes == 0 && clusters == 0) {
      return 1;
    }
    double normalized = information(table) / ((classes + clusters) / 2);
    // Rounding can leave the range by a few units in the last place.
    return Math.min(1, Math.max(0, normalized));
  }

  private static double information(ContingencyTable table) {
    int[] rows = table.rowSums();
    int[] columns = table.columnSums();
    double n = table.n();
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        int count = table.count(i, j);
        if (count > 0) {
          sum += count / n * (Math.log(n * count) - Math.log((double) rows[i] * columns[j]));
        }
      }
    }
    return sum;
  }

  private static double entropy(int[] sizes, double n) {
    double sum = 0;
    for (int size : sizes) {
      if (size > 0) {
        sum -= size / n * Math.log(size / n);
      }
    }
    return sum;
  }
}
