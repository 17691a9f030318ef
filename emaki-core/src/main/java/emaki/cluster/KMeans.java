package emaki.cluster;

import emaki.data.InputException;
import emaki.data.Streams;

/**
 * A k-means clustering: k centres in d dimensions, fitted so that the sum of squared Euclidean
 * distances of the points to their nearest centre is small.
 *
 * <p>Each start draws its first centres by k-means++ (Arthur and Vassilvitskii 2007, "k-means++:
 * The Advantages of Careful Seeding"): the next centre is a point drawn with a probability
 * proportional to its squared distance from the nearest centre drawn so far. Lloyd's iterations
 * follow until no point changes its cluster; of all starts the one with the lowest inertia is kept.
 * Equal points, options and seed give equal centres.
 *
 * <p>A cluster that loses all its points is put at the origin by the underlying implementation and
 * may stay empty; this is rare after k-means++, and the start with the lowest inertia seldom has
 * one.
 */
public final class KMeans {
  private final float[] centres;
  private final int dimension;
  private final double inertia;

  private KMeans(float[] centres, int dimension, double inertia) {
    this.centres = centres;
    this.dimension = dimension;
    this.inertia = inertia;
  }

  /**
   * How to cluster.
   *
   * @param k number of clusters, from 2 to 1000
   * @param seed seed of the starts
   * @param starts how many times to begin anew, at least 1
   * @param iterations upper bound on the iterations of each start, at least 1
   */
  public record Options(int k, long seed, int starts, int iterations) {
    private static final int MOST_CLUSTERS = 1000;
    private static final int STARTS = 5;
    private static final int ITERATIONS = 100;

    /**
     * @throws InputException if k is below 2 or above 1000
     * @throws IllegalArgumentException if starts or iterations are below 1
     */
    public Options {
      if (k < 2) {
        throw new InputException(
            "--k " + k, "expected at least 2 clusters", "use the number of classes you expect");
      }
      if (k > MOST_CLUSTERS) {
        throw new InputException(
            "--k " + k, "expected at most " + MOST_CLUSTERS + " clusters", "lower --k");
      }
      if (starts < 1 || iterations < 1) {
        throw new IllegalArgumentException(
            "expected at least 1 start and 1 iteration, found " + starts + " and " + iterations);
      }
    }

    /** Five starts of at most 100 iterations. */
    public static Options of(int k, long seed) {
      return new Options(k, seed, STARTS, ITERATIONS);
    }
  }

  /**
   * Clusters points.
   *
   * @param points n x dimension, row-major, finite
   * @param dimension values per point, at least 1
   * @param options how to cluster
   * @throws InputException if there are fewer points, or fewer distinct points, than clusters
   * @throws IllegalArgumentException if the points are not whole rows of finite values
   */
  public static KMeans fit(float[] points, int dimension, Options options) {
    checkRows(points, dimension);
    for (float value : points) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("cannot cluster points with a value of " + value);
      }
    }
    checkEnoughPoints(points, dimension, options.k());
    LloydStarts starts = new LloydStarts(points, dimension);
    KMeans best = null;
    for (int start = 0; start < options.starts(); start++) {
      long seed = Streams.of(options.seed(), "kmeans", start).nextLong();
      float[] centres = starts.run(options.k(), options.iterations(), seed);
      KMeans found =
          new KMeans(centres, dimension, NearestCentre.inertia(points, centres, dimension));
      if (best == null || found.inertia < best.inertia) {
        best = found;
      }
    }
    if (best == null) {
      throw new AssertionError("options hold at least one start");
    }
    return best;
  }

  /**
   * The cluster of each point: the index of its nearest centre, the lowest index among equals.
   *
   * @param points m x d, row-major, of the dimension fitted; they need not be the points fitted
   * @return m indices in 0 .. k - 1
   * @throws IllegalArgumentException if the points are not whole rows
   */
  public int[] assign(float[] points) {
    checkRows(points, dimension);
    int[] clusters = new int[points.length / dimension];
    for (int i = 0; i < clusters.length; i++) {
      clusters[i] = NearestCentre.index(points, i * dimension, centres, dimension);
    }
    return clusters;
  }

  /** The sum of the squared distances of the points fitted to their nearest centre. */
  public double inertia() {
    return inertia;
  }

  /** A copy of the centres, k x d, row-major. */
  public float[] centres() {
    return centres.clone();
  }

  /** The number of clusters. */
  public int k() {
    return centres.length / dimension;
  }

  private static void checkRows(float[] points, int dimension) {
    if (dimension < 1 || points.length % dimension != 0) {
      throw new IllegalArgumentException(
          points.length + " values are not rows of dimension " + dimension);
    }
  }

  private static void checkEnoughPoints(float[] points, int dimension, int k) {
    int n = points.length / dimension;
    if (k > n) {
      throw new InputException(
          "--k " + k, "expected at most " + n + " clusters for " + n + " points", "lower --k");
    }
    int distinct = DistinctPoints.count(points, dimension, k);
    if (distinct < k) {
      throw new InputException(
          "--k " + k,
          "expected at most " + distinct + " clusters for " + distinct + " distinct points",
          "lower --k, or see whether the codes have collapsed");
    }
  }
}
