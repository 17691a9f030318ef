package emaki.prior;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Samples of what a chart covers. */
final class Charts {
  private Charts() {}

  /** Points of independent uniform coordinates, row-major. */
  static float[] sample(Chart chart, int n, RandomGenerator random) {
    double[] u = new double[chart.axes().size()];
    return points(
        chart,
        n,
        () -> {
          for (int a = 0; a < u.length; a++) {
            u[a] = random.nextDouble();
          }
          return u;
        });
  }

  /** Points whose coordinates are those of a {@link Lattice}, row-major. */
  static float[] even(Chart chart, int n, RandomGenerator random) {
    return points(chart, n, new Lattice(chart.axes().size(), random)::next);
  }

  private static float[] points(Chart chart, int n, Supplier<double[]> coordinates) {
    float[] points = new float[0];
    for (int i = 0; i < n; i++) {
      float[] point = chart.at(coordinates.get());
      if (i == 0) {
        points = new float[n * point.length];
      }
      System.arraycopy(point, 0, points, i * point.length, point.length);
    }
    return points;
  }
}
