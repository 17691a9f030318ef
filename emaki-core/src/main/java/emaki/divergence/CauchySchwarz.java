package emaki.divergence;

import com.google.auto.service.AutoService;
import emaki.data.InputException;
import emaki.kernel.GaussianSums;
import emaki.part.PartOptions;
import emaki.prior.Prior;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Cauchy-Schwarz divergence of two samples under Parzen windows, in nats:
 *
 * <p>CSD(X || Y) = log( V(X) V(Y) / V(X, Y)^2 ) = 2 H(X, Y) - H(X) - H(Y)
 *
 * <p>(Principe, 2010, eq. 2.69; Santana, Emigh and Principe, 2016, eq. 7), the parts as in {@link
 * ParzenEntropy}. At least 0, and 0 for a sample with itself. Two samples of one distribution are
 * not 0 apart: V(X) and V(Y) hold their own diagonals, so there is a floor that falls with the
 * sample size.
 *
 * <p>Each log V, its constant left out, is right to about 2e-6, and to 2e-6 of itself where sigma
 * is far above the data. There the divergence tends to |mean of X - mean of Y|^2 / (2 sigma^2), of
 * which five digits are kept for any sigma; where the means agree as well, rounding is all that is
 * left. No value or gradient is ever NaN or infinite.
 *
 * <p>Where the prior's density is a mixture of round normal distributions, V(X, Y) and V(Y) can be
 * taken in expectation, in closed form: value and gradient are then without the noise of a sample,
 * and cost a term a point and component ({@link #exact}). V(X) stays the points' own.
 *
 * <p>A step of training takes V(X, Y) over points of the prior that are spread evenly, with less
 * noise than independent ones have, where the width falls or where {@code prior=even} asks for it.
 */
public final class CauchySchwarz implements Divergence {
  private static final String NAME = "cauchy-schwarz";

  private final KernelWidth width;
  private final Drawn drawn;
  private final int threads;

  /** What of a prior training compares with. */
  private enum Drawn {
    /** Independent points while the width is one, as the study has it; even ones where it falls. */
    AUTO,
    /** Independent points. */
    SAMPLED,
    /** Points as {@link Prior#even} has them. */
    EVEN,
    /** Its density. */
    EXACT;

    String option() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param width of a Parzen window, sigma: pairs see exp(-d^2 / (4 sigma^2))
   * @param threads at most so many at a time
   */
  public CauchySchwarz(KernelWidth width, int threads) {
    this(width, Drawn.AUTO, threads);
  }

  private CauchySchwarz(KernelWidth width, Drawn drawn, int threads) {
    this.width = width;
    this.drawn = drawn;
    this.threads = threads;
  }

  /**
   * @param sigma width of a Parzen window: pairs see exp(-d^2 / (4 sigma^2))
   * @param threads at most so many at a time
   */
  public CauchySchwarz(double sigma, int threads) {
    this(KernelWidth.of(sigma), threads);
  }

  /**
   * The divergence from a prior in closed form, with V(X, Y) and V(Y) as they are in expectation
   * over as many points of the prior as there are of the latents. Its cross term, and so its
   * gradient, is that of ever larger samples. It is asked of priors that have {@link
   * Prior#components}.
   *
   * @param width of a Parzen window, sigma: pairs see exp(-d^2 / (4 sigma^2))
   * @param threads at most so many at a time
   */
  public static CauchySchwarz exact(KernelWidth width, int threads) {
    return new CauchySchwarz(width, Drawn.EXACT, threads);
  }

  /**
   * The divergence and what it is made of, in nats.
   *
   * @param divergence 2 crossEntropy - entropy - priorEntropy, at least 0; more exact than those
   *     three
   * @param entropy H(X), of the first sample
   * @param crossEntropy H(X, Y)
   * @param priorEntropy H(Y), of the second sample
   */
  public record Terms(
      double divergence, double entropy, double crossEntropy, double priorEntropy) {}

  @Override
  public String spec() {
    return drawn == Drawn.AUTO ? NAME : NAME + ":prior=" + drawn.option();
  }

  /**
   * The entropy of the points, which descent raises, and the cross-entropy, which it lowers; the
   * width, where it changes.
   */
  @Override
  public List<String> parts() {
    return width.falls()
        ? List.of("entropy", "cross_entropy", "sigma")
        : List.of("entropy", "cross_entropy");
  }

  @Override
  public void requireTakes(Prior prior) {
    if (drawn == Drawn.EXACT && prior.components().isEmpty()) {
      throw InputException.setting(
          "divergence",
          spec(),
          "%s has no closed form".formatted(prior.spec()),
          "try ‹divergence› %s, or ‹prior› gaussian or gaussian-mixture".formatted(NAME));
    }
  }

  /** By a sample of the prior, as its floor is. */
  @Override
  public Divergence reported() {
    return drawn == Drawn.EXACT ? new CauchySchwarz(width, threads) : this;
  }

  /** Since its width is the last. */
  @Override
  public double settled() {
    return width.falls() ? KernelWidth.FALLING : 0;
  }

  /** The divergence of points from as many points of the prior. */
  @Override
  public Measurement of(
      float[] points,
      Prior prior,
      RandomGenerator random,
      double share,
      float @Nullable [] gradient) {
    int k = prior.dimension();
    double sigma = width.at(share);
    return measured(
        drawn == Drawn.EXACT
            ? fromMixture(points, prior, sigma, gradient)
            : between(points, prior.sample(points.length / k, random), k, sigma, gradient),
        sigma);
  }

  /** By even points, but for V(Y), which training does not move: it stands beside the floor. */
  @Override
  public Measurement step(
      float[] points,
      Prior prior,
      RandomGenerator random,
      double share,
      float @Nullable [] gradient) {
    if (drawn != Drawn.EVEN && !(drawn == Drawn.AUTO && width.falls())) {
      return of(points, prior, random, share, gradient);
    }
    int k = prior.dimension();
    double sigma = width.at(share);
    int n = points.length / k;
    float[] even = prior.even(n, random);
    float[] independent = prior.sample(n, random);
    return measured(between(points, even, independent, k, sigma, gradient), sigma);
  }

  private Measurement measured(Terms terms, double sigma) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("entropy", terms.entropy());
    parts.put("cross_entropy", terms.crossEntropy());
    if (width.falls()) {
      parts.put("sigma", sigma);
    }
    return new Measurement(terms.divergence(), parts);
  }

  /**
   * The divergence of two samples by the last width, row-major [n, dimension] and [m, dimension].
   */
  public Terms between(float[] x, float[] y, int dimension) {
    return between(x, y, dimension, null);
  }

  /**
   * The divergence of two samples and its exact gradient with respect to the first.
   *
   * @param gradient receives d divergence / dx, row-major [n, dimension]; null: not wanted
   */
  public Terms between(float[] x, float[] y, int dimension, float @Nullable [] gradient) {
    return between(x, y, dimension, width.last(), gradient);
  }

  private Terms between(
      float[] x, float[] y, int dimension, double sigma, float @Nullable [] gradient) {
    return between(x, y, y, dimension, sigma, gradient);
  }

  /**
   * The same by two samples of the second distribution.
   *
   * @param y of the cross term
   * @param own of V(Y)
   */
  private Terms between(
      float[] x, float[] y, float[] own, int dimension, double sigma, float @Nullable [] gradient) {
    ParzenEntropy entropy = new ParzenEntropy(sigma, threads);
    GaussianSums sums = entropy.sums();
    double logY = sums.logMean(own, dimension, null);
    double logXy = sums.logMean(x, y, dimension, gradient);
    return terms(entropy, x, dimension, logY, logXy, gradient);
  }

  private Terms fromMixture(float[] x, Prior prior, double sigma, float @Nullable [] gradient) {
    requireTakes(prior);
    int k = prior.dimension();
    MixtureMeans means = new MixtureMeans(prior.components(), k, sigma, threads);
    double logY = means.logMean(x.length / k);
    double logXy = means.logMean(x, gradient);
    return terms(new ParzenEntropy(sigma, threads), x, k, logY, logXy, gradient);
  }

  /**
   * What the means come to.
   *
   * @param gradient holds that of logXy, receives that of the divergence; null: not wanted
   */
  private static Terms terms(
      ParzenEntropy entropy,
      float[] x,
      int dimension,
      double logY,
      double logXy,
      float @Nullable [] gradient) {
    float[] own = gradient == null ? null : new float[gradient.length];
    double logX = entropy.sums().logMean(x, dimension, own);
    if (gradient != null && own != null) {
      for (int i = 0; i < gradient.length; i++) {
        double slope = own[i] - 2.0 * gradient[i];
        gradient[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, slope));
      }
    }
    // The constants of the windows cancel, and are left out: beside tens of nats a double keeps
    // nothing of a divergence of 1e-16. The inequality holds exactly; rounding may leave a hair.
    double norm = entropy.logNorm(dimension);
    return new Terms(Math.max(0, logX + logY - 2 * logXy), norm - logX, norm - logXy, norm - logY);
  }

  /** By name. */
  @AutoService(DivergencePart.class)
  public static final class Part implements DivergencePart {
    @Override
    public String usage() {
      return NAME + ":prior=" + Drawn.AUTO.option();
    }

    @Override
    public Divergence make(PartOptions options, Setting setting) {
      String prior = options.text("prior", Drawn.AUTO.option());
      for (Drawn drawn : Drawn.values()) {
        if (drawn.option().equals(prior)) {
          return new CauchySchwarz(setting.width(), drawn, setting.threads());
        }
      }
      String all =
          Arrays.stream(Drawn.values()).map(Drawn::option).collect(Collectors.joining(", "));
      throw options.fault("prior=%s is none of %s".formatted(prior, all), "write " + usage());
    }
  }
}
