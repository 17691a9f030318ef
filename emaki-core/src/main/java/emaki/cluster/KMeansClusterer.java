package emaki.cluster;

import com.google.auto.service.AutoService;
import emaki.kernel.Points;
import emaki.part.PartOptions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@link KMeans} as one of several ways to cluster: the best of some starts.
 *
 * @param k number of clusters, from 2 to 1000
 * @param starts how many times to begin anew, at least 1
 */
public record KMeansClusterer(int k, int starts) implements Clusterer {
  private static final int ITERATIONS = 100;

  @Override
  public String spec() {
    return "kmeans:k=%d,starts=%d".formatted(k, starts);
  }

  @Override
  public Clusters fit(Points points, long seed, int threads) {
    KMeans fitted = KMeans.fit(points, new KMeans.Options(k, seed, starts, ITERATIONS, threads));
    return new Clusters(
        fitted.assign(points), k, Optional.of(fitted::assign), Map.of("inertia", fitted.inertia()));
  }

  /** By name. */
  @AutoService(ClustererPart.class)
  public static final class Part implements ClustererPart {
    @Override
    public String usage() {
      return "kmeans:k=10,starts=5";
    }

    @Override
    public Clusterer make(PartOptions options) {
      OptionalInt k = options.countOrAuto("k", 10, 2, 1000);
      int starts = options.count("starts", 5, 1, 1000);
      return k.isPresent()
          ? new KMeansClusterer(k.getAsInt(), starts)
          : new FoundCount(
              "kmeans:k=auto,starts=" + starts,
              found -> new KMeansClusterer(found, starts),
              FoundCount.Criterion.SILHOUETTE);
    }
  }
}
