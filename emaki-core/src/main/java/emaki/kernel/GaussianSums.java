package emaki.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Means of the Gaussian kernel exp(-|x - y|^2 / (2 h^2)) over all pairs of two samples, or of one
 * with itself, their logarithms and exact gradients.
 *
 * <p>Time is proportional to the number of pairs, memory to the number of points. Results are the
 * same to the bit for any number of threads. Safe to share between threads. No value or gradient is
 * NaN or infinite: a gradient beyond the range of float is the largest float of its sign.
 */
public final class GaussianSums {
  /*
   * The kernel is 2^-s with s = rate * squared distance, rate = log2(e) / (2 h^2). Three regimes:
   *   near     all s < 1/2 (h is far larger than the samples): sums 1 - kernel, so that log(mean) keeps its digits;
   *   usual    sums the kernel;
   *   extreme  the usual mean is so small that terms below 2^-126 matter, or squared distances leave the range of float:
   *            log-sum-exp in double.
   */
  private static final double NEAR = 0.5;
  private static final double LEAST_MEAN = 0x1p-90;
  private static final double LARGEST_SQUARE = 1e36;
  private static final double NARROWEST = 1e-18;
  private static final double WIDEST = 1e18;
  private static final int BLOCK = 32;

  static final RowKernel FASTEST =
      VectorUnit.PRESENT ? new VectorRowKernel() : new ScalarRowKernel();

  private final double bandwidth;
  private final int threads;
  private final RowKernel kernel;

  /**
   * On the vector unit where there is one.
   *
   * @param bandwidth h of the kernel, from 1e-18 to 1e18
   * @param threads at most so many at a time, at least 1
   */
  public GaussianSums(double bandwidth, int threads) {
    this(bandwidth, threads, FASTEST);
  }

  private GaussianSums(double bandwidth, int threads, RowKernel kernel) {
    if (!(bandwidth >= NARROWEST && bandwidth <= WIDEST)) {
      throw new IllegalArgumentException(
          "Expected a bandwidth from 1e-18 to 1e18, got " + bandwidth);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("Expected at least 1 thread, got " + threads);
    }
    this.bandwidth = bandwidth;
    this.threads = threads;
    this.kernel = kernel;
  }

  /**
   * The same sums by the scalar twin, in double precision: what benchmarks and tests compare with.
   */
  public static GaussianSums scalar(double bandwidth, int threads) {
    return new GaussianSums(bandwidth, threads, new ScalarRowKernel());
  }

  /** What the sums run on, such as "vector, 16 lanes of 32 bits". */
  public static String implementation() {
    return FASTEST.description();
  }

  /**
   * log of the mean kernel over all pairs of a point of x and a point of y.
   *
   * @param gradient receives the derivative with respect to x, row-major [n, dimension]; null: not
   *     wanted
   * @return at most 0; finite however far apart the samples are
   */
  public double logMean(Points x, Points y, float @Nullable [] gradient) {
    check(x, y, gradient);
    Columns px = Columns.of(x);
    Columns py = Columns.of(y);
    double reach = px.box().reach(py.box());
    if (!inRange(reach)) {
      return extreme(x, y, gradient);
    }
    boolean near = rate() * reach < NEAR;
    double[] pulls = new double[gradient == null ? 0 : gradient.length];
    double total =
        new AllPairs(kernel, threads, rate(), near).sum(px, py, gradient == null ? null : pulls);
    double pairs = (double) px.count() * py.count();
    double mean = near ? 1 - total / pairs : total / pairs;
    if (mean < LEAST_MEAN) {
      return extreme(x, y, gradient);
    }
    if (gradient != null) {
      // d log(mean) / dx = -pull / (h^2 * mean * pairs).
      scale(pulls, -1 / (bandwidth * bandwidth * mean * pairs), gradient);
    }
    return near ? Math.log1p(-total / pairs) : Math.log(mean);
  }

  /** The same for row-major samples [n, dimension] and [m, dimension]. */
  public double logMean(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    return logMean(new Points(x, dimension), new Points(y, dimension), gradient);
  }

  /**
   * log of the mean kernel over all n^2 pairs of one sample, each point with itself among them.
   *
   * @param gradient receives the derivative with respect to x, row-major [n, dimension]; null: not
   *     wanted
   * @return from -log(n) to 0
   */
  public double logMean(Points x, float @Nullable [] gradient) {
    check(x, x, gradient);
    Columns.Box box = Columns.of(x).box();
    double reach = box.reach(box);
    if (!inRange(reach)) {
      return extremeSelf(x, gradient);
    }
    boolean near = rate() * reach < NEAR;
    int n = x.size();
    double[] pulls = new double[gradient == null ? 0 : gradient.length];
    double total =
        new OwnPairs(kernel, threads, rate(), near).sum(x, gradient == null ? null : pulls);
    double pairs = (double) n * n;
    double mean = near ? 1 - total / pairs : (n + total) / pairs;
    if (gradient != null) {
      // Each pair counts twice, as (i, j) and as (j, i).
      scale(pulls, -2 / (bandwidth * bandwidth * mean * pairs), gradient);
    }
    return near ? Math.log1p(-total / pairs) : Math.log(mean);
  }

