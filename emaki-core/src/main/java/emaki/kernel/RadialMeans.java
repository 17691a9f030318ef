package emaki.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Means over all pairs of two samples, or of one with itself, of a distance that grows with the
 * Euclidean one, and their exact gradients.
 *
 * <p>Time is proportional to the number of pairs, memory to the number of points. Results are the
 * same to the bit for any number of threads. Safe to share between threads. Means are right to
 * about 1e-6 of themselves. No value or gradient is NaN or infinite.
 */
public final class RadialMeans {
  /** Squared distances beyond it take the slow twin: they might leave the range of float. */
  private static final double LARGEST_SQUARE = 1e18;

  private final RowKernel fast;
  private final RowKernel slow;
  private final int threads;

  private RadialMeans(Radial radial, int threads, boolean vectors) {
    this.slow = new ScalarRadialKernel(radial);
    this.fast = vectors ? new VectorRadialKernel(radial) : slow;
    this.threads = threads;
  }

  /**
   * Of the Euclidean distance |x - y|. Its gradient at a point is taken as 0 towards points that
   * coincide with it.
   *
   * @param threads at most so many at a time
   */
  public static RadialMeans distances(int threads) {
    return new RadialMeans(new Radial.Euclidean(), threads, VectorUnit.PRESENT);
  }

  /**
   * Of the sum over scales c of |x - y|^2 / (c + |x - y|^2): for each scale 1 less the inverse
   * multiquadric kernel c / (c + |x - y|^2).
   *
   * @param scales of squared distance; those outside [1e-18, 1e18] count as its ends
   * @param threads at most so many at a time
   */
  public static RadialMeans multiquadrics(double[] scales, int threads) {
    return new RadialMeans(new Radial.Multiquadric(bounded(scales)), threads, VectorUnit.PRESENT);
  }

  /**
   * Of the sum over rates of 1 - exp(-rate |x - y|^2): for each rate 1 less the Gaussian kernel.
   * Each mean is right to about 2e-7; beside {@link GaussianSums}, all widths in one pass, where
   * the logarithm of what is almost nothing is not wanted.
   *
   * @param rates those outside [1e-18, 1e18] count as its ends
   * @param threads at most so many at a time
   */
  public static RadialMeans gaussians(double[] rates, int threads) {
    return new RadialMeans(new Radial.Gaussian(bounded(rates)), threads, VectorUnit.PRESENT);
  }

  /** The same by the slow twin: what tests compare with. */
  RadialMeans scalar() {
    return new RadialMeans(((ScalarRadialKernel) slow).radial(), threads, false);
  }

  private static float[] bounded(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) Math.max(1e-18, Math.min(1e18, values[i]));
    }
    return floats;
  }

  /**
   * The mean over all pairs of a point of x and a point of y.
   *
   * @param gradient receives the derivative with respect to x, row-major [n, dimension]; null: not
   *     wanted
   */
  public double mean(Points x, Points y, float @Nullable [] gradient) {
    Columns px = Columns.of(x);
    Columns py = Columns.of(y);
    double[] pulls = gradient == null ? null : new double[gradient.length];
    double pairs = (double) px.count() * py.count();
    double sum =
        new AllPairs(kernel(px.box().reach(py.box())), threads, 0, false).sum(px, py, pulls);
    scale(pulls, 1 / pairs, gradient);
    return sum / pairs;
  }

  /**
   * The mean over all n^2 pairs of one sample, each point with itself, at 0, among them.
   *
   * @param gradient receives the derivative with respect to x, row-major [n, dimension]; null: not
   *     wanted
   */
  public double mean(Points x, float @Nullable [] gradient) {
    Columns.Box box = Columns.of(x).box();
    double[] pulls = gradient == null ? null : new double[gradient.length];
    double pairs = (double) x.size() * x.size();
    double sum = new OwnPairs(kernel(box.reach(box)), threads, 0, false).sum(x, pulls);
    // Each pair counts twice, as (i, j) and as (j, i).
    scale(pulls, 2 / pairs, gradient);
    return sum / pairs;
  }

  private RowKernel kernel(double reach) {
    return reach < LARGEST_SQUARE ? fast : slow;
  }

  private static void scale(double @Nullable [] pulls, double factor, float @Nullable [] gradient) {
    for (int i = 0; pulls != null && gradient != null && i < gradient.length; i++) {
      gradient[i] = GaussianSums.clamped(factor * pulls[i]);
    }
  }
}
