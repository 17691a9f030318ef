package emaki.prior;

import com.google.auto.service.AutoService;
import emaki.part.PartOptions;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A rolled-up sheet, as scikit-learn's {@code make_swiss_roll} (Marsland, Machine Learning: An
 * Algorithmic Perspective): t = 1.5 pi (1 + 2 u), x = t cos t, y = 21 v, z = t sin t, with u and v
 * uniform in [0, 1]; all of it times a scale.
 *
 * @param scale above 0; 1: the sheet is 21 wide and spirals from radius 4.7 to 14.1
 */
public record SwissRoll(double scale) implements Prior, Chart {
  @Override
  public String spec() {
    return "swiss-roll:scale=" + scale;
  }

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public List<String> axes() {
    return List.of("angle", "linear direction");
  }

  @Override
  public float[] at(double... u) {
    double t = 1.5 * Math.PI * (1 + 2 * u[0]);
    return new float[] {
      (float) (scale * t * Math.cos(t)),
      (float) (scale * 21 * u[1]),
      (float) (scale * t * Math.sin(t))
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
      return "swiss-roll:scale=1";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      return new SwissRoll(options.positive("scale", 1));
    }
  }
}
