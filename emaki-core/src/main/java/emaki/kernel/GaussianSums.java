package emaki.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Means of the Gaussian kernel exp(-|x - y|^2 / (2 h^2)) over all pairs of two samples, or of one
 * with itself, their logarithms and exact gradients. Points are row-major [n, dimension] floats,
 * any dimension from 1.
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
   * Against itself a sample is visited by its upper triangle, each pair's pull given to both points. Rows of blocks
   * are dealt to a fixed number of strips, each with its own array of pulls, which are added in the strips' order:
   * O(STRIPS * n) memory, and nothing depends on which thread did what.
   */
  private static final double NEAR = 0.5;
  private static final double LEAST_MEAN = 0x1p-90;
  private static final double LARGEST_SQUARE = 1e36;
  private static final double NARROWEST = 1e-18;
  private static final double WIDEST = 1e18;
  private static final int BLOCK = 32;
  private static final int STRIPS = 16;

  private static final RowKernel FASTEST = fastest();

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
   * @param x row-major [n, dimension], finite
   * @param y row-major [m, dimension], finite
   * @param gradient receives the derivative with respect to x, row-major [n, dimension]; null: not
   *     wanted
   * @return at most 0; finite however far apart the samples are
   */
  public double logMean(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    check(x, dimension, gradient);
    check(y, dimension, null);
    Points px = Points.of(x, dimension);
    Points py = Points.of(y, dimension);
    double reach = px.reach(py);
    if (!inRange(reach)) {
      return extreme(x, y, dimension, gradient);
    }
    boolean near = rate() * reach < NEAR;
    int n = px.count();
    double[] sums = new double[n];
    double[] pulls = new double[gradient == null ? 0 : x.length];
    Workers.run(
        threads,
        (n + BLOCK - 1) / BLOCK,
        block -> {
          Row row = new Row(dimension, rate(), gradient != null, null);
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            kernel.add(px, i, py, 0, near, row);
            sums[i] = row.sum;
            if (row.pulls) {
              System.arraycopy(row.pull, 0, pulls, i * dimension, dimension);
            }
          }
        });
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    double pairs = (double) n * py.count();
    double mean = near ? 1 - total / pairs : total / pairs;
    if (mean < LEAST_MEAN) {
      return extreme(x, y, dimension, gradient);
    }
    if (gradient != null) {
      // d log(mean) / dx = -pull / (h^2 * mean * pairs).
      double factor = -1 / (bandwidth * bandwidth * mean * pairs);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = clamped(factor * pulls[i]);
      }
    }
    return near ? Math.log1p(-total / pairs) : Math.log(mean);
  }

  /**
   * log of the mean kernel over all n^2 pairs of one sample, each point with itself among them.
   *
   * @param x row-major [n, dimension], finite
   * @param gradient receives the derivative with respect to x, row-major [n, dimension]; null: not
   *     wanted
   * @return from -log(n) to 0
   */
  public double logMean(float[] x, int dimension, float @Nullable [] gradient) {
    check(x, dimension, gradient);
    Points points = Points.of(x, dimension);
    double reach = points.reach(points);
    if (!inRange(reach)) {
      return extremeSelf(x, dimension, gradient);
    }
    boolean near = rate() * reach < NEAR;
    int n = points.count();
    double[] sums = new double[n];
    double[] pulls = new double[gradient == null ? 0 : x.length];
    float[][][] backs = upperTriangle(points, near, sums, pulls, gradient != null);
    double total = 0;
    for (double sum : sums) {
      total += 2 * sum;
    }
    double pairs = (double) n * n;
    double mean = near ? 1 - total / pairs : (n + total) / pairs;
    if (gradient != null) {
      // Each pair counts twice, as (i, j) and as (j, i).
      double factor = -2 / (bandwidth * bandwidth * mean * pairs);
      for (int i = 0; i < n; i++) {
        for (int d = 0; d < dimension; d++) {
          double pull = pulls[i * dimension + d];
          for (float[][] back : backs) {
            pull += back[d][i];
          }
          gradient[i * dimension + d] = clamped(factor * pull);
        }
      }
    }
    return near ? Math.log1p(-total / pairs) : Math.log(mean);
  }

  /** Visits the pairs i < j; returns what each strip gave to the second point of its pairs. */
  private float[][][] upperTriangle(
      Points points, boolean near, double[] sums, double[] pulls, boolean wanted) {
    int n = points.count();
    int dimension = points.dimension();
    int blocks = (n + BLOCK - 1) / BLOCK;
    int strips = Math.min(STRIPS, blocks);
    float[][][] backs = new float[wanted ? strips : 0][][];
    Workers.run(
        threads,
        strips,
        strip -> {
          float[][] back = wanted ? Points.zeros(dimension, n) : null;
          Row row = new Row(dimension, rate(), wanted, back);
          for (int block = strip; block < blocks; block += strips) {
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
              kernel.add(points, i, points, i + 1, near, row);
              sums[i] = row.sum;
              if (row.pulls) {
                System.arraycopy(row.pull, 0, pulls, i * dimension, dimension);
              }
            }
          }
          if (back != null) {
            backs[strip] = back;
          }
        });
    return backs;
  }

  private double extreme(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    double pairs = (double) (x.length / dimension) * (y.length / dimension);
    return Extremes.logSum(x, y, dimension, 1 / (2 * bandwidth * bandwidth), gradient)
        - Math.log(pairs);
  }

  private double extremeSelf(float[] x, int dimension, float @Nullable [] gradient) {
    double mean = extreme(x, x, dimension, gradient);
    if (gradient != null) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = clamped(2.0 * gradient[i]);
      }
    }
    return mean;
  }

  /** As a float; what leaves its range becomes the largest of its sign. */
  static float clamped(double value) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  /** Of the exponent to base 2. */
  private double rate() {
    return 1 / (2 * Math.log(2) * bandwidth * bandwidth);
  }

  /** Whether squared distances, plain and times the rate, stay in the range of float. */
  private boolean inRange(double reach) {
    return reach < LARGEST_SQUARE && rate() * reach < LARGEST_SQUARE;
  }

  private static void check(float[] rows, int dimension, float @Nullable [] gradient) {
    if (dimension < 1 || rows.length == 0 || rows.length % dimension != 0) {
      throw new IllegalArgumentException(
          "Expected rows of %d values, got %d values".formatted(dimension, rows.length));
    }
    if (gradient != null && gradient.length != rows.length) {
      throw new IllegalArgumentException(
          "Expected a gradient of %d values, got %d".formatted(rows.length, gradient.length));
    }
    for (int i = 0; i < rows.length; i++) {
      if (!Float.isFinite(rows[i])) {
        throw new IllegalArgumentException(
            "Expected finite coordinates, got %s in row %d".formatted(rows[i], i / dimension));
      }
    }
  }

  private static RowKernel fastest() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (!vectors) {
      System.getLogger(GaussianSums.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "pairwise kernels run without the vector unit, some twenty times slower: start Java"
                  + " with --add-modules jdk.incubator.vector");
    }
    return vectors ? new VectorRowKernel() : new ScalarRowKernel();
  }
}
