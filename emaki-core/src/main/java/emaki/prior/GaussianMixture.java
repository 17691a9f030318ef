package emaki.prior;

import com.google.auto.service.AutoService;
import emaki.part.PartOptions;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Equally likely normal distributions, round, with their centres well apart on a sphere about the
 * origin (on a line in one dimension).
 */
public final class GaussianMixture implements Prior {
  private static final int MOST_COMPONENTS = 1000;

  private final int dimension;
  private final double spread;
  private final double width;

  /** [components][dimension]. Finding them takes far longer than a sample: once is enough. */
  private final double[][] centres;

  /**
   * Finds the centres, which takes up to a second or two for a thousand of them.
   *
   * @param dimension at least 1
   * @param components at least 1
   * @param spread radius of the sphere, above 0
   * @param width standard deviation of a component, above 0
   */
  public GaussianMixture(int dimension, int components, double spread, double width) {
    this.dimension = dimension;
    this.spread = spread;
    this.width = width;
    this.centres = SphereCode.of(components, dimension);
    for (double[] centre : centres) {
      for (int d = 0; d < dimension; d++) {
        centre[d] *= spread;
      }
    }
  }

  @Override
  public String spec() {
    return "gaussian-mixture:components=%d,spread=%s,width=%s"
        .formatted(centres.length, spread, width);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    float[] points = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      double[] centre = centres[random.nextInt(centres.length)];
      for (int d = 0; d < dimension; d++) {
        points[i * dimension + d] = (float) (centre[d] + width * random.nextGaussian());
      }
    }
    return points;
  }

  @Override
  public float[] even(int n, RandomGenerator random) {
    Lattice lattice = new Lattice(1 + dimension, random);
    float[] points = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      double[] u = lattice.next();
      double[] centre = centres[(int) (u[0] * centres.length)];
      for (int d = 0; d < dimension; d++) {
        points[i * dimension + d] = (float) (centre[d] + width * NormalQuantile.of(u[1 + d]));
      }
    }
    return points;
  }

  @Override
  public List<Component> components() {
    return Arrays.stream(centres()).map(centre -> new Component(1, centre, width)).toList();
  }

  /** Centres, [components][dimension]: the same for the same numbers. */
  public double[][] centres() {
    double[][] copy = new double[centres.length][];
    for (int c = 0; c < copy.length; c++) {
      copy[c] = centres[c].clone();
    }
    return copy;
  }

  /** By name. */
  @AutoService(PriorPart.class)
  public static final class Part implements PriorPart {
    @Override
    public String usage() {
      return "gaussian-mixture:components=10,spread=5,width=1";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      return new GaussianMixture(
          latentDim,
          options.count("components", 10, 1, MOST_COMPONENTS),
          options.positive("spread", 5),
          options.positive("width", 1));
    }
  }
}
