package emaki.kernel;

import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The k nearest of each point among all others, exactly: every pair is looked at. Of points equally
 * far the one with the lower index is nearer. The same to the bit on any machine, for any number of
 * threads, and however {@link NeighbourSearch} dealt them out.
 *
 * @param k neighbours of a point
 * @param indices [n, k], nearest first
 * @param distances [n, k], as the metric has them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Neighbours(int k, int[] indices, float[] distances) {
  /**
   * Finds them on the vector unit where there is one.
   *
   * @param k at least 1, fewer than there are points
   * @param threads at most so many at a time, at least 1
   * @throws IllegalArgumentException if k is none of these
   */
  public static Neighbours of(Points points, int k, Metric metric, int threads) {
    return of(points, k, metric, threads, share -> {});
  }

  /**
   * The same, and says how far it is.
   *
   * @param done hears the share that is done, from any of the threads
   */
  public static Neighbours of(
      Points points, int k, Metric metric, int threads, DoubleConsumer done) {
    return of(points, k, metric, threads, NearestCentres.FASTEST, done);
  }

  /** The same by the scalar twin: what tests compare with. */
  public static Neighbours scalar(Points points, int k, Metric metric) {
    return of(points, k, metric, 1, new ScalarTileKernel(), share -> {});
  }

  private static Neighbours of(
      Points points, int k, Metric metric, int threads, TileKernel kernel, DoubleConsumer done) {
    NeighbourSearch search = new NeighbourSearch(points, k, metric);
    NeighbourSearch.Part all = search.part(0, search.tiles());
    NearestSoFar found = new NearestSoFar(all, k);
    found.meet(all, all, threads, kernel, done);
    return search.whole(List.of(found));
  }

  /**
   * The nearest of these alone: what {@link #of} gives for so many.
   *
   * @param fewer at least 1, at most k
   */
  public Neighbours nearest(int fewer) {
    if (fewer == k) {
      return this;
    }
    int n = indices.length / k;
    Neighbours some = new Neighbours(fewer, new int[n * fewer], new float[n * fewer]);
    for (int i = 0; i < n; i++) {
      System.arraycopy(indices, i * k, some.indices, i * fewer, fewer);
      System.arraycopy(distances, i * k, some.distances, i * fewer, fewer);
    }
    return some;
  }
}
