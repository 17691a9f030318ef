package emaki.kernel;

import static emaki.kernel.NearestCentres.TILE;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/**
 * The k nearest of each point among all others, exactly: every pair is looked at. Of points equally
 * far the one with the lower index is nearer. The same to the bit on any machine, for any number of
 * threads.
 *
 * @param k neighbours of a point
 * @param indices [n, k], nearest first
 * @param distances [n, k], as the metric has them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Neighbours(int k, int[] indices, float[] distances) {
  /*
   * Cost: n^2 d subtractions and fused multiply-adds, a copy of the points and what is returned, no n x n matrix. A
   * squared distance is a float, the sum of (x - y)^2 in the order of the coordinates, as in NearestCentres: products
   * |x|^2 + |y|^2 - 2 x y would take two thirds of the time, but lose the digits of near points. Cosines are found as
   * distances on the sphere: |x - y|^2 = 2 - 2 cos.
   * Distances are compared with the row's worst so far while they are in registers, which few of them pass.
   */

  /** Tiles of points whose neighbours are sought while a tile of others is in the cache. */
  private static final int BLOCK = 4;

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

  private static Neighbours of(
      Points points, int k, Metric metric, int threads, TileKernel kernel, DoubleConsumer done) {
    int n = points.size();
    if (k < 1 || k >= n) {
      throw new IllegalArgumentException(
          "Expected 1 to %d neighbours among %d points, got %d".formatted(n - 1, n, k));
    }
    Points scaled = metric == Metric.COSINE ? onSphere(points) : points;
    int exponent = exponent(scaled.values());
    float[][] tiles = NearestCentres.tiles(scaled, exponent);
    Neighbours found =
        new Neighbours(k, new int[Math.multiplyExact(n, k)], new float[Math.multiplyExact(n, k)]);
    Arrays.fill(found.distances, Float.POSITIVE_INFINITY);
    int blocks = (tiles.length + BLOCK - 1) / BLOCK;
    AtomicInteger searched = new AtomicInteger();
    Workers.run(
        threads,
        blocks,
        block -> {
          found.search(tiles, points.dimension(), block, kernel);
          done.accept((double) searched.incrementAndGet() / blocks);
        });
    for (int i = 0; i < found.distances.length; i++) {
      float square = found.distances[i];
      found.distances[i] =
          metric == Metric.COSINE
              ? Math.scalb(square, -2 * exponent - 1)
              : Math.scalb((float) Math.sqrt(square), -exponent);
    }
    return found;
  }

  /** The power of two that brings the largest of some values into [1/2, 1). */
  private static int exponent(float[] values) {
    float largest = Float.MIN_NORMAL;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return -1 - Math.getExponent(largest);
  }

  private static Points onSphere(Points points) {
    int dimension = points.dimension();
    float[] values = points.values().clone();
    for (int row = 0; row < values.length; row += dimension) {
      double square = 0;
      for (int d = 0; d < dimension; d++) {
        square += (double) values[row + d] * values[row + d];
      }
      double length = Math.sqrt(square);
      for (int d = 0; d < dimension && length > 0; d++) {
        values[row + d] = (float) (values[row + d] / length);
      }
    }
    return new Points(values, dimension);
  }

  /** A block's neighbours; their squared distances until all are found. */
  private void search(float[][] tiles, int dimension, int block, TileKernel kernel) {
    float[] squares = new float[2 * TILE];
    int n = indices.length / k;
    int end = Math.min(n, (block + 1) * BLOCK * TILE);
    for (int other = 0; other < tiles.length; other++) {
      int others = Math.min(TILE, n - other * TILE);
      for (int i = block * BLOCK * TILE; i < end; i += 2) {
        int nearer =
            kernel.pairs(
                tiles[i / TILE],
                i % TILE,
                tiles[other],
                dimension,
                worst(i),
                worst(i + 1),
                squares);
        if ((nearer & 1) != 0) {
          insert(i, other * TILE, squares, 0, others);
        }
        if ((nearer & 2) != 0) {
          insert(i + 1, other * TILE, squares, TILE, others);
        }
      }
    }
  }

  /** The squared distance that a point's next neighbour must be below; none is, past the last. */
  private float worst(int point) {
    int last = (point + 1) * k - 1;
    return last < distances.length ? distances[last] : 0;
  }

  /** Others come in the order of their index, so that one equally far stays behind. */
  private void insert(int point, int firstOther, float[] squares, int from, int count) {
    int first = point * k;
    int last = first + k - 1;
    for (int j = 0; j < count; j++) {
      float square = squares[from + j];
      if (square < distances[last] && firstOther + j != point) {
        int at = last;
        for (; at > first && distances[at - 1] > square; at--) {
          distances[at] = distances[at - 1];
          indices[at] = indices[at - 1];
        }
        distances[at] = square;
        indices[at] = firstOther + j;
      }
    }
  }
}
