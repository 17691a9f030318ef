package emaki.eval;

import emaki.data.InputException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many points of each class lie in each cluster: the count in row i and column j is that of the
 * points of class i in cluster j. Points of class -1, which have no label, are left out. Points of
 * cluster -1 are noise: where there are any, they are the last column, as one more cluster, which
 * {@link MatchedAccuracy} matches to no class.
 *
 * <p>Classes may bear any numbers. Those below 256, as a uint8 holds them, have the row of their
 * number; where any is higher there is a row for each class found only, in ascending order.
 */
public final class ContingencyTable {
  private static final int UNLABELLED = -1;
  private static final int NOISE = -1;
  private static final int MOST_CLASSES = 1000;
  private static final int MOST_NUMBERED = 256;

  private final int[][] counts;
  private final boolean numbered;
  private final boolean noise;
  private final int[] rowSums;
  private final int[] columnSums;
  private int @Nullable [] matching;

  private ContingencyTable(int[][] counts, int clusters, boolean numbered, boolean noise) {
    this.counts = counts;
    this.numbered = numbered;
    this.noise = noise;
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
   * Counts. The table has a row for every class up to the highest found (above 255: for every class
   * found) and a column for every cluster up to the highest found, be it on points without a label
   * only, then one for noise if there is any; some may be empty.
   *
   * @param classes n classes from 0, or -1 for a point without a label
   * @param clusters n clusters from 0, or -1 for noise
   * @throws InputException if there are more than 1000 classes
   * @throws IllegalArgumentException if the lengths differ, or a class or a cluster is below -1
   */
  public static ContingencyTable of(int[] classes, int[] clusters) {
    if (classes.length != clusters.length) {
      throw new IllegalArgumentException(
          classes.length + " classes do not go with " + clusters.length + " clusters");
    }
    check(classes, UNLABELLED, "class");
    check(clusters, NOISE, "cluster");
    int[] found = Arrays.stream(classes).filter(c -> c != UNLABELLED).sorted().distinct().toArray();
    if (found.length > MOST_CLASSES) {
      throw new InputException(
          "labels",
          "expected at most %d classes, found %d".formatted(MOST_CLASSES, found.length),
          "train on images with coarser labels, or with none");
    }
    int highest = found.length == 0 ? UNLABELLED : found[found.length - 1];
    boolean numbered = highest < MOST_NUMBERED;
    int known = Arrays.stream(clusters).max().orElse(NOISE) + 1;
    boolean noise = Arrays.stream(clusters).anyMatch(cluster -> cluster == NOISE);
    int columns = noise ? known + 1 : known;
    int[][] counts = new int[numbered ? highest + 1 : found.length][columns];
    for (int p = 0; p < classes.length; p++) {
      if (classes[p] != UNLABELLED) {
        int row = numbered ? classes[p] : Arrays.binarySearch(found, classes[p]);
        counts[row][clusters[p] == NOISE ? known : clusters[p]]++;
      }
    }
    return new ContingencyTable(counts, columns, numbered, noise);
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

  /** The number of columns, that of noise included. */
  public int clusters() {
    return columnSums.length;
  }

  /** Whether the last column is noise. */
  public boolean noise() {
    return noise;
  }

  /** The labelled points of each class; a copy. */
  public int[] rowSums() {
    return rowSums.clone();
  }

  /** The labelled points in each cluster; a copy. */
  public int[] columnSums() {
    return columnSums.clone();
  }

  /** Whether row i is that of class i. */
  boolean numbered() {
    return numbered;
  }

  /** What {@link MatchedAccuracy#order} found, kept: both score and matrix begin with it. */
  synchronized int[] matching() {
    if (matching == null) {
      matching = MatchedAccuracy.solve(this);
    }
    return matching;
  }
}
