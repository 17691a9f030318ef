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

  /**
   * Squared distances of two neighbouring points of a tile to each of another tile.
   *
   * @param i the first of the two, even
   * @param bound of interest to the first of them are others below this
   * @param nextBound the same for the second
   * @param squares [2, TILE], receives the squared distances
   * @return 1 where any of the first's is below its bound, plus 2 where any of the second's is
   */
  int pairs(
      float[] tile,
      int i,
      float[] others,
      int dimension,
      float bound,
      float nextBound,
      float[] squares);
}
