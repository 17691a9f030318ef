package emaki.run;

import emaki.data.InputException;
import emaki.model.AutoencoderSpec;
import emaki.prior.Priors;
import emaki.train.TrainOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An autoencoder's run: data, shape, prior and training.
 *
 * @param data a known dataset's name or a path
 * @param resize height x width to which images are brought, such as {@code 28x28}; null: as they
 *     are
 * @param prior as {@link Priors#parse} reads it; {@code none} for a plain autoencoder
 * @param sigma width of the Parzen kernel, from 1e-9 to 1e9
 * @param lambda weight of the divergence, at least 0
 * @param latentDim dimension of the latent space
 * @param hidden widths of the encoder's hidden layers
 * @param batchSize images per step, and the size of each prior sample
 * @param learningRate of Adam
 * @param epochs most passes over the training images
 * @param patience epochs without improvement after which training stops; 0: never
 * @param validationFraction of the training images set aside, in (0, 0.5]
 * @param seed of every random stream
 * @param threads of engine and kernels
 */
public record TrialSpec(
    String data,
    @Nullable String resize,
    String prior,
    double sigma,
    double lambda,
    int latentDim,
    List<Integer> hidden,
    int batchSize,
    double learningRate,
    int epochs,
    int patience,
    double validationFraction,
    long seed,
    int threads)
    implements RunSpec {

  public TrialSpec {
    hidden = List.copyOf(hidden);
    check(
        sigma >= 1e-9 && sigma <= 1e9,
        "--sigma " + sigma,
        "expected a width from 1e-9 to 1e9",
        "try --sigma 1");
    check(
        lambda >= 0 && Double.isFinite(lambda),
        "--lambda " + lambda,
        "expected a weight of 0 or more",
        "try --lambda 0.1");
    check(
        validationFraction > 0 && validationFraction <= 0.5,
        "--validation-fraction " + validationFraction,
        "expected a share above 0 and at most 0.5",
        "the study's is 0.1");
    try {
      new AutoencoderSpec.Stacked(1, 1, 1, hidden, latentDim);
      TrainOptions.of(batchSize, learningRate, epochs, patience, seed, threads);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "training options",
          String.valueOf(e.getMessage()),
          "emaki train --help tells the ranges");
    }
    Priors.check(prior, latentDim);
  }

  /** The defaults, which are the study's: 3-D latents, no prior, batches of 1000, Adam at 1e-3. */
  public static TrialSpec defaults(String data) {
    return new TrialSpec(
        data,
        null,
        "none",
        1,
        0.1,
        3,
        AutoencoderSpec.STUDY_HIDDEN,
        1000,
        1e-3,
        100,
        10,
        0.1,
        0,
        Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String summary() {
    return "prior " + prior;
  }

  /** How to train. */
  public TrainOptions trainOptions() {
    return TrainOptions.of(batchSize, learningRate, epochs, patience, seed, threads);
  }

  private static void check(boolean holds, String what, String why, String hint) {
    if (!holds) {
      throw new InputException(what, why, hint);
    }
  }
}
