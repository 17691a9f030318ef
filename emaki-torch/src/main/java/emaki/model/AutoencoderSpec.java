package emaki.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import emaki.data.ImageSet;
import emaki.data.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The make of an autoencoder: the size of its images, and the layers that take their values to
 * latents and back. Another make is another implementation; stored files keep its layers.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(AutoencoderSpec.Stacked.class),
  @JsonSubTypes.Type(AutoencoderSpec.Layered.class)
})
public interface AutoencoderSpec {
  /** Widths of the study's hidden layers. */
  List<Integer> STUDY_HIDDEN = List.of(800, 400);

  /** Of an image, in pixels. */
  int height();

  /** Of an image, in pixels. */
  int width();

  /** 1 (grey) or 3 (red, green, blue). */
  int channels();

  /** Dimension of the latent space. */
  int latentDim();

  /** Pixels in [0, 1], [inputs] -> latents [latentDim]. */
  List<Layer> encoder();

  /** Latents [latentDim] -> pixels in [0, 1], [inputs]. */
  List<Layer> decoder();

  /** Values in one image: height x width x channels. */
  default int inputs() {
    return Math.multiplyExact(Math.multiplyExact(height(), width()), channels());
  }

  /** What a stored file says of it, from which it is read again. */
  default Map<String, String> metadata() {
    return NetworkFormat.layered(Layered.of(this));
  }

  /**
   * Checks that images are of the size that the network was made for.
   *
   * @throws InputException where they are not
   */
  default void requireFits(ImageSet images) {
    ImageShape.requireFits(height(), width(), channels(), images);
  }

  /**
   * A stacked autoencoder: encoder inputs-hidden...-latentDim with tanh and a linear end, decoder
   * the same mirrored with ReLU and a sigmoid end. The study's is 784-800-400-k.
   *
   * @param height of an image in pixels
   * @param width of an image in pixels
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param hidden widths of the encoder's hidden layers, outermost first; the decoder's are these
   *     reversed
   * @param latentDim dimension of the latent space
   */
  record Stacked(int height, int width, int channels, List<Integer> hidden, int latentDim)
      implements AutoencoderSpec {
    /** Largest width of a layer: a slip of the hand should not ask for terabytes. */
    private static final int MAX_WIDTH = 100_000;

    /** Each layer's weights must fit an array. */
    private static final long MAX_WEIGHTS = 1L << 28;

    public Stacked {
      requireImage(height, width, channels);
      Expect.that(
          latentDim >= 1 && latentDim <= MAX_WIDTH,
          "a latent dimension from 1 to 100000",
          latentDim);
      hidden = List.copyOf(hidden);
      Expect.that(
          hidden.stream().allMatch(w -> w >= 1 && w <= MAX_WIDTH),
          "hidden widths from 1 to 100000",
          hidden);
      long previous = (long) height * width * channels;
      List<Integer> widths = new ArrayList<>(hidden);
      widths.add(latentDim);
      for (int next : widths) {
        Expect.that(
            previous * next <= MAX_WEIGHTS,
            "layers that fit the memory, at most %d weights each".formatted(MAX_WEIGHTS),
            previous + " x " + next);
        previous = next;
      }
    }

    @Override
    public List<Layer> encoder() {
      List<Layer> layers = new ArrayList<>();
      int width = inputs();
      for (int next : hidden) {
        layers.add(new Dense(width, next, Activation.TANH));
        width = next;
      }
      layers.add(new Dense(width, latentDim, Activation.LINEAR));
      return layers;
    }

    @Override
    public List<Layer> decoder() {
      List<Layer> layers = new ArrayList<>();
      int width = latentDim;
      for (int i = hidden.size() - 1; i >= 0; i--) {
        layers.add(new Dense(width, hidden.get(i), Activation.RELU));
        width = hidden.get(i);
      }
      layers.add(new Dense(width, inputs(), Activation.SIGMOID));
      return layers;
    }

    @Override
    public Map<String, String> metadata() {
      return NetworkFormat.stacked(this);
    }
  }

  /**
   * Any layers that fit together.
   *
   * @param height of an image in pixels
   * @param width of an image in pixels
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param encoder pixels in [0, 1], [inputs] -> latents [k]
   * @param decoder latents [k] -> pixels in [0, 1], [inputs]
   */
  record Layered(int height, int width, int channels, List<Layer> encoder, List<Layer> decoder)
      implements AutoencoderSpec {
    public Layered {
      encoder = List.copyOf(encoder);
      decoder = List.copyOf(decoder);
      requireImage(height, width, channels);
      int values = Math.multiplyExact(Math.multiplyExact(height, width), channels);
      List<Integer> latent = Network.shape(encoder, List.of(values));
      Expect.that(latent.size() == 1, "an encoder that ends in latents [k]", latent);
      List<Integer> decoded = Network.shape(decoder, latent);
      Expect.that(
          decoded.equals(List.of(values)),
          "a decoder that ends in %d pixels".formatted(values),
          decoded);
    }

    static Layered of(AutoencoderSpec spec) {
      return new Layered(
          spec.height(), spec.width(), spec.channels(), spec.encoder(), spec.decoder());
    }

    @Override
    public int latentDim() {
      return Network.shape(encoder, List.of(inputs())).get(0);
    }
  }

  private static void requireImage(int height, int width, int channels) {
    Expect.that(
        height >= 1 && width >= 1 && (channels == 1 || channels == 3),
        "images of at least 1x1 with 1 or 3 channels",
        height + "x" + width + "x" + channels);
  }
}
