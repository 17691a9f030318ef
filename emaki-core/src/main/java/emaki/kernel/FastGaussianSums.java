package emaki.kernel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Means of the Gaussian kernel exp(-|x - y|^2 / (2 h^2)) and their gradients to a tolerance: for
 * samples of a million points in one to three dimensions, where {@link GaussianSums}, which visits
 * every pair, takes minutes.
 *
 * <p>Of three ways the one with the least work is taken: a grid that points are laid on, in time
 * proportional to points and cells ({@link GaussianGrid}); the near pairs alone, where the kernel
 * is so narrow that a grid would be mostly empty ({@link NearPairs}); every pair, for few points,
 * in more than three dimensions, and where neither of the others keeps the tolerance.
 *
 * <p>What was found is compared with exact rows, {@value #CHECKED} or so spread over the sample,
 * each time; where it is off by more than the tolerance it is done again more exactly. Results are
 * the same to the bit for any number of threads. Safe to share between threads.
 */
public final class FastGaussianSums {
  /** Beyond them every pair is visited. */
  public static final int MOST_DIMENSIONS = 3;

  /** Rows that are compared with exact ones. */
  static final int CHECKED = 128;

  /** A grid takes 8 bytes a cell. */
  private static final double MOST_CELLS = 1 << 26;

  /** Below it float kernels are no measure any more. */
  private static final double LEAST_OF_FLOAT = 1e-5;

  /** What a pair of an exact row costs, in units of a cell that a point is laid on. */
  private static final double PAIR = 1.5;

  /** What a cell costs an axis and step of the stencil, in the same unit. */
  private static final double SMOOTHING = 0.2;

  private final double bandwidth;
  private final double tolerance;
  private final int threads;
  private final GaussianSums exact;

  /** How sums were found. */
  public enum Way {
    /** Every pair was visited. */
    EXACT,
    /** Points were laid on a grid. */
    GRID,
    /** Pairs that count nothing were left out. */
    NEAR
  }

  /**
   * What was found.
   *
   * @param logMean log of the mean kernel over all pairs, as {@link GaussianSums#logMean}
   * @param way how
   * @param error as in {@link Rows}; what the mean itself is off by is mostly far less
   */
  public record Mean(double logMean, Way way, double error) {}

  /**
   * What was found, point by point.
   *
   * @param means of each point its mean kernel and, where asked for, its pull
   * @param way how
   * @param error root mean square of what the compared rows' sums are off, by that of the sums; of
   *     their pulls where that is larger and pulls were asked for. 0 where every pair was visited.
   *     A row whose mean kernel is far below the others' may be off by more of itself
   */
  public record Rows(RowMeans means, Way way, double error) {}

  /**
   * @param bandwidth h of the kernel, from 1e-18 to 1e18
   * @param tolerance of {@link Rows#error}, from 1e-7 to 0.1
   * @param threads at most so many at a time, at least 1
   */
  public FastGaussianSums(double bandwidth, double tolerance, int threads) {
    if (!(tolerance >= 1e-7 && tolerance <= 0.1)) {
      throw new IllegalArgumentException("Expected a tolerance from 1e-7 to 0.1, got " + tolerance);
    }
    this.exact = new GaussianSums(bandwidth, threads);
    this.bandwidth = bandwidth;
    this.tolerance = tolerance;
    this.threads = threads;
  }

  /**
   * log of the mean kernel over all pairs of a point of x and a point of y.
   *
   * @param y x itself for all n^2 pairs of one sample, each point with itself among them
   * @param gradient receives the derivative with respect to x (to both where they are one),
   *     row-major [n, dimension]; null: not wanted
   */
  public Mean logMean(Points x, Points y, float @Nullable [] gradient) {
    if (gradient != null && gradient.length != x.values().length) {
      throw new IllegalArgumentException(
          "Expected a gradient of %d values, got %d".formatted(x.values().length, gradient.length));
    }
    Rows found = approximate(x, y, gradient != null);
    if (found == null) {
      double mean = x == y ? exact.logMean(x, gradient) : exact.logMean(x, y, gradient);
      return new Mean(mean, Way.EXACT, 0);
    }
    if (gradient != null) {
      float[] all = x == y ? found.means.ownGradient() : found.means.gradient();
      System.arraycopy(all, 0, gradient, 0, all.length);
    }
    return new Mean(found.means.logMean(), found.way, found.error);
  }

  /**
   * Each point's mean kernel over another sample.
   *
   * @param x [n, dimension]
   * @param y [m, dimension]; may be x itself
   * @param pulls whether a gradient will be wanted
   */
  public Rows rows(Points x, Points y, boolean pulls) {
    Rows found = approximate(x, y, pulls);
    return found == null ? new Rows(exact.rows(0, x, y, pulls), Way.EXACT, 0) : found;
  }

  /** null: every pair has to be visited. */
  private @Nullable Rows approximate(Points x, Points y, boolean pulls) {
    if (x.dimension() != y.dimension()) {
      throw new IllegalArgumentException(
          "Expected samples of one dimension, got %d and %d"
              .formatted(x.dimension(), y.dimension()));
    }
    double every = PAIR * x.size() * y.size();
    if (x.dimension() > MOST_DIMENSIONS || x.size() <= CHECKED) {
      return null;
    }
    Columns.Box box = Columns.of(x).box().and(Columns.of(y).box());
    Window first = first(pulls);
    double cells = GaussianGrid.cells(first, bandwidth, box);
    double smoothing = smoothing(first, x, cells);
    double grid = laying(first, x, y, pulls) + smoothing;
    Rows found = null;
    if (cells > MOST_CELLS || smoothing > grid / 2) {
      found = near(x, y, pulls, box, Math.min(every / 2, cells > MOST_CELLS ? every : grid));
    }
    if (found == null && cells <= MOST_CELLS && grid < every) {
      found = grid(x, y, pulls, box);
    }
    return found;
  }

  /** The quickest window that is thought to keep the tolerance. */
  private Window first(boolean pulls) {
    for (Window window : Window.LADDER) {
      if ((pulls ? 8 * window.slopeError : 2 * window.error) <= tolerance) {
        return window;
      }
    }
    return Window.LADDER.get(Window.LADDER.size() - 1);
  }

  /** What laying points on a grid and reading them off costs. */
  private double laying(Window window, Points x, Points y, boolean pulls) {
    double under = 20 + Math.pow(window.width, x.dimension());
    return under * (y.size() + (pulls ? 2.0 : 1.0) * x.size());
  }

  private double smoothing(Window window, Points x, double cells) {
    return SMOOTHING * x.dimension() * (2 * window.stencil.length - 1) * cells;
  }

  /** By ever finer grids; null: none keeps the tolerance in the room there is. */
  private @Nullable Rows grid(Points x, Points y, boolean pulls, Columns.Box box) {
    List<Window> ladder = Window.LADDER;
    for (Window window : ladder.subList(ladder.indexOf(first(pulls)), ladder.size())) {
      if (GaussianGrid.cells(window, bandwidth, box) > MOST_CELLS) {
        return null;
      }
      Rows found = grid(window, x, y, pulls, box);
      if (found.error <= tolerance) {
        return found;
      }
    }
    return null;
  }

  private Rows grid(Window window, Points x, Points y, boolean pulls, Columns.Box box) {
    GaussianGrid grid = new GaussianGrid(window, bandwidth, box, threads);
    GaussianGrid.Order laid = grid.order(y);
    grid.fill(laid);
    double[] sums = new double[x.size()];
    double[] slopes = pulls ? new double[x.values().length] : new double[0];
    grid.read(x == y ? laid : grid.order(x), sums, pulls ? slopes : null);
    // d sum / dx = -pull / h^2
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] *= -bandwidth * bandwidth;
    }
    return checked(Way.GRID, x, y, sums, slopes);
  }

  /** By ever farther pairs; null: those are too many. */
  private @Nullable Rows near(Points x, Points y, boolean pulls, Columns.Box box, double most) {
    for (double left = tolerance / 100; left > 1e-30; left *= left) {
      double reach = bandwidth * Math.sqrt(-2 * Math.log(left));
      NearPairs near = new NearPairs(GaussianSums.FASTEST, bandwidth, reach, x, y, box, threads);
      if (PAIR * near.count() > most) {
        return null;
      }
      double[] sums = new double[x.size()];
      double[] found = pulls ? new double[x.values().length] : new double[0];
      near.add(sums, found);
      Rows checked = checked(Way.NEAR, x, y, sums, found);
      if (checked.error <= tolerance) {
        return checked;
      }
    }
    return null;
  }

  /**
   * Compares with exact rows.
   *
   * @param sums [points] of kernels
   * @param pulls [points, dimension] sums of kernel (x - y); of length 0 where not wanted
   */
  private Rows checked(Way way, Points x, Points y, double[] sums, double[] pulls) {
    int dimension = x.dimension();
    int[] rows = spread(x.size());
    GaussianSums reference =
        tolerance < LEAST_OF_FLOAT ? GaussianSums.scalar(bandwidth, threads) : exact;
    RowMeans right = reference.rows(0, x.select(rows), y, pulls.length > 0);
    Off values = new Off();
    Off slopes = new Off();
    for (int k = 0; k < rows.length; k++) {
      double sum = Math.exp(right.logs()[k]) * y.size();
      values.add(sums[rows[k]], sum);
      for (int d = 0; pulls.length > 0 && d < dimension; d++) {
        slopes.add(pulls[rows[k] * dimension + d], sum * right.pulls()[k * dimension + d]);
      }
    }
    double least = Math.max(Double.MIN_NORMAL, values.absolute());
    double[] logs = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      double sum = Math.max(sums[i], least);
      logs[i] = Math.min(0, Math.log(sum / y.size()));
      for (int d = 0; pulls.length > 0 && d < dimension; d++) {
        pulls[i * dimension + d] /= sum;
      }
    }
    return new Rows(
        new RowMeans(0, dimension, bandwidth, logs, pulls),
        way,
        Math.max(values.relative(), pulls.length > 0 ? slopes.relative() : 0));
  }

  /** Rows spread evenly, in their order. */
  private static int[] spread(int rows) {
    int count = Math.min(rows, CHECKED);
    int[] spread = new int[count];
    Arrays.setAll(spread, k -> (int) ((k + 0.5) * rows / count));
    return spread;
  }

  /** How far values are off. */
  private static final class Off {
    private double off;
    private double right;
    private int count;

    void add(double found, double expected) {
      off += (found - expected) * (found - expected);
      right += expected * expected;
      count++;
    }

    /** Root mean square. */
    double absolute() {
      return Math.sqrt(off / Math.max(1, count));
    }

    /** NaN or infinite, and so within no tolerance, where nothing but 0 would be right. */
    double relative() {
      return Math.sqrt(off / right);
    }
  }
}
