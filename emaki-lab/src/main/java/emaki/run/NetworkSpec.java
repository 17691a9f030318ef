package emaki.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.model.AutoencoderSpec;
import emaki.model.ConvolutionalLayers;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An autoencoder's network, before it is known what comes in.
 *
 * @param latentDim dimension of the latent space
 * @param hidden widths of a fully connected encoder's hidden layers; the decoder mirrors them
 * @param model what kind of network; where runs of an earlier emaki name none it was fully
 *     connected
 */
public record NetworkSpec(int latentDim, List<Integer> hidden, Model model) {
  /** The study's. */
  public static final NetworkSpec DEFAULT = new NetworkSpec(3, AutoencoderSpec.STUDY_HIDDEN);

  /** What kind of network. */
  public enum Model {
    /** Fully connected. */
    MLP,
    /** Convolutional. */
    CONV;

    /** As files and options name it: in lower case. */
    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As files have it. */
  @JsonCreator
  public NetworkSpec {
    hidden = List.copyOf(hidden);
    model = Objects.requireNonNullElse(model, Model.MLP);
    requireTaken("latent-dim", latentDim, List.of(), latentDim);
    requireTaken("hidden", hidden, hidden, latentDim);
  }

  private static void requireTaken(String name, Object value, List<Integer> widths, int latentDim) {
    try {
      new AutoencoderSpec.Stacked(1, 1, 1, widths, latentDim);
    } catch (IllegalArgumentException e) {
      throw InputException.setting(
          name, value, String.valueOf(e.getMessage()), "choose within the range");
    }
  }

  /** A fully connected network. */
  public NetworkSpec(int latentDim, List<Integer> hidden) {
    this(latentDim, hidden, Model.MLP);
  }

  /** The same with latents of another dimension. */
  public NetworkSpec withLatentDim(int newLatentDim) {
    return new NetworkSpec(newLatentDim, hidden, model);
  }

  /** The same with other hidden layers. */
  public NetworkSpec withHidden(List<Integer> newHidden) {
    return new NetworkSpec(latentDim, newHidden, model);
  }

  /** Another kind of network. */
  public NetworkSpec withModel(Model newModel) {
    return new NetworkSpec(latentDim, hidden, newModel);
  }

  /**
   * The make of the network for some images.
   *
   * @throws InputException where it would be too large for them
   */
  public AutoencoderSpec of(ImageSet images) {
    int height = images.height();
    int width = images.width();
    try {
      return model == Model.CONV
          ? ConvolutionalLayers.autoencoder(height, width, images.channels(), latentDim)
          : new AutoencoderSpec.Stacked(height, width, images.channels(), hidden, latentDim);
    } catch (IllegalArgumentException e) {
      throw InputException.setting(
          "hidden",
          hidden,
          String.valueOf(e.getMessage()),
          "give smaller layers, or smaller images by ‹resize›");
    }
  }
}
