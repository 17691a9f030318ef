package emaki.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier is besides its tensors.
 *
 * @param network that is trained
 * @param height of the images in pixels
 * @param width of the images in pixels
 * @param channels of the images
 * @param encoder make of the autoencoder whose encoder comes first; null: none
 * @param classNames by label
 */
record ClassifierHeader(
    ClassifierSpec network,
    int height,
    int width,
    int channels,
    @Nullable AutoencoderSpec encoder,
    List<String> classNames) {
  ClassifierHeader {
    classNames = List.copyOf(classNames);
    int inputs = encoder == null ? height * width * channels : encoder.latentDim();
    Expect.that(
        network.inputs() == inputs, "a network of %d inputs".formatted(inputs), network.inputs());
    boolean built = network instanceof ClassifierSpec.Mlp || network instanceof ClassifierSpec.Cnn;
    network = built ? network : ClassifierSpec.Layered.of(network);
    if (encoder != null && !(encoder instanceof AutoencoderSpec.Stacked)) {
      encoder = AutoencoderSpec.Layered.of(encoder);
    }
  }

  /** Whether it is one of those that files have described from the beginning. */
  boolean ofStudy() {
    return !(network instanceof ClassifierSpec.Layered)
        && !(encoder instanceof AutoencoderSpec.Layered);
  }
}
