package emaki.kernel;

import static emaki.kernel.NearestCentres.TILE;

import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/**
 * For consecutive points the k nearest of those others that they have met so far, parts of all
 * points in the order of their indices. 8 k bytes a point; no point knows another of its part. For
 * one thread at a time.
 */
public final class NearestSoFar implements Serializable {
  /*
   * Cost: n^2 d subtractions and fused multiply-adds, a copy of the points and what is returned, no n x n matrix. A
   * squared distance is a float, the sum of (x - y)^2 in the order of the coordinates, as in NearestCentres: products
   * |x|^2 + |y|^2 - 2 x y would take two thirds of the time, but lose the digits of near points. Cosines are found as
   * distances on the sphere: |x - y|^2 = 2 - 2 cos.
   * Distances are compared with the row's worst so far while they are in registers, which few of them pass.
   * Squares are kept, and roots taken of the whole alone: two squares may have one root, and would then be a tie.
   */
  private static final long serialVersionUID = 1L;

  /** Tiles of points whose neighbours are sought while a tile of others is in the cache. */
  static final int BLOCK = 4;

  private final int first;
  private final int size;
  private final int k;

  /** [size, k] */
  private final int[] indices;

  /** [size, k], of scaled points */
  private final float[] squares;

  private int met;

  NearestSoFar(NeighbourSearch.Part of, int k) {
    this.first = of.first();
    this.size = of.size();
    this.k = k;
    indices = new int[Math.multiplyExact(size, k)];
    squares = new float[indices.length];
    Arrays.fill(squares, Float.POSITIVE_INFINITY);
  }

  /** The index of the first point. */
  public int first() {
    return first;
  }

  /** The number of points. */
  public int size() {
    return size;
  }

  /** How many points these have met: all with lower indices. */
  public int met() {
    return met;
  }

  /**
   * Meets further points.
   *
   * @param own the part that these points are
   * @param others that begins where those that were met before end, so that of points equally far
   *     the one with the lower index stays in front
   * @param threads at most so many at a time
   * @throws IllegalArgumentException if it does not begin there
   */
  public void meet(NeighbourSearch.Part own, NeighbourSearch.Part others, int threads) {
    meet(own, others, threads, NearestCentres.FASTEST, share -> {});
  }

  void meet(
      NeighbourSearch.Part own,
      NeighbourSearch.Part others,
      int threads,
      TileKernel kernel,
      DoubleConsumer done) {
    if (own.first() != first || own.size() != size || others.first() != met) {
      throw new IllegalArgumentException(
          "Expected %d points from %d to meet others from %d on, got %d from %d and others from %d"
              .formatted(size, first, met, own.size(), own.first(), others.first()));
    }
    int blocks = (own.tiles().length + BLOCK - 1) / BLOCK;
    AtomicInteger searched = new AtomicInteger();
    Workers.run(
        threads,
        blocks,
        block -> {
          search(own.tiles(), others, block, kernel);
          done.accept((double) searched.incrementAndGet() / blocks);
        });
    met += others.size();
  }

  void copyTo(int[] allIndices, float[] allSquares) {
    System.arraycopy(indices, 0, allIndices, first * k, indices.length);
    System.arraycopy(squares, 0, allSquares, first * k, squares.length);
  }

  private void search(float[][] tiles, NeighbourSearch.Part others, int block, TileKernel kernel) {
    float[] found = new float[2 * TILE];
    int end = Math.min(size, (block + 1) * BLOCK * TILE);
    for (int other = 0; other < others.tiles().length; other++) {
      int count = Math.min(TILE, others.size() - other * TILE);
      int firstOther = others.first() + other * TILE;
      for (int i = block * BLOCK * TILE; i < end; i += 2) {
        int nearer =
            kernel.pairs(
                tiles[i / TILE],
                i % TILE,
                others.tiles()[other],
                others.dimension(),
                worst(i),
                worst(i + 1),
                found);
        if ((nearer & 1) != 0) {
          insert(i, firstOther, found, 0, count);
        }
        if ((nearer & 2) != 0) {
          insert(i + 1, firstOther, found, TILE, count);
        }
      }
    }
  }

  /** The squared distance that a point's next neighbour must be below; none is, past the last. */
  private float worst(int point) {
    int last = (point + 1) * k - 1;
    return last < squares.length ? squares[last] : 0;
  }

  /** Others come in the order of their index, so that one equally far stays behind. */
  private void insert(int point, int firstOther, float[] found, int from, int count) {
    int start = point * k;
    int last = start + k - 1;
    for (int j = 0; j < count; j++) {
      float square = found[from + j];
      if (square < squares[last] && firstOther + j != first + point) {
        int at = last;
        for (; at > start && squares[at - 1] > square; at--) {
          squares[at] = squares[at - 1];
          indices[at] = indices[at - 1];
        }
        squares[at] = square;
        indices[at] = firstOther + j;
      }
    }
  }
}
