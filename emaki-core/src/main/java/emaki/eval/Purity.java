package emaki.eval;

import java.util.Arrays;

/**
 * Purity: the accuracy if every cluster is given the class most frequent in it,
 *
 * <p>purity = 1/n sum_j max_i n_ij.
 *
 * <p>In (0, 1]. Several clusters may bear the same class, so that purity rises with the number of
 * clusters, up to 1 when every point is a cluster: compare it at equal numbers of clusters only.
 */
public final class Purity {
  private Purity() {}

  /** The purity of a table; NaN if no point has a label. */
  public static double of(ContingencyTable table) {
    int[] most = new int[table.clusters()];
    for (int i = 0; i < table.classes(); i++) {
      for (int j = 0; j < most.length; j++) {
        most[j] = Math.max(most[j], table.count(i, j));
      }
    }
    return (double) Arrays.stream(most).sum() / table.n();
  }
}
