package emaki.kernel;

/** The inner loop over a tile's points, laid out [dimension][TILE]. Two twins, the same bits. */
sealed interface TileKernel permits ScalarTileKernel, VectorTileKernel {
  /** As {@link NearestCentres#nearest}; results go to the places from {@code at} on. */
  void nearest(
      float[] tile, int dimension, float[] centres, int[] indices, float[] squares, int at);

  /** As {@link NearestCentres#nearer}. */
  void nearer(
      float[] tile,
      int dimension,
      float[] centres,
      int centre,
      float[] squares,
      float[] lesser,
      int at);
}
