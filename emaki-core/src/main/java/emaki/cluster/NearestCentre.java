package emaki.cluster;

/** The nearest of k centres, in double precision. */
final class NearestCentre {
  private NearestCentre() {}

  /** The index of the centre nearest to the point at an offset, the lowest among equals. */
  static int index(float[] points, int offset, float[] centres, int dimension) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c * dimension < centres.length; c++) {
      double distance = squaredDistance(points, offset, centres, c * dimension, dimension);
      if (distance < least) {
        least = distance;
        nearest = c;
      }
    }
    return nearest;
  }

  /** The sum over all points of the squared distance to the nearest centre. */
  static double inertia(float[] points, float[] centres, int dimension) {
    double sum = 0;
    for (int row = 0; row < points.length; row += dimension) {
      int centre = index(points, row, centres, dimension) * dimension;
      sum += squaredDistance(points, row, centres, centre, dimension);
    }
    return sum;
  }

  private static double squaredDistance(float[] a, int i, float[] b, int j, int dimension) {
    double sum = 0;
    for (int d = 0; d < dimension; d++) {
      double difference = (double) a[i + d] - b[j + d];
      sum += difference * difference;
    }
    return sum;
  }
}
