package emaki.prior;

import java.util.random.RandomGenerator;

/** Samples of what a chart covers. */
final class Charts {
  private Charts() {}

  /** Points of uniform coordinates, row-major. */
  static float[] sample(Chart chart, int n, RandomGenerator random) {
    double[] u = new double[chart.axes().size()];
    float[] points = new float[0];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < u.length; a++) {
        u[a] = random.nextDouble();
      }
      float[] point = chart.at(u);
      if (i == 0) {
        points = new float[n * point.length];
      }
      System.arraycopy(point, 0, points, i * point.length, point.length);
    }
    return points;
  }
}
