package emaki.eval;

import emaki.data.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The mean silhouette of a clustering (Rousseeuw 1987, "Silhouettes: a graphical aid to the
 * interpretation and validation of cluster analysis"): with a the mean Euclidean distance of a
 * point to the others of its cluster and b the least mean distance to the points of another
 * cluster,
 *
 * <p>s = (b - a) / max(a, b),
 *
 * <p>and s = 0 for a point alone in its cluster. In [-1, 1]: near 1 for compact clusters far apart,
 * near 0 for clusters that touch, negative where points lie nearer to another cluster.
 */
public final class Silhouette {
  private Silhouette() {}

  /**
   * The mean silhouette over a sample, within which all distances are taken: time grows with the
   * square of its size.
   *
   * @param points n x dimension, row-major
   * @param dimension values per point, at least 1
   * @param clusters n clusters, any integers
   * @param maxPoints size of the sample, drawn without replacement; all points if there are no more
   * @param seed seed of the sample
   * @return the mean, NaN if the sample has fewer than two clusters
   * @throws IllegalArgumentException if the points are not n whole rows or maxPoints is below 1
   */
  public static double of(float[] points, int dimension, int[] clusters, int maxPoints, long seed) {
    if (dimension < 1 || points.length != (long) clusters.length * dimension || maxPoints < 1) {
      throw new IllegalArgumentException(
          "%d values are not %d points of dimension %d, or a sample of %d is too small"
              .formatted(points.length, clusters.length, dimension, maxPoints));
    }
    int[] sample = sample(clusters.length, maxPoints, seed);
    int[] names = Arrays.stream(sample).map(row -> clusters[row]).sorted().distinct().toArray();
    if (names.length < 2) {
      return Double.NaN;
    }
    int[] labels =
        Arrays.stream(sample).map(row -> Arrays.binarySearch(names, clusters[row])).toArray();
    int[] sizes = new int[names.length];
    for (int label : labels) {
      sizes[label]++;
    }
    double[][] sums =
        distanceSums(rows(points, dimension, sample), dimension, labels, sizes.length);
    return IntStream.range(0, labels.length)
        .mapToDouble(i -> silhouette(sums[i], labels[i], sizes))
        .average()
        .orElse(Double.NaN);
  }

  /** The first steps of a Fisher-Yates shuffle. */
  private static int[] sample(int n, int maxPoints, long seed) {
    int[] rows = IntStream.range(0, n).toArray();
    if (n <= maxPoints) {
      return rows;
    }
    RandomGenerator random = Streams.of(seed, "silhouette");
    for (int i = 0; i < maxPoints; i++) {
      int other = random.nextInt(i, n);
      int row = rows[other];
      rows[other] = rows[i];
      rows[i] = row;
    }
    return Arrays.copyOf(rows, maxPoints);
  }

  private static float[] rows(float[] points, int dimension, int[] sample) {
    float[] chosen = new float[sample.length * dimension];
    for (int i = 0; i < sample.length; i++) {
      System.arraycopy(points, sample[i] * dimension, chosen, i * dimension, dimension);
    }
    return chosen;
  }

  /** For each point the sum of its distances to the points of each cluster. */
  private static double[][] distanceSums(
      float[] points, int dimension, int[] labels, int clusters) {
    double[][] sums = new double[labels.length][clusters];
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < i; j++) {
        double squared = 0;
        for (int d = 0; d < dimension; d++) {
          double difference = (double) points[i * dimension + d] - points[j * dimension + d];
          squared += difference * difference;
        }
        double distance = Math.sqrt(squared);
        sums[i][labels[j]] += distance;
        sums[j][labels[i]] += distance;
      }
    }
    return sums;
  }

  private static double silhouette(double[] sums, int own, int[] sizes) {
    if (sizes[own] == 1) {
      return 0;
    }
    double within = sums[own] / (sizes[own] - 1);
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < sizes.length; c++) {
      if (c != own) {
        nearest = Math.min(nearest, sums[c] / sizes[c]);
      }
    }
    double larger = Math.max(within, nearest);
    return larger == 0 ? 0 : (nearest - within) / larger;
  }
}
