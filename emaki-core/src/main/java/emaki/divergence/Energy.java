package emaki.divergence;

import com.google.auto.service.AutoService;
import emaki.kernel.RadialMeans;
import emaki.part.PartOptions;
import org.jspecify.annotations.Nullable;

/**
 * The energy distance of two samples, (2 E|x - y| - E|x - x'| - E|y - y'|) / r (Szekely and Rizzo,
 * 2013, "Energy statistics", eq. 1), each mean over all pairs, and r the second sample's root mean
 * square radius: at least 0, 0 for a sample with itself, and the same in any unit of length. It has
 * no kernel and no width, and reaches as far as the prior is away.
 */
public final class Energy implements TwoSample {
  private static final String NAME = "energy";

  private final RadialMeans distances;

  /**
   * @param threads at most so many at a time
   */
  public Energy(int threads) {
    this.distances = RadialMeans.distances(threads);
  }

  @Override
  public String spec() {
    return NAME;
  }

  /** As on a swiss roll it gives some tenth more error than none. */
  @Override
  public double weight() {
    return 4.5;
  }

  @Override
  public Measurement between(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    double radius = Scale.radius(y, dimension);
    PairedMeans means = PairedMeans.of(distances, x, y, dimension, gradient);
    for (int i = 0; gradient != null && i < gradient.length; i++) {
      gradient[i] = (float) (gradient[i] / radius);
    }
    return means.in(radius);
  }

  /** By name. */
  @AutoService(DivergencePart.class)
  public static final class Part implements DivergencePart {
    @Override
    public String usage() {
      return NAME;
    }

    @Override
    public Divergence make(PartOptions options, Setting setting) {
      return new Energy(setting.threads());
    }

    @Override
    public boolean hasWidth() {
      return false;
    }
  }
}
