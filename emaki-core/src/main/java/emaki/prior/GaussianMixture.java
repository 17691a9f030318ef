package emaki.prior;

import java.util.random.RandomGenerator;

/**
 * Equally likely normal distributions, round, with their centres well apart on a sphere about the
 * origin (on a line in one dimension).
 *
 * @param dimension at least 1
 * @param components at least 1
 * @param spread radius of the sphere, above 0
 * @param width standard deviation of a component, above 0
 */
public record GaussianMixture(int dimension, int components, double spread, double width)
    implements Prior {
  @Override
  public String spec() {
    return "gaussian-mixture:components=%d,spread=%s,width=%s".formatted(components, spread, width);
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    double[][] centres = centres();
    float[] points = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      double[] centre = centres[random.nextInt(components)];
      for (int d = 0; d < dimension; d++) {
        points[i * dimension + d] = (float) (centre[d] + width * random.nextGaussian());
      }
    }
    return points;
  }

  /** Centres, [components][dimension]: the same for the same numbers. */
  public double[][] centres() {
    double[][] centres = SphereCode.of(components, dimension);
    for (double[] centre : centres) {
      for (int d = 0; d < dimension; d++) {
        centre[d] *= spread;
      }
    }
    return centres;
  }
}
