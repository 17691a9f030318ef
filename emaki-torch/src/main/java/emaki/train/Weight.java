package emaki.train;

/**
 * The weight lambda of a divergence beside a reconstruction error: a number, or a share of the
 * error as it is.
 *
 * <p>By a share, a step along error + lambda * divergence, lambda held still, is one along
 * log(error) + share * divergence, times the error. So what is minimised is that sum, which is the
 * same in any unit of the error, and bounded as the error is. log(error) is, besides constants and
 * in nats of a pixel, the negative log-likelihood of a Gaussian decoder whose variance is the best
 * one (Rybkin, Daniilidis and Levine, 2021, "Simple and effective VAE training with calibrated
 * decoders", eq. 5).
 *
 * @param value lambda, or the share, at least 0
 * @param ofError whether it is the share
 */
public record Weight(double value, boolean ofError) {
  /** Errors below it count as it: a perfect reconstruction must not end the pull to the prior. */
  private static final double LEAST_ERROR = 1e-6;

  /** Trainings of up to so many steps have the share as it is given. */
  private static final int SHORT = 2100;

  /** What a longer training multiplies the weight with at most. */
  private static final double MOST = 2.5;

  public Weight {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("Expected a weight of 0 or more, got " + value);
    }
  }

  /** A share of the error. */
  public static Weight ofError(double share) {
    return new Weight(share, true);
  }

  /**
   * A share of the error in proportion to the length of the training, within bounds: the longer a
   * network learns, the less of its reconstruction a shape costs.
   *
   * @param share of a training of up to {@value #SHORT} steps, such as {@link
   *     emaki.divergence.Divergence#weight}; a long one's is up to {@value #MOST} times that
   * @param steps of the whole training
   */
  public static Weight ofError(double share, long steps) {
    return ofError(share * Math.min(Math.max(1, (double) steps / SHORT), MOST));
  }

  /** One number. */
  public static Weight of(double lambda) {
    return new Weight(lambda, false);
  }

  /** Lambda beside an error of this size. */
  public double lambda(double error) {
    return ofError ? value * Math.max(error, LEAST_ERROR) : value;
  }

  /**
   * What is minimised, measured alike whatever lambda was in the epoch: by a number error + lambda
   * * divergence, by a share log(error) + share * divergence.
   */
  public double score(double error, double divergence) {
    return (ofError ? Math.log(Math.max(error, LEAST_ERROR)) : error) + value * divergence;
  }
}
