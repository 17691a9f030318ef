package emaki.divergence;

import emaki.kernel.Points;
import emaki.kernel.RadialMeans;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far two samples are from each other by a distance rho of their points: 2 E rho(x, y) - E
 * rho(x, x') - E rho(y, y'), each mean over all pairs, a point with itself among them. At least 0
 * for every rho that is conditionally of negative type, and 0 for a sample with itself.
 *
 * @param value of these three; rounding may leave a hair below 0
 * @param within E rho(x, x')
 * @param between E rho(x, y)
 */
record PairedMeans(double value, double within, double between) {

  /**
   * Of two samples, row-major [n, dimension] and [m, dimension].
   *
   * @param gradient receives d value / dx; null: not wanted
   */
  static PairedMeans of(
      RadialMeans rho, float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    Points px = new Points(x, dimension);
    Points py = new Points(y, dimension);
    float[] own = gradient == null ? null : new float[gradient.length];
    double within = rho.mean(px, own);
    double between = rho.mean(px, py, gradient);
    for (int i = 0; gradient != null && own != null && i < gradient.length; i++) {
      gradient[i] = (float) (2.0 * gradient[i] - own[i]);
    }
    return new PairedMeans(2 * between - within - rho.mean(py, null), within, between);
  }

  /** The value and the two means, all divided by a unit. */
  Divergence.Measurement in(double unit) {
    return new Divergence.Measurement(
        Math.max(0, value / unit), Map.of("within", within / unit, "between", between / unit));
  }
}
