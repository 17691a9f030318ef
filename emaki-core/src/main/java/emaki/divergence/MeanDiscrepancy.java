package emaki.divergence;

import com.google.auto.service.AutoService;
import emaki.kernel.RadialMeans;
import emaki.part.PartOptions;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The squared maximum mean discrepancy of two samples under inverse multiquadric kernels, k(x, y) =
 * sum_c c / (c + |x - y|^2) over c = 2 r^2 times .01, .03, .1, .3, 1 and 3, with r the second
 * sample's root mean square radius (Tolstikhin et al., 2018, "Wasserstein auto-encoders", section 4
 * and algorithm 2: there c is 2 k sigma^2, which is 2 r^2 for their Gaussian prior).
 *
 * <p>The estimate is the biased one of Gretton et al. (2012, "A kernel two-sample test", eq. 5),
 * over all pairs, a point with itself among them: at least 0, and 0 for a sample with itself; two
 * samples of n points of one prior are some 12 / n apart at most. Wasserstein auto-encoders leave
 * the diagonals out, which moves the value by that, and the gradient by a share 1 / n of its pull
 * apart. Its parts are means of the number of kernels less their sum.
 */
public final class MeanDiscrepancy implements TwoSample {
  private static final String NAME = "mmd";
  private static final double[] SCALES = {.01, .03, .1, .3, 1, 3};

  private final int threads;

  /**
   * @param threads at most so many at a time
   */
  public MeanDiscrepancy(int threads) {
    this.threads = threads;
  }

  @Override
  public String spec() {
    return NAME;
  }

  /** As on a swiss roll it gives some tenth more error than none. */
  @Override
  public double weight() {
    return 3;
  }

  @Override
  public Measurement between(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    double radius = Scale.radius(y, dimension);
    double[] scales = DoubleStream.of(SCALES).map(c -> 2 * radius * radius * c).toArray();
    RadialMeans lacks = RadialMeans.multiquadrics(scales, threads);
    return PairedMeans.of(lacks, x, y, dimension, gradient).in(1);
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
      return new MeanDiscrepancy(setting.threads());
    }

    @Override
    public boolean hasWidth() {
      return false;
    }
  }
}
