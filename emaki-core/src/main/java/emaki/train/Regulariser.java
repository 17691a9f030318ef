package emaki.train;

import emaki.data.Streams;
import emaki.itl.CauchySchwarz;
import emaki.prior.Prior;

/**
 * Draws latents towards a prior: lambda times the Cauchy-Schwarz divergence between a batch's
 * latents and a fresh sample of the prior of the same size (Santana, Emigh and Principe, 2016,
 * arXiv 1603.06653, eq. 8).
 */
public final class Regulariser {
  private final Prior prior;
  private final CauchySchwarz divergence;
  private final double lambda;
  private final long seed;

  /**
   * @param sigma width of the Parzen kernel, above 0
   * @param lambda weight of the divergence in the loss, at least 0
   * @param seed of the prior's streams
   * @param threads of the pairwise kernels
   */
  public Regulariser(Prior prior, double sigma, double lambda, long seed, int threads) {
    this.prior = prior;
    this.divergence = new CauchySchwarz(sigma, threads);
    this.lambda = lambda;
    this.seed = seed;
  }

  /** The weight of the divergence in the loss. */
  public double lambda() {
    return lambda;
  }

  /**
   * The divergence of a training batch and its gradient.
   *
   * @param latents row-major [n, dimension of the prior]
   * @param step of training: names the prior sample
   * @param gradient receives d divergence / d latents, without lambda
   */
  public CauchySchwarz.Terms step(float[] latents, long step, float[] gradient) {
    return divergence.between(latents, sample(latents, "prior", step), prior.dimension(), gradient);
  }

  /**
   * The divergence of a validation chunk; the same chunk meets the same prior sample in every
   * epoch.
   */
  CauchySchwarz.Terms validate(float[] latents, int chunk) {
    return divergence.between(
        latents, sample(latents, "prior-validation", chunk), prior.dimension());
  }

  private float[] sample(float[] latents, String stream, long index) {
    return prior.sample(latents.length / prior.dimension(), Streams.of(seed, stream, index));
  }
}
