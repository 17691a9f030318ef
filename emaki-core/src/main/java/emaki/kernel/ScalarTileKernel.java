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

  private static float square(float[] tile, int i, int dimension, float[] centres, int c) {
    float sum = 0;
    for (int d = 0; d < dimension; d++) {
      float difference = tile[d * NearestCentres.TILE + i] - centres[c * dimension + d];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }
}
