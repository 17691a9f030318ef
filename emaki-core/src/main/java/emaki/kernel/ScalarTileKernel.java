package emaki.kernel;

/** The slow twin. */
final class ScalarTileKernel implements TileKernel {
  @Override
  public void nearest(
      float[] tile, int dimension, float[] centres, int[] indices, float[] squares, int at) {
    for (int i = 0; i < NearestCentres.TILE; i++) {
      squares[at + i] = Float.POSITIVE_INFINITY;
      indices[at + i] = 0;
      for (int c = 0; c < centres.length / dimension; c++) {
        float square = square(tile, i, dimension, centres, c);
        if (square < squares[at + i]) {
          squares[at + i] = square;
          indices[at + i] = c;
        }
      }
    }
  }

  @Override
  public void nearer(
      float[] tile,
      int dimension,
      float[] centres,
      int centre,
      float[] squares,
      float[] lesser,
      int at) {
    for (int i = 0; i < NearestCentres.TILE; i++) {
      lesser[at + i] = Math.min(squares[at + i], square(tile, i, dimension, centres, centre));
    }
  }

  @Override
  public int pairs(
      float[] tile,
      int i,
      float[] others,
      int dimension,
      float bound,
      float nextBound,
      float[] squares) {
    int below = 0;
    for (int j = 0; j < squares.length; j++) {
      int point = i + j / NearestCentres.TILE;
      float sum = 0;
      for (int d = 0; d < dimension * NearestCentres.TILE; d += NearestCentres.TILE) {
        float difference = others[d + j % NearestCentres.TILE] - tile[d + point];
        sum = Math.fma(difference, difference, sum);
      }
      squares[j] = sum;
      below |= sum < (point == i ? bound : nextBound) ? 1 << (point - i) : 0;
    }
    return below;
  }

  private static float square(float[] tile, int i, int dimension, float[] centres, int c) {
    float sum = 0;
    for (int d = 0; d < dimension; d++) {
      float difference = tile[d * NearestCentres.TILE + i] - centres[c * dimension + d];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }
}
