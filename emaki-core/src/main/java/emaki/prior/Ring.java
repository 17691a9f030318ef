package emaki.prior;

import com.google.auto.service.AutoService;
import emaki.part.PartOptions;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A circle in the first two coordinates, thickened by normal noise in all of them.
 *
 * @param dimension at least 2
 * @param radius of the circle, above 0
 * @param width standard deviation of the noise, at least 0
 */
public record Ring(int dimension, double radius, double width) implements Prior, Chart {
  @Override
  public String spec() {
    return "ring:radius=%s,width=%s".formatted(radius, width);
  }

  @Override
  public List<String> axes() {
    return List.of("angle");
  }

  @Override
  public float[] at(double... u) {
    float[] point = new float[dimension];
    point[0] = (float) (radius * Math.cos(2 * Math.PI * u[0]));
    point[1] = (float) (radius * Math.sin(2 * Math.PI * u[0]));
    return point;
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    float[] points = Charts.sample(this, n, random);
    for (int i = 0; i < points.length; i++) {
      points[i] += (float) (width * random.nextGaussian());
    }
    return points;
  }

  @Override
  public float[] even(int n, RandomGenerator random) {
    Lattice lattice = new Lattice(1 + dimension, random);
    float[] points = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      double[] u = lattice.next();
      float[] point = at(u[0]);
      for (int d = 0; d < dimension; d++) {
        points[i * dimension + d] = (float) (point[d] + width * NormalQuantile.of(u[1 + d]));
      }
    }
    return points;
  }

  /** By name. */
  @AutoService(PriorPart.class)
  public static final class Part implements PriorPart {
    @Override
    public String usage() {
      return "ring:radius=5,width=0.5";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      if (latentDim < 2) {
        throw options.fault("needs 2 dimensions or more", "give ‹latent-dim› 2 or more");
      }
      return new Ring(latentDim, options.positive("radius", 5), options.positive("width", 0.5));
    }
  }
}
