package emaki.divergence;

import emaki.kernel.NearestOthers;
import emaki.kernel.Points;
import java.util.Arrays;

/** How large a sample is, and how fine. */
final class Scale {
  private Scale() {}

  /**
   * The root mean square distance of points from their mean; 1 where they are all one point, whose
   * neighbourhood has no scale of its own.
   *
   * @param points row-major [n, dimension]
   */
  static double radius(float[] points, int dimension) {
    int n = points.length / dimension;
    double[] mean = new double[dimension];
    for (int i = 0; i < points.length; i++) {
      mean[i % dimension] += (double) points[i] / n;
    }
    double away = 0;
    for (double coordinate : mean) {
      away += coordinate * coordinate;
    }
    double squares = 0;
    for (int i = 0; i < points.length; i++) {
      double difference = points[i] - mean[i % dimension];
      squares += difference * difference;
    }
    // A float's rounding is no radius.
    return squares / n <= 1e-15 * away ? 1 : Math.sqrt(squares / n);
  }

  /**
   * The width of Gaussian windows that suits a normal sample of this radius and size (Silverman,
   * 1986, Density Estimation for Statistics and Data Analysis, eq. 4.14).
   *
   * @param points row-major [n, dimension]
   */
  static double silverman(float[] points, int dimension) {
    int n = points.length / dimension;
    double deviation = radius(points, dimension) / Math.sqrt(dimension);
    return deviation * Math.pow(4.0 / ((dimension + 2.0) * n), 1.0 / (dimension + 4));
  }

  /**
   * The median distance of a point to its nearest other, coincident points counted once; infinite
   * for a single point.
   *
   * @param points row-major [n, dimension]
   */
  static double grain(float[] points, int dimension) {
    Points distinct = new Points(points, dimension).distinct();
    float[] nearest = NearestOthers.within(distinct, 1, 1).distances();
    Arrays.sort(nearest);
    return nearest[nearest.length / 2];
  }
}
