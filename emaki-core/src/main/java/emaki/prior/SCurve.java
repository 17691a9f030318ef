package emaki.prior;

import com.google.auto.service.AutoService;
import emaki.part.PartOptions;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sheet bent to an S, as scikit-learn's {@code make_s_curve}: t = 3 pi (u - 1/2), x = sin t, y =
 * 2 v, z = sign(t) (cos t - 1), with u and v uniform in [0, 1]; all of it times a scale.
 *
 * @param scale above 0; 1: the sheet is 2 wide and 4 high
 */
public record SCurve(double scale) implements Prior, Chart {
  @Override
  public String spec() {
    return "s-curve:scale=" + scale;
  }

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public List<String> axes() {
    return List.of("along the S", "linear direction");
  }

  @Override
  public float[] at(double... u) {
    double t = 3 * Math.PI * (u[0] - 0.5);
    return new float[] {
      (float) (scale * Math.sin(t)),
      (float) (scale * 2 * u[1]),
      (float) (scale * Math.signum(t) * (Math.cos(t) - 1))
    };
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    return Charts.sample(this, n, random);
  }

  @Override
  public float[] even(int n, RandomGenerator random) {
    return Charts.even(this, n, random);
  }

  /** By name. */
  @AutoService(PriorPart.class)
  public static final class Part implements PriorPart {
    @Override
    public String usage() {
      return "s-curve:scale=5";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      return new SCurve(options.positive("scale", 5));
    }
  }
}
