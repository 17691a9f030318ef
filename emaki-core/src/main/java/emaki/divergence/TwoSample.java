package emaki.divergence;

import emaki.prior.Prior;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A divergence of two samples by {@link PairedMeans}: of points and as many of the prior. */
interface TwoSample extends Divergence {
  /**
   * The mean of what grows with a pair's distance, of pairs of the points, and of pairs of a point
   * and one of the prior's.
   */
  @Override
  default List<String> parts() {
    return List.of("within", "between");
  }

  @Override
  default Measurement of(
      float[] points,
      Prior prior,
      RandomGenerator random,
      double share,
      float @Nullable [] gradient) {
    int k = prior.dimension();
    return between(points, prior.sample(points.length / k, random), k, gradient);
  }

  /**
   * The divergence of two samples, row-major [n, dimension] and [m, dimension].
   *
   * @param gradient receives d value / dx; null: not wanted
   */
  Measurement between(float[] x, float[] y, int dimension, float @Nullable [] gradient);
}