  /** The same for a row-major sample [n, dimension]. */
  public double logMean(float[] x, int dimension, float @Nullable [] gradient) {
    return logMean(new Points(x, dimension), gradient);
  }

  /**
   * What some rows of a sample contribute to its log mean and gradient: for samples whose rows are
   * dealt out to several machines. Every pair of a row and a point of y is visited, so that a
   * sample against itself costs twice the pairs of {@link #logMean(Points, float[])}.
   *
   * @param first index of the block's first row in its sample
   * @param block the rows
   * @param y the whole other sample, or the whole sample of the rows
   * @param pulls whether a gradient will be wanted
   */
  public RowMeans rows(int first, Points block, Points y, boolean pulls) {
    check(block, y, null);
    Columns px = Columns.of(block);
    Columns py = Columns.of(y);
    Columns[] segments = py.inSegments();
    int dimension = block.dimension();
    Columns.Box box = py.box();
    int n = px.count();
    double[] logs = new double[n];
    double[] means = new double[pulls ? block.values().length : 0];
    Workers.run(
        threads,
        (n + BLOCK - 1) / BLOCK,
        piece -> {
          Row row = new Row(dimension, rate(), pulls, null);
          int end = Math.min(n, (piece + 1) * BLOCK);
          // Segments outside, as in AllPairs: one stays in the first-level cache for all rows.
          for (Columns segment : segments) {
            for (int i = piece * BLOCK; i < end; i++) {
              add(px, i, segment, box, row, logs, means);
            }
          }
          for (int i = piece * BLOCK; i < end; i++) {
            logs[i] = rowMean(px, i, y.size(), box, logs[i], means);
            if (Double.isNaN(logs[i])) {
              logs[i] = extremeRow(block, i, y, pulls ? means : null);
            }
          }
        });
    return new RowMeans(first, dimension, bandwidth, logs, means);
  }

  /** Adds a row's pairs with a segment to its sum and pulls, unless it is one of the extremes. */
  private void add(
      Columns x, int i, Columns segment, Columns.Box box, Row row, double[] sums, double[] pulls) {
    double reach = box.reach(x, i);
    if (!inRange(reach)) {
      return;
    }
    kernel.add(x, i, segment, 0, rate() * reach < NEAR, row);
    sums[i] += row.sum;
    for (int d = 0; row.pulls && d < x.dimension(); d++) {
      pulls[i * x.dimension() + d] += row.pull[d];
    }
  }

  /** log of one row's mean kernel; NaN where that takes the path for extremes. */
  private double rowMean(Columns x, int i, int m, Columns.Box box, double sum, double[] pulls) {
    double reach = box.reach(x, i);
    if (!inRange(reach)) {
      return Double.NaN;
    }
    boolean near = rate() * reach < NEAR;
    double share = sum / m;
    double mean = near ? 1 - share : share;
    if (mean < LEAST_MEAN) {
      return Double.NaN;
    }
    int dimension = x.dimension();
    for (int at = i * dimension; at < Math.min(pulls.length, (i + 1) * dimension); at++) {
      pulls[at] /= mean * m;
    }
    return near ? Math.log1p(-share) : Math.log(mean);
  }

  private double extremeRow(Points x, int i, Points y, double @Nullable [] pulls) {
    if (pulls != null) {
      Arrays.fill(pulls, i * x.dimension(), (i + 1) * x.dimension(), 0);
    }
    return Extremes.row(x.values(), i, y.values(), x.dimension(), naturalRate(), pulls)
        - Math.log(y.size());
  }

  private double extreme(Points x, Points y, float @Nullable [] gradient) {
    double pairs = (double) x.size() * y.size();
    return Extremes.logSum(x.values(), y.values(), x.dimension(), naturalRate(), gradient)
        - Math.log(pairs);
  }

  private double extremeSelf(Points x, float @Nullable [] gradient) {
    double mean = extreme(x, x, gradient);
    if (gradient != null) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = clamped(2.0 * gradient[i]);
      }
    }
    return mean;
  }

  private static void scale(double[] pulls, double factor, float[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = clamped(factor * pulls[i]);
    }
  }

  /** As a float; what leaves its range becomes the largest of its sign. */
  static float clamped(double value) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  /** Of the exponent to base 2. */
  private double rate() {
    return 1 / (2 * Math.log(2) * bandwidth * bandwidth);
  }

  /** Of the exponent to base e. */
  private double naturalRate() {
    return 1 / (2 * bandwidth * bandwidth);
  }

  /** Whether squared distances, plain and times the rate, stay in the range of float. */
  private boolean inRange(double reach) {
    return reach < LARGEST_SQUARE && rate() * reach < LARGEST_SQUARE;
  }

  private static void check(Points x, Points y, float @Nullable [] gradient) {
    if (x.dimension() != y.dimension()) {
      throw new IllegalArgumentException(
          "Expected samples of one dimension, got %d and %d"
              .formatted(x.dimension(), y.dimension()));
    }
    if (gradient != null && gradient.length != x.values().length) {
      throw new IllegalArgumentException(
          "Expected a gradient of %d values, got %d".formatted(x.values().length, gradient.length));
    }
  }
}
