package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first half of an autoencoder: images to latents.
 *
 * @param spec of the whole autoencoder
 * @param layers tanh, the last linear
 */
record Encoder(AutoencoderSpec spec, List<Dense> layers) {
  Encoder {
    layers = List.copyOf(layers);
  }

  /** Pixels in [0, 1], [n, inputs] -> latents [n, latentDim], in the scope of {@code x}. */
  NDArray forward(NDArray x) {
    NDArray y = x;
    for (Dense layer : layers) {
      y = layer.forward(y, false);
    }
    return y;
  }

  Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    layers.forEach(layer -> parameters.putAll(layer.parameters()));
    return parameters;
  }
}
