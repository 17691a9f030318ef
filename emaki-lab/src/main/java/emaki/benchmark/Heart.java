package emaki.benchmark;

import emaki.data.Streams;
import emaki.prior.PointCloud;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * A filled heart in the plane, drawn as a person would give it to {@code --prior points:FILE}: the
 * inside of (16 sin^3 t, 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t), evenly, a quarter as large.
 */
final class Heart {
  /** Its name in the benchmark's folder. */
  static final String FILE = "heart.npz";

  static final int DIMENSION = 2;

  private static final int POINTS = 20_000;
  private static final int CORNERS = 400;
  private static final double SCALE = 0.25;

  private Heart() {}

  /** The same points each time. */
  static PointCloud cloud(Path file) {
    double[] x = new double[CORNERS];
    double[] y = new double[CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      double t = 2 * Math.PI * i / CORNERS;
      x[i] = SCALE * 16 * Math.pow(Math.sin(t), 3);
      y[i] =
          SCALE * (13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t));
    }
    RandomGenerator random = Streams.of(0, "heart");
    float[] points = new float[POINTS * DIMENSION];
    for (int i = 0; i < POINTS; ) {
      double px = SCALE * random.nextDouble(-16, 16);
      double py = SCALE * random.nextDouble(-17, 13);
      if (inside(px, py, x, y)) {
        points[DIMENSION * i] = (float) px;
        points[DIMENSION * i + 1] = (float) py;
        i++;
      }
    }
    return PointCloud.of(file, points, DIMENSION);
  }

  /** Whether a ray to the right leaves the polygon once more than it enters it. */
  private static boolean inside(double px, double py, double[] x, double[] y) {
    boolean inside = false;
    for (int i = 0, j = CORNERS - 1; i < CORNERS; j = i++) {
      boolean crosses = (y[i] > py) != (y[j] > py);
      if (crosses && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
        inside = !inside;
      }
    }
    return inside;
  }
}
