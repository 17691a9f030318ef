package emaki.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Convolutional encoders and decoders of images of any size, normalised by batch. Encoders halve
 * the image by 3 x 3 convolutions of stride 2, with 32 filters and twice as many in each further
 * one, until neither side has more than four pixels; decoders double it again.
 */
public final class ConvolutionalLayers {
  private static final int LEAST_SIDE = 4;
  private static final int FIRST_FILTERS = 32;
  private static final int MOST_FILTERS = 256;

  /** Width of the layer between latents and the smallest image. */
  private static final int HIDDEN = 256;

  private ConvolutionalLayers() {}

  /** An autoencoder of them. */
  public static AutoencoderSpec autoencoder(int height, int width, int channels, int latentDim) {
    return new AutoencoderSpec.Layered(
        height,
        width,
        channels,
        encoder(height, width, channels, latentDim),
        decoder(height, width, channels, latentDim));
  }

  /** Pixels [height * width * channels] -> outputs [outputs], a linear end. */
  public static List<Layer> encoder(int height, int width, int channels, int outputs) {
    List<Layer> layers = new ArrayList<>(List.of(new Image(height, width, channels)));
    int from = channels;
    for (int stage = 0; stage < stages(height, width); stage++) {
      convolve(layers, from, filters(stage), 2);
      from = filters(stage);
    }
    layers.add(new Flatten());
    int features = Network.shape(layers, List.of(height * width * channels)).get(0);
    layers.add(new Dense(features, outputs, Activation.LINEAR));
    return layers;
  }

  /** Inputs [inputs] -> pixels in [0, 1], [height * width * channels]. */
  public static List<Layer> decoder(int height, int width, int channels, int inputs) {
    int stages = stages(height, width);
    int from = filters(stages - 1);
    int h = halved(height, stages);
    int w = halved(width, stages);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Dense(inputs, HIDDEN, Activation.RELU));
    layers.add(new Dense(HIDDEN, h * w * from, Activation.RELU));
    layers.add(new Image(h, w, from));
    for (int stage = stages - 1; stage >= 0; stage--) {
      layers.add(new Upsample(halved(height, stage), halved(width, stage)));
      convolve(layers, from, filters(stage - 1), 1);
      from = filters(stage - 1);
    }
    layers.add(Convolution.sameSize(from, channels, 3, 1, Activation.SIGMOID));
    layers.add(new Pixels());
    return layers;
  }

  private static void convolve(List<Layer> layers, int from, int to, int stride) {
    layers.add(Convolution.sameSize(from, to, 3, stride, Activation.LINEAR));
    layers.add(BatchNormalisation.of(to, Activation.RELU));
  }

  private static int stages(int height, int width) {
    int stages = 0;
    while (halved(Math.max(height, width), stages) > LEAST_SIDE) {
      stages++;
    }
    return stages;
  }

  /** Behind the stage; half of the first in front of it. */
  private static int filters(int stage) {
    return stage < 0
        ? FIRST_FILTERS / 2
        : (int) Math.min(MOST_FILTERS, (long) FIRST_FILTERS << Math.min(stage, 30));
  }

  private static int halved(int side, int times) {
    int halved = side;
    for (int i = 0; i < times; i++) {
      halved = (halved + 1) / 2;
    }
    return halved;
  }
}
