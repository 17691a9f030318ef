package emaki.kernel;

/**
 * Points laid out for finding the nearest of some centres, tile by tile. A squared distance is a
 * float, the sum of (x - c)^2 in the order of the coordinates by fused multiply-add, so that it is
 * the same to the bit on any machine. Safe to share between threads.
 */
public final class NearestCentres {
  /*
   * Cost: n k d fused multiply-adds and as many subtractions, no n x k matrix, a copy of the points. Coordinates are
   * multiplied by a power of two, which changes no digit: without it squares would leave the range of float.
   */

  /** Points of a tile; the last may hold fewer, and gives values without meaning for the rest. */
  public static final int TILE = 64;

  static final TileKernel FASTEST =
      VectorUnit.PRESENT ? new VectorTileKernel() : new ScalarTileKernel();

  private final TileKernel kernel;
  private final float[][] tiles;
  private final int dimension;

  /**
   * On the vector unit where there is one.
   *
   * @param exponent coordinates are multiplied by 2^exponent; centres are given multiplied, and
   *     squared distances come out so: best chosen such that no coordinate's size exceeds 1
   */
  public NearestCentres(Points points, int exponent) {
    this(points, exponent, FASTEST);
  }

  private NearestCentres(Points points, int exponent, TileKernel kernel) {
    this.kernel = kernel;
    this.dimension = points.dimension();
    this.tiles = tiles(points, exponent);
  }

  /** Points times 2^exponent, TILE by TILE, each [dimension][TILE]; zeros behind the last point. */
  static float[][] tiles(Points points, int exponent) {
    int dimension = points.dimension();
    float[][] tiles = new float[(points.size() + TILE - 1) / TILE][dimension * TILE];
    for (int i = 0; i < points.size(); i++) {
      float[] tile = tiles[i / TILE];
      for (int d = 0; d < dimension; d++) {
        tile[d * TILE + i % TILE] = Math.scalb(points.values()[i * dimension + d], exponent);
      }
    }
    return tiles;
  }

  /** The same by the scalar twin: what tests compare with. */
  public static NearestCentres scalar(Points points, int exponent) {
    return new NearestCentres(points, exponent, new ScalarTileKernel());
  }

  /** The number of tiles. */
  public int tiles() {
    return tiles.length;
  }

  /**
   * For each point of a tile its nearest centre.
   *
   * @param centres row-major [k, dimension], times 2^exponent
   * @param indices receives, from {@code tile * TILE} on, indices of centres, the lowest among
   *     equals
   * @param squares receives there the squared distances to them
   */
  public void nearest(int tile, float[] centres, int[] indices, float[] squares) {
    kernel.nearest(tiles[tile], dimension, centres, indices, squares, tile * TILE);
  }

  /**
   * For each point of a tile the lesser of a squared distance and that to a centre.
   *
   * @param centres row-major, times 2^exponent
   * @param centre index of the centre among them
   * @param squares from {@code tile * TILE} on, what the squared distances are compared with
   * @param lesser receives there the lesser; may be {@code squares} itself
   */
  public void nearer(int tile, float[] centres, int centre, float[] squares, float[] lesser) {
    kernel.nearer(tiles[tile], dimension, centres, centre, squares, lesser, tile * TILE);
  }
}
