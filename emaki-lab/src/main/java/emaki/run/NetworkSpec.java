package emaki.run;

import emaki.data.InputException;
import emaki.model.AutoencoderSpec;
import java.util.List;

/**
 * An autoencoder's network, before it is known what comes in.
 *
 * @param latentDim dimension of the latent space
 * @param hidden widths of the encoder's hidden layers; the decoder mirrors them
 */
public record NetworkSpec(int latentDim, List<Integer> hidden) {
  /** The study's. */
  public static final NetworkSpec DEFAULT = new NetworkSpec(3, AutoencoderSpec.STUDY_HIDDEN);

  public NetworkSpec {
    hidden = List.copyOf(hidden);
    try {
      new AutoencoderSpec.Stacked(1, 1, 1, hidden, latentDim);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "network", String.valueOf(e.getMessage()), "choose within the range", e);
    }
  }

  /** The same with latents of another dimension. */
  public NetworkSpec withLatentDim(int newLatentDim) {
    return new NetworkSpec(newLatentDim, hidden);
  }

  /** The same with other hidden layers. */
  public NetworkSpec withHidden(List<Integer> newHidden) {
    return new NetworkSpec(latentDim, newHidden);
  }
}
