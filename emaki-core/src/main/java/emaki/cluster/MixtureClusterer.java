package emaki.cluster;

import com.google.auto.service.AutoService;
import emaki.kernel.Points;
import emaki.part.PartOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A mixture of Gaussians with full covariances ({@link Mixture}), from the best clusters of
 * k-means: clusters may be long, and of different sizes.
 *
 * @param k number of clusters, from 2 to 1000
 * @param iterations of expectation-maximisation at most, at least 1
 */
record MixtureClusterer(int k, int iterations) implements Clusterer {
  private static final int STARTS = 5;
  private static final int FIRST_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-4;

  @Override
  public String spec() {
    return "mixture:k=%d,iterations=%d".formatted(k, iterations);
  }

  @Override
  public Clusters fit(Points points, long seed, int threads) {
    Mixture.requireRoom(points, k);
    KMeans first =
        KMeans.fit(points, new KMeans.Options(k, seed, STARTS, FIRST_ITERATIONS, threads));
    Mixture mixture = Mixture.fit(points, first.assign(points), k, TOLERANCE, iterations, threads);
    int n = points.size();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("log_likelihood", mixture.logLikelihood());
    figures.put("bic", mixture.parameters() * Math.log(n) - 2 * n * mixture.logLikelihood());
    double[] shares = mixture.shares(points);
    figures.put("certainty", certainty(shares));
    return new Clusters(mixture.labels(shares), k, Optional.of(new Rule(mixture)), figures);
  }

  /** The mean over the points of their largest share. */
  private double certainty(double[] shares) {
    double sum = 0;
    for (int i = 0; i < shares.length; i += k) {
      sum += Arrays.stream(shares, i, i + k).max().orElseThrow();
    }
    return sum * k / shares.length;
  }

  /** The most probable Gaussian of a point, and how probable each is. */
  private record Rule(Mixture mixture) implements Clusters.Assigner {
    @Override
    public int[] assign(Points points) {
      return mixture.labels(mixture.shares(points));
    }

    @Override
    public Optional<float[]> shares(Points points) {
      double[] exact = mixture.shares(points);
      float[] shares = new float[exact.length];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = (float) exact[i];
      }
      return Optional.of(shares);
    }
  }

  /** By name. */
  @AutoService(ClustererPart.class)
  public static final class Part implements ClustererPart {
    @Override
    public String usage() {
      return "mixture:k=10,iterations=200";
    }

    @Override
    public Clusterer make(PartOptions options) {
      OptionalInt k = options.countOrAuto("k", 10, 2, 1000);
      int iterations = options.count("iterations", 200, 1, 100_000);
      return k.isPresent()
          ? new MixtureClusterer(k.getAsInt(), iterations)
          : new FoundCount(
              "mixture:k=auto,iterations=" + iterations,
              found -> new MixtureClusterer(found, iterations),
              FoundCount.Criterion.BIC);
    }
  }
}
