package emaki.kernel;

/**
 * Points as one array a coordinate, moved by a centre and scaled so that the kernel of two of them
 * is 2^(-|x - y|^2).
 *
 * @param coordinates [dimension][count]
 * @param count number of points
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Points(float[][] coordinates, int count) {

  static Points of(float[] rows, int dimension, double[] centre, double scale) {
    int n = rows.length / dimension;
    float[][] coordinates = new float[dimension][n];
    for (int d = 0; d < dimension; d++) {
      float[] coordinate = coordinates[d];
      for (int i = 0; i < n; i++) {
        coordinate[i] = (float) ((rows[i * dimension + d] - centre[d]) * scale);
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
