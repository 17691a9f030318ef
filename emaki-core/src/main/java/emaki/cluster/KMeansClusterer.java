package emaki.cluster;

import java.util.Map;
import java.util.Optional;

/**
 * {@link KMeans} as a {@link Clusterer}: no noise, other points go to their nearest centre, and its
 * figure is the {@code inertia}.
 *
 * @param k number of clusters, from 2 to 1000
 */
public record KMeansClusterer(int k) implements Clusterer {
  /**
   * @throws emaki.data.InputException if k is out of its range
   */
  public KMeansClusterer {
    KMeans.Options.of(k, 0);
  }

  @Override
  public String spec() {
    return "kmeans:k=" + k;
  }

  @Override
  public Clusters fit(float[] points, int dimension, long seed, int threads) {
    KMeans fitted = KMeans.fit(points, dimension, KMeans.Options.of(k, seed));
    return new Clusters(
        fitted.assign(points),
        k,
        Optional.of(fitted::assign),
        Map.of("inertia", fitted.inertia()));
  }
}
