package emaki.model;

import emaki.data.Safetensors;
import java.util.Map;

/**
 * A layer and its tensors on the heap: what programs without the engine compute with.
 *
 * @param layer what it does
 * @param tensors by the names of {@link Layer#tensors()}
 */
public record LayerWeights(Layer layer, Map<String, Safetensors.Tensor> tensors) {
  /**
   * The values of a tensor, row-major.
   *
   * @throws IllegalArgumentException where the layer has none of that name
   */
  public float[] values(String name) {
    Safetensors.Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "Expected one of the tensors %s, got %s".formatted(tensors.keySet(), name));
    }
    return tensor.values();
  }
}
