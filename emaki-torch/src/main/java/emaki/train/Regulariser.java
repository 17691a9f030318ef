package emaki.train;

import emaki.data.Streams;
import emaki.divergence.Divergence;
import emaki.prior.Prior;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws latents towards a prior: lambda times the divergence of a batch's latents from it (Santana,
 * Emigh and Principe, 2016, arXiv 1603.06653, eq. 8, with any divergence in the place of theirs).
 */
public final class Regulariser {
  private final Prior prior;
  private final Divergence divergence;
  private final Weight weight;
  private final long seed;

  /**
   * @param weight of the divergence in the loss
   * @param seed of the streams "prior" and "prior-validation"
   */
  public Regulariser(Prior prior, Divergence divergence, Weight weight, long seed) {
    this.prior = prior;
    this.divergence = divergence;
    this.weight = weight;
    this.seed = seed;
  }

  /**
   * @param lambda weight of the divergence in the loss, at least 0
   * @param seed of the streams "prior" and "prior-validation"
   */
  public Regulariser(Prior prior, Divergence divergence, double lambda, long seed) {
    this(prior, divergence, Weight.of(lambda), seed);
  }

  /** The weight of the divergence in the loss. */
  public Weight weight() {
    return weight;
  }

  /** Share of the training from which on the divergence no longer changes. */
  public double settled() {
    return divergence.settled();
  }

  /** Names of what the divergence tells besides its value. */
  public List<String> parts() {
    return divergence.parts();
  }

  /**
   * The divergence of a training batch and its gradient.
   *
   * @param latents row-major [n, dimension of the prior]
   * @param step of training, from 1: names the random stream
   * @param share of training that is done, in [0, 1]
   * @param gradient receives d divergence / d latents, without lambda
   */
  public Divergence.Measurement step(float[] latents, long step, double share, float[] gradient) {
    return divergence.step(latents, prior, Streams.of(seed, "prior", step), share, gradient);
  }

  /**
   * The divergence of validation latents: the mean over whole chunks of one batch, since a smaller
   * chunk has another floor. The same chunk meets the same random stream in every epoch, and the
   * divergence as records tell it and as it is when training ends, so that epochs can be compared.
   *
   * @param latents row-major [n, dimension of the prior]
   * @param batch points in a chunk; fewer points than that are one chunk
   */
  public Divergence.Measurement validate(float[] latents, int batch) {
    int k = prior.dimension();
    int size = Math.min(batch, latents.length / k);
    int chunks = latents.length / k / size;
    Divergence reported = divergence.reported();
    double sum = 0;
    Map<String, Double> parts = new LinkedHashMap<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      float[] part = Arrays.copyOfRange(latents, chunk * size * k, (chunk + 1) * size * k);
      Divergence.Measurement measured =
          reported.of(part, prior, Streams.of(seed, "prior-validation", chunk), 1, null);
      sum += measured.value();
      measured.parts().forEach((name, value) -> parts.merge(name, value, Double::sum));
    }
    parts.replaceAll((name, total) -> total / chunks);
    return new Divergence.Measurement(sum / chunks, parts);
  }
}
