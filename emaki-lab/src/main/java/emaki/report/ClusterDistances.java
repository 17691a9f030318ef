package emaki.report;

import emaki.run.Latents;

/**
 * How far latents are from the means of clusters, by Euclid.
 *
 * @param own to the mean of a row's own cluster, [n]
 * @param doubt how much farther that is than the nearest other one, [n]; where there is no other,
 *     the distance itself
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ClusterDistances(double[] own, double[] doubt) {

  /**
   * Of the latents of a run. Noise has none: 0.
   *
   * @param clusters [n], noise -1
   * @param k number of clusters
   */
  static ClusterDistances of(Latents latents, int[] clusters, int k) {
    double[][] means = means(latents, clusters, k);
    ClusterDistances distances =
        new ClusterDistances(new double[clusters.length], new double[clusters.length]);
    for (int row = 0; row < clusters.length; row++) {
      if (clusters[row] >= 0) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int cluster = 0; cluster < k; cluster++) {
          double distance = distance(latents, row, means[cluster]);
          if (cluster == clusters[row]) {
            distances.own[row] = distance;
          } else if (distance < nearest) {
            nearest = distance;
          }
        }
        distances.doubt[row] = distances.own[row] - (Double.isInfinite(nearest) ? 0 : nearest);
      }
    }
    return distances;
  }

  /** [k][dimension]; that of an empty cluster is nowhere: NaN, nearer to nothing. */
  private static double[][] means(Latents latents, int[] clusters, int k) {
    int dimension = latents.dimension();
    double[][] means = new double[k][dimension];
    int[] sizes = new int[k];
    for (int row = 0; row < clusters.length; row++) {
      if (clusters[row] >= 0) {
        sizes[clusters[row]]++;
        for (int d = 0; d < dimension; d++) {
          means[clusters[row]][d] += latents.values()[row * dimension + d];
        }
      }
    }
    for (int cluster = 0; cluster < k; cluster++) {
      for (int d = 0; d < dimension; d++) {
        means[cluster][d] /= sizes[cluster];
      }
    }
    return means;
  }

  private static double distance(Latents latents, int row, double[] mean) {
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      double difference = latents.values()[row * mean.length + d] - mean[d];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
