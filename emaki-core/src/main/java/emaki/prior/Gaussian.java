package emaki.prior;

import com.google.auto.service.AutoService;
import emaki.part.PartOptions;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The standard normal distribution N(0, I).
 *
 * @param dimension at least 1
 */
public record Gaussian(int dimension) implements Prior {
  @Override
  public String spec() {
    return "gaussian";
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    float[] points = new float[n * dimension];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextGaussian();
    }
    return points;
  }

  @Override
  public float[] even(int n, RandomGenerator random) {
    Lattice lattice = new Lattice(dimension, random);
    float[] points = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      double[] u = lattice.next();
      for (int d = 0; d < dimension; d++) {
        points[i * dimension + d] = (float) NormalQuantile.of(u[d]);
      }
    }
    return points;
  }

  @Override
  public List<Component> components() {
    return List.of(new Component(1, new double[dimension], 1));
  }

  /** By name. */
  @AutoService(PriorPart.class)
  public static final class Part implements PriorPart {
    @Override
    public String usage() {
      return "gaussian";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      return new Gaussian(latentDim);
    }
  }
}
