package emaki.kernel;

/**
 * Points as one array a coordinate. As they came, neither moved nor scaled: differences of near
 * floats are exact.
 *
 * @param coordinates [dimension][count]
 * @param count number of points
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Points(float[][] coordinates, int count) {

  static Points of(float[] rows, int dimension) {
    int n = rows.length / dimension;
    float[][] coordinates = new float[dimension][n];
    for (int d = 0; d < dimension; d++) {
      float[] coordinate = coordinates[d];
      for (int i = 0; i < n; i++) {
        coordinate[i] = rows[i * dimension + d];
      }
    }
    return new Points(coordinates, n);
  }

  int dimension() {
    return coordinates.length;
  }

  /**
   * The largest squared distance that any point of this can have from any of the other: by their
   * boxes.
   */
  double reach(Points other) {
    double sum = 0;
    for (int d = 0; d < dimension(); d++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (float[] coordinate : new float[][] {coordinates[d], other.coordinates[d]}) {
        for (float value : coordinate) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      sum += (high - low) * (high - low);
    }
    return sum;
  }
}
