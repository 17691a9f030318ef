package emaki.divergence;

import com.google.auto.service.AutoService;
import emaki.kernel.RadialMeans;
import emaki.part.PartOptions;
import org.jspecify.annotations.Nullable;

/**
 * The Euclidean divergence of two samples under Parzen windows, the squared L2 distance of their
 * density estimates, integral (p - q)^2 = V(X) + V(Y) - 2 V(X, Y) (Principe, 2010, Information
 * Theoretic Learning, eq. 2.72), summed over several widths sigma. Each is told in the unit (4 pi
 * sigma^2)^(-k/2), the height of a single window's potential, so that the widths count alike and no
 * unit of length matters: pairs see exp(-d^2 / (4 sigma^2)).
 *
 * <p>The widths are the second sample's root mean square radius and its half, quarter, and so on.
 * At least 0, and 0 for a sample with itself; at most 2 a width. Two samples of n points of one
 * prior are up to 2 / n apart a width. Its parts are the number of widths less V(X), and less V(X,
 * Y), summed over the widths.
 */
public final class Euclidean implements TwoSample {
  private static final String NAME = "euclidean";
  private static final int WIDTHS = 6;

  private final int widths;
  private final int threads;

  /**
   * @param widths how many, at least 1
   * @param threads at most so many at a time
   */
  public Euclidean(int widths, int threads) {
    this.widths = widths;
    this.threads = threads;
  }

  @Override
  public String spec() {
    return NAME + ":widths=" + widths;
  }

  /** As on a swiss roll it gives some tenth more error than none. */
  @Override
  public double weight() {
    return 2.3;
  }

  @Override
  public Measurement between(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    double[] rates = new double[widths];
    double sigma = Scale.radius(y, dimension);
    for (int w = 0; w < widths; w++, sigma /= 2) {
      rates[w] = 1 / (4 * sigma * sigma);
    }
    RadialMeans lacks = RadialMeans.gaussians(rates, threads);
    return PairedMeans.of(lacks, x, y, dimension, gradient).in(1);
  }

  /** By name. */
  @AutoService(DivergencePart.class)
  public static final class Part implements DivergencePart {
    @Override
    public String usage() {
      return NAME + ":widths=" + WIDTHS;
    }

    @Override
    public Divergence make(PartOptions options, Setting setting) {
      return new Euclidean(options.count("widths", WIDTHS, 1, 16), setting.threads());
    }

    @Override
    public boolean hasWidth() {
      return false;
    }
  }
}
