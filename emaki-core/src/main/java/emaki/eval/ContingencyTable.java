package emaki.eval;

import java.util.Arrays;

/**
 * How many points of each class lie in each cluster: the count in row i and column j is that of the
 * points of class i in cluster j. Points of class -1, which have no label, are left out.
 */
public final class ContingencyTable {
  private static final int UNLABELLED = -1;

  private final int[][] counts;
  private final int[] rowSums;
  private final int[] columnSums;

  private ContingencyTable(int[][] counts, int clusters) {
    this.counts = counts;
    rowSums = new int[counts.length];
    columnSums = new int[clusters];
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < clusters; j++) {
        rowSums[i] += counts[i][j];
        columnSums[j] += counts[i][j];
      }
    }
  }

  /**
   * Counts. The table has a row for every class up to the highest found and a column for every
   * cluster up to the highest found, be it on points without a label only; some may be empty.
   *
   * @param classes n classes from 0, or -1 for a point without a label
   * @param clusters n clusters from 0
   * @throws IllegalArgumentException if the lengths differ, or a class is below -1 or a cluster
   *     below 0
   */
  public static ContingencyTable of(int[] classes, int[] clusters) {
    if (classes.length != clusters.length) {
      throw new IllegalArgumentException(
          classes.length + " classes do not go with " + clusters.length + " clusters");
    }
    check(classes, UNLABELLED, "class");
    check(clusters, 0, "cluster");
    int rows = Arrays.stream(classes).max().orElse(UNLABELLED) + 1;
    int columns = Arrays.stream(clusters).max().orElse(-1) + 1;
    int[][] counts = new int[rows][columns];
    for (int p = 0; p < classes.length; p++) {
      if (classes[p] != UNLABELLED) {
        counts[classes[p]][clusters[p]]++;
      }
    }
    return new ContingencyTable(counts, columns);
  }

  private static void check(int[] labels, int least, String what) {
    for (int label : labels) {
      if (label < least) {
        throw new IllegalArgumentException(
            "expected every " + what + " to be at least " + least + ", found " + label);
      }
    }
  }

  /** A copy of the counts, classes x clusters. */
  public int[][] counts() {
    return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
  }

  /** The number of points of a class in a cluster. */
  public int count(int classIndex, int cluster) {
    return counts[classIndex][cluster];
  }

  /** The number of labelled points. */
  public int n() {
    return Arrays.stream(rowSums).sum();
  }

  /** The number of rows. */
  public int classes() {
    return rowSums.length;
  }

  /** The number of columns. */
  public int clusters() {
    return columnSums.length;
  }

  /** The labelled points of each class; a copy. */
  public int[] rowSums() {
    return rowSums.clone();
  }

  /** The labelled points in each cluster; a copy. */
  public int[] columnSums() {
    return columnSums.clone();
  }
}
