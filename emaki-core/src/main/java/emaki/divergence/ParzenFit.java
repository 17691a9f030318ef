package emaki.divergence;

import emaki.data.Streams;
import emaki.kernel.FastGaussianSums;
import emaki.kernel.Points;
import emaki.prior.Prior;
import java.util.function.DoubleFunction;

/**
 * How far all points there are lie from a prior, under Parzen windows: the Cauchy-Schwarz
 * divergence as in {@link CauchySchwarz}, of any number of points, as no batch of training can tell
 * it.
 *
 * <p>The windows are as wide as Silverman's rule has it for a normal sample (Silverman, 1986,
 * Density Estimation for Statistics and Data Analysis, eq. 4.14), by the prior's own radius: the
 * same for every run with that prior and as many points. Sums are to a tolerance ({@link
 * FastGaussianSums}); in up to three dimensions time grows in proportion to the points, beyond that
 * with their square.
 *
 * @param points how many there are, and were drawn from the prior
 * @param sigma of a Parzen window
 * @param divergence of the points from the prior's, in nats; at least 0
 * @param floor of other points of the prior, as many
 * @param entropy of the points: Renyi's quadratic entropy, in nats
 * @param priorEntropy of the prior's
 * @param error of the sums, as {@link FastGaussianSums.Mean#error}: of rows; entropies are mostly
 *     off by far less
 */
public record ParzenFit(
    int points,
    double sigma,
    double divergence,
    double floor,
    double entropy,
    double priorEntropy,
    double error) {
  private static final double TOLERANCE = 1e-4;

  /** Means of a kernel over all pairs of two samples, or of one with itself where they are one. */
  @FunctionalInterface
  public interface Sums {
    /** log of the mean, with how far it may be off. */
    FastGaussianSums.Mean logMean(Points x, Points y);
  }

  /**
   * Of some points.
   *
   * @param points [n, the prior's dimension]
   * @param seed of the streams "parzen-..."
   * @param threads at most so many at a time; the figures do not depend on it
   */
  public static ParzenFit of(Points points, Prior prior, long seed, int threads) {
    return of(
        points,
        prior,
        seed,
        bandwidth -> {
          FastGaussianSums sums = new FastGaussianSums(bandwidth, TOLERANCE, threads);
          return (x, y) -> sums.logMean(x, y, null);
        });
  }

  /**
   * The same by sums that somebody else finds.
   *
   * @param sums for a kernel's bandwidth h, of exp(-|x - y|^2 / (2 h^2))
   */
  public static ParzenFit of(Points points, Prior prior, long seed, DoubleFunction<Sums> sums) {
    int n = points.size();
    int k = prior.dimension();
    Points shape = sample(prior, n, seed, 0);
    double sigma = Scale.silverman(shape.values(), k);
    Logs logs = new Logs(sums.apply(sigma * Math.sqrt(2)));
    double own = logs.of(shape, shape);
    double others = logs.of(points, points);
    double cross = logs.of(points, shape);
    Points again = sample(prior, n, seed, 1);
    double floor = own + logs.of(again, again) - 2 * logs.of(again, shape);
    double norm = new ParzenEntropy(sigma, 1).logNorm(k);
    return new ParzenFit(
        n,
        sigma,
        Math.max(0, own + others - 2 * cross),
        Math.max(0, floor),
        norm - others,
        norm - own,
        logs.error);
  }

  private static Points sample(Prior prior, int n, long seed, int which) {
    return new Points(prior.sample(n, Streams.of(seed, "parzen-prior", which)), prior.dimension());
  }

  /** Logarithms of means, and the largest error that one of them has. */
  private static final class Logs {
    private final Sums sums;
    private double error;

    Logs(Sums sums) {
      this.sums = sums;
    }

    double of(Points x, Points y) {
      FastGaussianSums.Mean mean = sums.logMean(x, y);
      error = Math.max(error, mean.error());
      return mean.logMean();
    }
  }
}
