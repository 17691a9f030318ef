package emaki.model;

import emaki.data.ImageSet;
import emaki.data.InputException;
import java.util.List;

/**
 * The shape of a stacked autoencoder: encoder inputs-hidden...-latentDim, decoder the same
 * mirrored. The study's is 784-800-400-k.
 *
 * @param height of an image in pixels
 * @param width of an image in pixels
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param hidden widths of the encoder's hidden layers, outermost first; the decoder's are these
 *     reversed
 * @param latentDim dimension of the latent space
 */
public record AutoencoderSpec(
    int height, int width, int channels, List<Integer> hidden, int latentDim) {
  /** Widths of the study's hidden layers. */
  public static final List<Integer> STUDY_HIDDEN = List.of(800, 400);

  /** Largest width of a layer: a slip of the hand should not ask for terabytes. */
  private static final int MAX_WIDTH = 100_000;

  private static final long MAX_WEIGHTS = 1L << 28;

  public AutoencoderSpec {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "Expected images of at least 1x1 with 1 or 3 channels, got %dx%dx%d"
              .formatted(height, width, channels));
    }
    if (latentDim < 1 || latentDim > MAX_WIDTH) {
      throw new IllegalArgumentException(
          "Expected a latent dimension from 1 to 100000, got " + latentDim);
    }
    for (int w : hidden) {
      if (w < 1 || w > MAX_WIDTH) {
        throw new IllegalArgumentException(
            "Expected hidden widths from 1 to 100000, got " + hidden);
      }
    }
    hidden = List.copyOf(hidden);
    requireModestLayers((long) height * width * channels, hidden, latentDim);
  }

  /**
   * Each layer's weights must fit an array, and a slip of the hand should not ask for terabytes.
   */
  private static void requireModestLayers(long inputs, List<Integer> hidden, int latentDim) {
    long previous = inputs;
    for (int i = 0; i <= hidden.size(); i++) {
      long next = i < hidden.size() ? hidden.get(i) : latentDim;
      if (previous * next > MAX_WEIGHTS) {
        throw new IllegalArgumentException(
            "Expected layers that fit the memory, at most %d weights each, got %d x %d"
                .formatted(MAX_WEIGHTS, previous, next));
      }
      previous = next;
    }
  }

  /** Values in one image: height x width x channels. */
  public int inputs() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /**
   * Checks that images are of the size that the network was made for.
   *
   * @throws InputException where they are not
   */
  void requireFits(ImageSet images) {
    ImageShape.requireFits(height, width, channels, images);
  }
}
