package emaki.run;

import emaki.data.ImageSet;
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

  /**
   * The network for images of their size.
   *
   * @throws InputException where they make a layer too large
   */
  public AutoencoderSpec of(ImageSet images) {
    try {
      return new AutoencoderSpec.Stacked(
          images.height(), images.width(), images.channels(), hidden, latentDim);
    } catch (IllegalArgumentException e) {
      throw InputException.setting(
          "hidden",
          hidden,
          String.valueOf(e.getMessage()),
          "give smaller layers, or smaller images by ‹resize›");
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
