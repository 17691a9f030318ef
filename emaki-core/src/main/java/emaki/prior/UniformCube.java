package emaki.prior;

import com.google.auto.service.AutoService;
import emaki.part.PartOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Uniform in a cube about the origin.
 *
 * @param dimension at least 1
 * @param side above 0
 */
public record UniformCube(int dimension, double side) implements Prior, Chart {
  @Override
  public String spec() {
    return "uniform-cube:side=" + side;
  }

  @Override
  public List<String> axes() {
    List<String> axes = new ArrayList<>();
    for (int d = 1; d <= dimension; d++) {
      axes.add("coordinate " + d);
    }
    return axes;
  }

  @Override
  public float[] at(double... u) {
    float[] point = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      point[d] = (float) (side * (u[d] - 0.5));
    }
    return point;
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    return Charts.sample(this, n, random);
  }

  @Override
  public float[] even(int n, RandomGenerator random) {
    return Charts.even(this, n, random);
  }

  /** By name; the side that is not given is that of unit variance. */
  @AutoService(PriorPart.class)
  public static final class Part implements PriorPart {
    @Override
    public String usage() {
      return "uniform-cube:side=3.4641";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      return new UniformCube(latentDim, options.positive("side", 2 * Math.sqrt(3)));
    }
  }
}
