package emaki.kernel;

import static emaki.kernel.NearestCentres.TILE;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A search for nearest neighbours in pieces that can be dealt out to machines: consecutive points,
 * in a {@link Part}, meet all points part by part, and carry along the nearest so far. What comes
 * of it is what {@link Neighbours#of} gives, to the bit, ties included.
 *
 * <pre>{@code
 * NeighbourSearch search = new NeighbourSearch(points, 10, Metric.EUCLIDEAN);
 * NearestSoFar some = search.part(0, 4).alone(10);            // of the first 4 tiles
 * some.meet(search.part(0, 4), search.part(0, 1000), 1);      // anywhere
 * some.meet(search.part(0, 4), search.part(1000, search.tiles()), 1);
 * }</pre>
 */
public final class NeighbourSearch {
  private final int n;
  private final int k;
  private final Metric metric;
  private final int dimension;
  private final int exponent;
  private final float[][] tiles;

  /**
   * Lays points out for it.
   *
   * @param k at least 1, fewer than there are points
   * @throws IllegalArgumentException if k is none of these
   */
  public NeighbourSearch(Points points, int k, Metric metric) {
    n = points.size();
    if (k < 1 || k >= n) {
      throw new IllegalArgumentException(
          "Expected 1 to %d neighbours among %d points, got %d".formatted(n - 1, n, k));
    }
    this.k = k;
    this.metric = metric;
    dimension = points.dimension();
    Points scaled = metric == Metric.COSINE ? onSphere(points) : points;
    exponent = exponent(scaled.values());
    tiles = NearestCentres.tiles(scaled, exponent);
  }

  /**
   * Consecutive points, laid out for the kernel and scaled as all points of a search are.
   *
   * @param first index of its first point
   * @param size number of points
   * @param tiles each [dimension, {@link NearestCentres#TILE}], zeros behind the last point
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Part(int first, int size, int dimension, float[][] tiles) implements Serializable {
    /** Its points before they have met any. */
    public NearestSoFar alone(int k) {
      return new NearestSoFar(this, k);
    }
  }

  /** How many tiles of points there are. */
  public int tiles() {
    return tiles.length;
  }

  /**
   * Some of the points.
   *
   * @param from first tile, from 0
   * @param to behind the last one, more than {@code from}, at most {@link #tiles()}
   */
  public Part part(int from, int to) {
    int first = from * TILE;
    return new Part(
        first,
        Math.min(n, Math.multiplyExact(to, TILE)) - first,
        dimension,
        Arrays.copyOfRange(tiles, from, to));
  }

  /**
   * What all parts found.
   *
   * @param found in any order; each point in exactly one, each having met all points
   * @throws IllegalArgumentException if a point is missing or there twice, or has not met all
   */
  public Neighbours whole(Collection<NearestSoFar> found) {
    List<NearestSoFar> ordered =
        found.stream().sorted(Comparator.comparingInt(NearestSoFar::first)).toList();
    Neighbours whole =
        new Neighbours(k, new int[Math.multiplyExact(n, k)], new float[Math.multiplyExact(n, k)]);
    int next = 0;
    for (NearestSoFar part : ordered) {
      if (part.first() != next || part.met() != n) {
        throw new IllegalArgumentException(
            "Expected a part that begins at %d and has met %d points, got one at %d that has met %d"
                .formatted(next, n, part.first(), part.met()));
      }
      part.copyTo(whole.indices(), whole.distances());
      next += part.size();
    }
    if (next != n) {
      throw new IllegalArgumentException("Expected parts of %d points, got %d".formatted(n, next));
    }
    float[] distances = whole.distances();
    for (int i = 0; i < distances.length; i++) {
      float square = distances[i];
      distances[i] =
          metric == Metric.COSINE
              ? Math.scalb(square, -2 * exponent - 1)
              : Math.scalb((float) Math.sqrt(square), -exponent);
    }
    return whole;
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
}
