package emaki.prior;

import java.util.random.RandomGenerator;

/** A distribution that latents are to take. */
public sealed interface Prior
    permits Gaussian, GaussianMixture, SwissRoll, SCurve, Ring, UniformCube, PointCloud {
  /** Its name and options, as {@link Priors#parse} reads them. */
  String spec();

  /** Dimension of its points. */
  int dimension();

  /**
   * Independent points.
   *
   * @param n how many
   * @return row-major [n, dimension]
   */
  float[] sample(int n, RandomGenerator random);
}
