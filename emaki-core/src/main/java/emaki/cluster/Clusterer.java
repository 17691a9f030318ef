package emaki.cluster;

import emaki.kernel.Points;

/** A way to cluster points. It sees points alone: labels never reach it. */
public interface Clusterer {
  /** Its name and options, such as {@code kmeans:k=10}. */
  String spec();

  /** What it takes for granted of the clusters beyond their number. */
  default String assumption() {
    return "nothing of their sizes";
  }

  /**
   * Whether its clusters take in points that were not fitted; where not, a run's points are all
   * fitted together.
   */
  default boolean assigns() {
    return true;
  }

  /**
   * Whether it asks for points' nearest neighbours, which others may then find for it; see the
   * second {@code fit}.
   */
  default boolean asksNeighbours() {
    return false;
  }

  /** Whether the seed makes a difference; where not, {@link Stability} is measured without. */
  default boolean seeded() {
    return true;
  }

  /**
   * Clusters points.
   *
   * @param seed of every random stream; the same points, seed and options give the same clusters
   * @param threads at most so many at a time; the clusters do not depend on it
   * @throws emaki.data.InputException where these points cannot be clustered this way, such as
   *     fewer points than clusters
   */
  Clusters fit(Points points, long seed, int threads);

  /**
   * The same, where the points' nearest neighbours may be known from an earlier fit.
   *
   * @param neighbours whom a method asks that needs them
   */
  default Clusters fit(Points points, NeighbourSource neighbours, long seed, int threads) {
    return fit(points, seed, threads);
  }
}
