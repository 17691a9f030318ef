package emaki.kernel;

/**
 * Points as one array a coordinate. As they came, neither moved nor scaled: differences of near
 * floats are exact.
 *
 * @param coordinates [dimension, up to a whole number of groups][count, and some]: zeros where
 *     there is no coordinate or no point
 * @param dimension of the points
 * @param count number of points
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Points(float[][] coordinates, int dimension, int count) {
  /** Coordinates that one pass of the vector twin takes together. */
  static final int GROUP = 3;

  /** Room behind the last point: the widest vector may begin at it. */
  static final int SPARE = 64;

  static Points of(float[] rows, int dimension) {
    int n = rows.length / dimension;
    float[][] coordinates = zeros(dimension, n);
    for (int d = 0; d < dimension; d++) {
      float[] coordinate = coordinates[d];
      for (int i = 0; i < n; i++) {
        coordinate[i] = rows[i * dimension + d];
      }
    }
    return new Points(coordinates, dimension, n);
  }

  /** Room for the coordinates of {@code count} points, filled up as theirs are. */
  static float[][] zeros(int dimension, int count) {
    return new float[inGroups(dimension)][count + SPARE];
  }

  /** The dimension, up to a whole number of groups. */
  static int inGroups(int dimension) {
    return (dimension + GROUP - 1) / GROUP * GROUP;
  }

  /**
   * The largest squared distance that any point of this can have from any of the other: by their
   * boxes.
   */
  double reach(Points other) {
    double sum = 0;
    for (int d = 0; d < dimension; d++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Points points : new Points[] {this, other}) {
        float[] coordinate = points.coordinates[d];
        for (int i = 0; i < points.count; i++) {
          low = Math.min(low, coordinate[i]);
          high = Math.max(high, coordinate[i]);
        }
      }
      sum += (high - low) * (high - low);
    }
    return sum;
  }
}
