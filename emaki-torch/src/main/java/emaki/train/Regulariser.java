package emaki.train;

import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.prior.Prior;
import java.util.Arrays;

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
   * The divergence of validation latents: the mean over whole chunks of one batch, since a smaller
   * chunk has another floor. The same chunk meets the same prior sample in every epoch.
   *
   * @param latents row-major [n, dimension of the prior]
   * @param batch points in a chunk; fewer points than that are one chunk
   */
  CauchySchwarz.Terms validate(float[] latents, int batch) {
    int k = prior.dimension();
    int size = Math.min(batch, latents.length / k);
    int chunks = latents.length / k / size;
    double[] sums = new double[4];
    for (int chunk = 0; chunk < chunks; chunk++) {
      float[] part = Arrays.copyOfRange(latents, chunk * size * k, (chunk + 1) * size * k);
      CauchySchwarz.Terms terms =
          divergence.between(part, sample(part, "prior-validation", chunk), k);
      sums[0] += terms.divergence();
      sums[1] += terms.entropy();
      sums[2] += terms.crossEntropy();
      sums[3] += terms.priorEntropy();
    }
    return new CauchySchwarz.Terms(
        sums[0] / chunks, sums[1] / chunks, sums[2] / chunks, sums[3] / chunks);
  }

  private float[] sample(float[] latents, String stream, long index) {
    return prior.sample(latents.length / prior.dimension(), Streams.of(seed, stream, index));
  }
}
