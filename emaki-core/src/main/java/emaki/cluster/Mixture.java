package emaki.cluster;

import emaki.data.InputException;
import emaki.kernel.Points;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * A mixture of k Gaussians, each with a covariance of its own, fitted by expectation-maximisation
 * (Dempster, Laird and Rubin 1977) from given clusters, until the mean log-likelihood rises by less
 * than a tolerance. A millionth of the coordinates' mean variance is added to the diagonal of each
 * covariance, so that none collapses. Sums are added in a fixed order: no bit depends on the
 * threads.
 */
final class Mixture {
  /*
   * Cost: k d^2 multiply-adds a point and iteration. Points are taken from their mean, so that second moments about it
   * keep their digits; each slice of points has its own moments, and there are few. Densities are taken of a block of
   * points at once, a coordinate after the other, for the compiler to add up several points at a time.
   */
  private static final int BLOCK = 128;

  private static final int MOST_SLICES = 16;

  private static final int LEAST_SLICE = 256;
  private static final double RIDGE = 1e-6;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final int k;
  private final int d;
  private final int threads;
  private final double[] origin;
  private final double ridge;
  private final Gaussian[] gaussians;
  private double logLikelihood = Double.NEGATIVE_INFINITY;

  private Mixture(Points points, int k, int threads) {
    this.k = k;
    this.d = points.dimension();
    this.threads = threads;
    this.origin = new double[d];
    float[] values = points.values();
    for (int i = 0; i < values.length; i++) {
      origin[i % d] += values[i] / (double) points.size();
    }
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      variance += Math.pow(values[i] - origin[i % d], 2) / values.length;
    }
    this.ridge = RIDGE * variance;
    this.gaussians = new Gaussian[k];
  }

  /**
   * Fits a mixture.
   *
   * @param labels first clusters, from 0 to k - 1, each with a point or more
   * @param tolerance rise of the mean log-likelihood, in nats, that ends the fit
   * @param iterations upper bound
   */
  static Mixture fit(
      Points points, int[] labels, int k, double tolerance, int iterations, int threads) {
    requireRoom(points, k);
    Mixture mixture = new Mixture(points, k, threads);
    double[] shares = new double[Math.multiplyExact(labels.length, k)];
    for (int i = 0; i < labels.length; i++) {
      shares[i * k + labels[i]] = 1;
    }
    mixture.maximise(points, shares);
    double before;
    int iteration = 0;
    do {
      before = mixture.logLikelihood;
      mixture.logLikelihood = mixture.shares(points, shares);
      mixture.maximise(points, shares);
    } while (++iteration < iterations && !(mixture.logLikelihood - before < tolerance));
    mixture.logLikelihood = mixture.shares(points, shares);
    return mixture;
  }

  /** The mean over the points fitted of the logarithm of the density, in nats. */
  double logLikelihood() {
    return logLikelihood;
  }

  /** Numbers that were fitted: weights, means and covariances. */
  long parameters() {
    return k - 1 + (long) k * d + (long) k * d * (d + 1) / 2;
  }

  /** The weight of each Gaussian, together 1. */
  double[] weights() {
    return Arrays.stream(gaussians).mapToDouble(Gaussian::weight).toArray();
  }

  /** The mean of a Gaussian, [d]. */
  double[] mean(int component) {
    double[] mean = gaussians[component].mean.clone();
    for (int a = 0; a < d; a++) {
      mean[a] += origin[a];
    }
    return mean;
  }

  /** The probabilities with which points are each Gaussian's, [m, k]. */
  double[] shares(Points points) {
    double[] shares = new double[Math.multiplyExact(points.size(), k)];
    shares(points, shares);
    return shares;
  }

  /**
   * The Gaussian to which each point belongs most probably, [m].
   *
   * @param shares of the points, [m, k]
   */
  int[] labels(double[] shares) {
    int[] labels = new int[shares.length / k];
    for (int i = 0; i < labels.length; i++) {
      for (int c = 1; c < k; c++) {
        labels[i] = shares[i * k + c] > shares[i * k + labels[i]] ? c : labels[i];
      }
    }
    return labels;
  }

  /** The expectation: returns the mean log-density. */
  private double shares(Points points, double[] shares) {
    Slices slices = sliced(points);
    double[] sums = new double[slices.count()];
    slices.each(
        slice -> {
          Block block = new Block(d);
          int end = slices.start(slice + 1);
          for (int start = slices.start(slice); start < end; start += BLOCK) {
            int count = Math.min(BLOCK, end - start);
            take(points, start, count, block);
            for (int c = 0; c < k; c++) {
              gaussians[c].logDensities(block);
              for (int i = 0; i < count; i++) {
                shares[(start + i) * k + c] = block.logDensities[i];
              }
            }
            for (int i = start; i < start + count; i++) {
              sums[slice] += normalise(shares, i * k);
            }
          }
        });
    return Arrays.stream(sums).sum() / points.size();
  }

  /** Of one point; returns the logarithm of its density, whose largest term is taken out. */
  private double normalise(double[] shares, int at) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      greatest = Math.max(greatest, shares[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < k; c++) {
      shares[at + c] = Math.exp(shares[at + c] - greatest);
      sum += shares[at + c];
    }
    for (int c = 0; c < k; c++) {
      shares[at + c] /= sum;
    }
    return greatest + Math.log(sum);
  }

  /** Where there are fewer points than a block has room for, the rest is whatever it was. */
  private void take(Points points, int start, int count, Block block) {
    for (int i = 0; i < count; i++) {
      for (int a = 0; a < d; a++) {
        block.points[a * BLOCK + i] = points.values()[(start + i) * d + a] - origin[a];
      }
    }
  }

  /**
   * Checks that there is memory to fit so many.
   *
   * @throws InputException where there is not
   */
  static void requireRoom(Points points, int k) {
    String what = "‹method› mixture:k=" + k;
    long shares = (long) points.size() * k;
    Room.requireArray(what + ", shares of points", shares, "lower ‹k›");
    double d = points.dimension();
    double moments = slices(points) * k * (1 + d + d * d);
    double gaussians = 2 * k * (1 + d + d * d);
    Room.require(
        what, Double.BYTES * (moments + gaussians + 2.0 * shares), "lower ‹k›, or use kmeans");
  }

  private static int slices(Points points) {
    return Math.max(1, Math.min(MOST_SLICES, points.size() / LEAST_SLICE));
  }

  private Slices sliced(Points points) {
    return new Slices(points.size(), slices(points), threads);
  }

  private void centre(Points points, int i, double[] point) {
    for (int a = 0; a < d; a++) {
      point[a] = points.values()[i * d + a] - origin[a];
    }
  }

  /** The maximisation: each Gaussian gets the moments of its shares of the points. */
  private void maximise(Points points, double[] shares) {
    Slices slices = sliced(points);
    double[][][] moments = new double[slices.count()][k][1 + d + d * d];
    slices.each(
        slice -> {
          double[] point = new double[d];
          for (int i = slices.start(slice); i < slices.start(slice + 1); i++) {
            centre(points, i, point);
            for (int c = 0; c < k; c++) {
              add(shares[i * k + c], point, moments[slice][c]);
            }
          }
        });
    for (int c = 0; c < k; c++) {
      double[] sum = moments[0][c];
      for (int slice = 1; slice < slices.count(); slice++) {
        for (int m = 0; m < sum.length; m++) {
          sum[m] += moments[slice][c][m];
        }
      }
      gaussians[c] = Gaussian.of(sum, d, points.size(), ridge);
    }
  }

  /** Weight, weighted sum, and the weighted products' lower triangle. */
  private void add(double share, double[] point, double[] moments) {
    if (share == 0) {
      return;
    }
    moments[0] += share;
    for (int a = 0; a < d; a++) {
      double weighted = share * point[a];
      moments[1 + a] += weighted;
      int row = 1 + d + a * d;
      for (int b = 0; b <= a; b++) {
        moments[row + b] += weighted * point[b];
      }
    }
  }

  /**
   * One of them.
   *
   * @param weight its share of all points
   * @param mean from the points' mean
   * @param whiten row-major [d, d], lower triangular: the inverse of the covariance's Cholesky
   *     factor
   * @param peak log-density at the mean, weight included
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Gaussian(double weight, double[] mean, double[] whiten, double peak) {
    static Gaussian of(double[] moments, int d, int n, double ridge) {
      // An empty one keeps a finite mean, and no weight to speak of.
      double total = moments[0] + 10 * Math.ulp(1.0);
      double[] mean = new double[d];
      for (int a = 0; a < d; a++) {
        mean[a] = moments[1 + a] / total;
      }
      DMatrixRMaj covariance = new DMatrixRMaj(d, d);
      for (int a = 0; a < d; a++) {
        for (int b = 0; b <= a; b++) {
          double value = moments[1 + d + a * d + b] / total - mean[a] * mean[b];
          covariance.set(a, b, value);
          covariance.set(b, a, value);
        }
        covariance.add(a, a, ridge);
      }
      double[] whiten = inverseFactor(covariance);
      double peak = Math.log(total / n) - d * LOG_TWO_PI / 2;
      for (int a = 0; a < d; a++) {
        peak += Math.log(whiten[a * d + a]);
      }
      return new Gaussian(total / n, mean, whiten, peak);
    }

    /** The logarithms of weight and density at a block's points. */
    void logDensities(Block block) {
      int d = mean.length;
      for (int a = 0; a < d; a++) {
        subtract(block.points, mean[a], block.differences, a * BLOCK);
      }
      Arrays.fill(block.logDensities, peak);
      for (int a = 0; a < d; a++) {
        Arrays.fill(block.white, 0);
        int b = 0;
        for (; b + 3 <= a; b += 4) {
          addFour(block.differences, b * BLOCK, whiten, a * d + b, block.white);
        }
        for (; b <= a; b++) {
          add(block.differences, b * BLOCK, whiten[a * d + b], block.white);
        }
        for (int i = 0; i < BLOCK; i++) {
          block.logDensities[i] -= block.white[i] * block.white[i] / 2;
        }
      }
    }

    private static void subtract(double[] from, double what, double[] to, int at) {
      for (int i = at; i < at + BLOCK; i++) {
        to[i] = from[i] - what;
      }
    }

    private static void add(double[] from, int at, double factor, double[] to) {
      for (int i = 0; i < BLOCK; i++) {
        to[i] += factor * from[at + i];
      }
    }

    /** As {@link #add} four times, with the sums written once. */
    private static void addFour(double[] from, int at, double[] factors, int first, double[] to) {
      double f0 = factors[first];
      double f1 = factors[first + 1];
      double f2 = factors[first + 2];
      double f3 = factors[first + 3];
      for (int i = 0; i < BLOCK; i++) {
        to[i] +=
            f0 * from[at + i]
                + f1 * from[at + BLOCK + i]
                + f2 * from[at + 2 * BLOCK + i]
                + f3 * from[at + 3 * BLOCK + i];
      }
    }

    private static double[] inverseFactor(DMatrixRMaj covariance) {
      int d = covariance.numRows;
      CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
      if (!cholesky.decompose(covariance)) {
        throw new InputException(
            "‹method› mixture",
            "the points of a cluster lie in fewer than their " + d + " dimensions",
            "lower ‹k›, or use another method");
      }
      DMatrixRMaj factor = cholesky.getT(null);
      double[] inverse = new double[d * d];
      for (int column = 0; column < d; column++) {
        for (int a = column; a < d; a++) {
          double rest = a == column ? 1 : 0;
          for (int b = column; b < a; b++) {
            rest -= factor.get(a, b) * inverse[b * d + column];
          }
          inverse[a * d + column] = rest / factor.get(a, a);
        }
      }
      return inverse;
    }
  }

  /** Scratch of one thread: points and what is left of them without a mean, [d, BLOCK] each. */
  private static final class Block {
    private final double[] points;
    private final double[] differences;
    private final double[] white = new double[BLOCK];
    private final double[] logDensities = new double[BLOCK];

    private Block(int d) {
      points = new double[d * BLOCK];
      differences = new double[d * BLOCK];
    }
  }
}
