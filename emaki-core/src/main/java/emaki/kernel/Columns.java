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
record Columns(float[][] coordinates, int dimension, int count) {
  /** Coordinates that one pass of the vector twin takes together. */
  static final int GROUP = 3;

  /** Room behind the last point: the widest vector may begin at it. */
  static final int SPARE = 64;

  static Columns of(Points points) {
    return of(points, 0, points.size());
  }

  /** Of points {@code from} to {@code to - 1}. */
  static Columns of(Points points, int from, int to) {
    int dimension = points.dimension();
    float[] rows = points.values();
    float[][] coordinates = zeros(dimension, to - from);
    for (int d = 0; d < dimension; d++) {
      float[] coordinate = coordinates[d];
      for (int i = from; i < to; i++) {
        coordinate[i - from] = rows[i * dimension + d];
      }
    }
    return new Columns(coordinates, dimension, to - from);
  }

  /** Consecutive parts of {@link Row#SEGMENT} points, the last of fewer. */
  Columns[] inSegments() {
    Columns[] segments = new Columns[(count + Row.SEGMENT - 1) / Row.SEGMENT];
    for (int s = 0; s < segments.length; s++) {
      int from = s * Row.SEGMENT;
      int size = Math.min(Row.SEGMENT, count - from);
      float[][] part = new float[coordinates.length][size + SPARE];
      for (int d = 0; d < dimension; d++) {
        System.arraycopy(coordinates[d], from, part[d], 0, size);
      }
      segments[s] = new Columns(part, dimension, size);
    }
    return segments;
  }

  /** Room for the coordinates of {@code count} points, filled up as theirs are. */
  static float[][] zeros(int dimension, int count) {
    return new float[inGroups(dimension)][count + SPARE];
  }

  /** The dimension, up to a whole number of groups. */
  static int inGroups(int dimension) {
    return (dimension + GROUP - 1) / GROUP * GROUP;
  }

  Box box() {
    double[] low = new double[dimension];
    double[] high = new double[dimension];
    for (int d = 0; d < dimension; d++) {
      low[d] = Double.POSITIVE_INFINITY;
      high[d] = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        low[d] = Math.min(low[d], coordinates[d][i]);
        high[d] = Math.max(high[d], coordinates[d][i]);
      }
    }
    return new Box(low, high);
  }

  /** The least box around some points. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Box(double[] low, double[] high) {
    /** The least box around both. */
    Box and(Box other) {
      double[] lower = low.clone();
      double[] higher = high.clone();
      for (int d = 0; d < low.length; d++) {
        lower[d] = Math.min(low[d], other.low[d]);
        higher[d] = Math.max(high[d], other.high[d]);
      }
      return new Box(lower, higher);
    }

    /** The largest squared distance that two points of this or the other box can have. */
    double reach(Box other) {
      double sum = 0;
      for (int d = 0; d < low.length; d++) {
        double side = Math.max(high[d], other.high[d]) - Math.min(low[d], other.low[d]);
        sum += side * side;
      }
      return sum;
    }

    /** The largest squared distance that point {@code i} can have from a point of the box. */
    double reach(Columns points, int i) {
      double sum = 0;
      for (int d = 0; d < low.length; d++) {
        double x = points.coordinates[d][i];
        double side = Math.max(high[d] - x, x - low[d]);
        sum += side * side;
      }
      return sum;
    }
  }
}
