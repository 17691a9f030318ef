package emaki.cluster;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.kernel.NearestCentres;
import emaki.kernel.Points;
import emaki.kernel.Workers;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A k-means clustering: k centres in d dimensions, fitted so that the sum of squared Euclidean
 * distances of the points to their nearest centre is small.
 *
 * <p>Each start draws its first centres by k-means++ (Arthur and Vassilvitskii 2007, "k-means++:
 * The Advantages of Careful Seeding"), the best of a few candidates for each. Lloyd's iterations
 * follow until the centres hardly move (scikit-learn's bound: their squared shifts are together at
 * most 1e-4 of the coordinates' mean variance); a cluster that lost all its points begins anew at
 * the point furthest from its centre. Of all starts the one with the lowest inertia goes on until
 * no point changes its cluster. Distances have the precision of float, means that of double. Equal
 * points, options and seed give equal centres, to the bit, for any number of threads.
 */
public final class KMeans {
  private static final double TOLERANCE = 1e-4;

  /** Iterations after which it is seen whether a swap was worth it. */
  private static final int SETTLING = 2;

  private final float[] centres;
  private final int dimension;
  private final double inertia;
  private final int threads;

  private KMeans(float[] centres, int dimension, double inertia, int threads) {
    this.centres = centres;
    this.dimension = dimension;
    this.inertia = inertia;
    this.threads = threads;
  }

  /**
   * How to cluster.
   *
   * @param k number of clusters, from 2 to 1000
   * @param seed seed of the starts
   * @param starts how many times to begin anew, at least 1
   * @param iterations upper bound on the iterations of each start, and on those that the best goes
   *     on for, at least 1
   * @param threads at most so many at a time, at least 1; they change no bit
   */
  public record Options(int k, long seed, int starts, int iterations, int threads) {
    private static final int MOST_CLUSTERS = 1000;
    private static final int STARTS = 5;
    private static final int ITERATIONS = 100;

    /**
     * @throws InputException if k is below 2 or above 1000
     * @throws IllegalArgumentException if starts, iterations or threads are below 1
     */
    public Options {
      if (k < 2) {
        throw new InputException(
            "‹k› " + k, "expected at least 2 clusters", "use the number of classes you expect");
      }
      if (k > MOST_CLUSTERS) {
        throw new InputException(
            "‹k› " + k, "expected at most " + MOST_CLUSTERS + " clusters", "lower ‹k›");
      }
      if (starts < 1 || iterations < 1 || threads < 1) {
        throw new IllegalArgumentException(
            "expected at least 1 start, 1 iteration and 1 thread, found %d, %d and %d"
                .formatted(starts, iterations, threads));
      }
    }

    /** Five starts of at most 100 iterations, on all cores. */
    public static Options of(int k, long seed) {
      int cores = Runtime.getRuntime().availableProcessors();
      return new Options(k, seed, STARTS, ITERATIONS, cores);
    }
  }

  /**
   * Clusters points.
   *
   * @throws InputException if there are fewer points, or fewer distinct points, than clusters
   */
  public static KMeans fit(Points points, Options options) {
    return fit(points, options, 0);
  }

  /**
   * The same, and then by random swaps: one centre after another, drawn at random, goes to a point
   * drawn at random, two iterations follow, and what has less inertia stays (Fränti 2018,
   * "Efficiency of random swap clustering"). Where there are many minima that finds a low one in
   * far less time than more starts do.
   *
   * @param swaps how many are tried, at least 0
   */
  static KMeans fit(Points points, Options options, int swaps) {
    int k = options.k();
    requireEnough(points, k);
    Strips strips = new Strips(points, k, options.threads());
    PlusPlus seeds = new PlusPlus(strips, k);
    Lloyd lloyd = new Lloyd(strips, k);
    float[] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < options.starts(); start++) {
      float[] centres = seeds.draw(Streams.of(options.seed(), "kmeans", start));
      double inertia = lloyd.run(centres, options.iterations(), TOLERANCE);
      if (inertia < least) {
        best = centres;
        least = inertia;
      }
    }
    RandomGenerator random = Streams.of(options.seed(), "kmeans swaps");
    for (int swap = 0; swap < swaps; swap++) {
      float[] centres = best.clone();
      strips.put(random.nextInt(points.size()), centres, random.nextInt(k));
      double inertia = lloyd.run(centres, SETTLING, TOLERANCE);
      if (inertia < least) {
        best = centres;
        least = inertia;
      }
    }
    least = lloyd.run(best, options.iterations(), 0);
    return new KMeans(
        Strips.scaled(best, -strips.exponent),
        points.dimension(),
        Math.scalb(least, -2 * strips.exponent),
        options.threads());
  }

  /**
   * The cluster of each point: the index of its nearest centre, the lowest index among equals.
   *
   * @param points m of the dimension fitted; they need not be the points fitted
   * @return m indices in 0 .. k - 1
   * @throws IllegalArgumentException if the points have another dimension
   */
  public int[] assign(Points points) {
    if (points.dimension() != dimension) {
      throw new IllegalArgumentException(
          "expected points of dimension %d, found %d".formatted(dimension, points.dimension()));
    }
    int exponent = Strips.exponent(points.values(), centres);
    float[] scaled = Strips.scaled(centres, exponent);
    NearestCentres search = new NearestCentres(points, exponent);
    int[] clusters = new int[search.tiles() * NearestCentres.TILE];
    float[] squares = new float[clusters.length];
    Workers.run(threads, search.tiles(), tile -> search.nearest(tile, scaled, clusters, squares));
    return Arrays.copyOf(clusters, points.size());
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

  /**
   * Passes where there are as many distinct points as clusters are asked for.
   *
   * @throws InputException naming how many there are, where there are fewer
   */
  static void requireEnough(Points points, int k) {
    int n = points.size();
    if (k > n) {
      throw new InputException(
          "‹k› " + k, "expected at most " + n + " clusters for " + n + " points", "lower ‹k›");
    }
    int distinct = DistinctPoints.count(points.values(), points.dimension(), k);
    if (distinct < k) {
      throw new InputException(
          "‹k› " + k,
          "expected at most " + distinct + " clusters for " + distinct + " distinct points",
          "lower ‹k›, or see whether the codes have collapsed");
    }
  }
}
