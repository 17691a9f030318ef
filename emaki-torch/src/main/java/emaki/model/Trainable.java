package emaki.model;

import ai.djl.ndarray.NDArray;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has weights that training changes.
 *
 * <p>Shows the engine's type {@link NDArray}.
 */
public interface Trainable {
  /** The tensors that the optimiser changes, by name, in the order of the layers. */
  Map<String, NDArray> parameters();

  /** All that training changes, by name: running statistics too. */
  Map<String, NDArray> tensors();

  /** A copy on the heap of all that training changes. */
  default Map<String, Safetensors.Tensor> weights() {
    return Weights.copy(tensors());
  }

  /**
   * Overwrites all of it with a copy that {@link #weights()} made.
   *
   * @param origin where it comes from, for the message
   * @throws InputException where a tensor is missing or has another shape
   */
  default void restore(Map<String, Safetensors.Tensor> weights, String origin) {
    Weights.restore(tensors(), weights, origin);
  }

  /** Several as one, their tensors under different names. */
  static Trainable of(Trainable... parts) {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (Trainable part : parts) {
      parameters.putAll(part.parameters());
      tensors.putAll(part.tensors());
    }
    return new Trainable() {
      @Override
      public Map<String, NDArray> parameters() {
        return parameters;
      }

      @Override
      public Map<String, NDArray> tensors() {
        return tensors;
      }
    };
  }
}
