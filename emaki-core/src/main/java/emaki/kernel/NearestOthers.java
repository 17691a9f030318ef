package emaki.kernel;

import java.util.Arrays;

/**
 * For each point of a sample the nearest point of another, or one of the nearest of its own. Exact,
 * through all pairs: for samples of some thousands. Results do not depend on the number of threads.
 *
 * @param indices of the points found, the lowest among equals; -1 where there are too few
 * @param distances to them, Euclidean; infinite where there are too few
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record NearestOthers(int[] indices, float[] distances) {
  private static final int BLOCK = 64;

  /**
   * The nearest of y for each point of x.
   *
   * @param threads at most so many at a time
   */
  public static NearestOthers among(Points x, Points y, int threads) {
    return search(x, y, 1, false, threads);
  }

  /**
   * For each point the one of its own sample that is the n-th nearest to it, itself left out.
   *
   * @param nth from 1: the nearest
   * @param threads at most so many at a time
   */
  public static NearestOthers within(Points x, int nth, int threads) {
    return search(x, x, nth, true, threads);
  }

  private static NearestOthers search(Points x, Points y, int nth, boolean own, int threads) {
    if (x.dimension() != y.dimension() || nth < 1) {
      throw new IllegalArgumentException(
          "Expected samples of one dimension and a rank from 1, got %d and %d dimensions, rank %d"
              .formatted(x.dimension(), y.dimension(), nth));
    }
    Columns columns = Columns.of(y);
    int n = x.size();
    int[] indices = new int[n];
    float[] distances = new float[n];
    Workers.run(
        threads,
        (n + BLOCK - 1) / BLOCK,
        block -> {
          float[] squares = new float[y.size()];
          Ranks ranks = new Ranks(nth);
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            squares(x, i, columns, squares);
            if (own) {
              squares[i] = Float.POSITIVE_INFINITY;
            }
            ranks.of(squares);
            indices[i] = ranks.indices[nth - 1];
            distances[i] = (float) Math.sqrt(ranks.squares[nth - 1]);
          }
        });
    return new NearestOthers(indices, distances);
  }

  /** A plain loop over one array a coordinate, which the compiler turns into vectors. */
  private static void squares(Points x, int i, Columns y, float[] squares) {
    Arrays.fill(squares, 0);
    for (int d = 0; d < y.dimension(); d++) {
      float at = x.values()[i * y.dimension() + d];
      float[] coordinate = y.coordinates()[d];
      for (int j = 0; j < squares.length; j++) {
        float difference = at - coordinate[j];
        squares[j] += difference * difference;
      }
    }
  }

  /** The least of some values, in order. */
  private static final class Ranks {
    final float[] squares;
    final int[] indices;

    Ranks(int size) {
      squares = new float[size];
      indices = new int[size];
    }

    void of(float[] values) {
      Arrays.fill(squares, Float.POSITIVE_INFINITY);
      Arrays.fill(indices, -1);
      int last = squares.length - 1;
      for (int j = 0; j < values.length; j++) {
        if (values[j] < squares[last]) {
          insert(values[j], j);
        }
      }
    }

    private void insert(float value, int index) {
      int at = squares.length - 1;
      while (at > 0 && value < squares[at - 1]) {
        squares[at] = squares[at - 1];
        indices[at] = indices[at - 1];
        at--;
      }
      squares[at] = value;
      indices[at] = index;
    }
  }
}
