package emaki.model;

import ai.djl.ndarray.NDArray;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.util.Map;

/**
 * What has weights that training changes.
 *
 * <p>Shows the engine's type {@link NDArray}.
 */
public interface Trainable {
  /** The tensors that training changes, by name, in the order of the layers. */
  Map<String, NDArray> parameters();

  /** A copy on the heap of all that training changes, running statistics too. */
  Map<String, Safetensors.Tensor> weights();

  /**
   * Overwrites all of it with a copy that {@link #weights()} made.
   *
   * @param origin where it comes from, for the message
   * @throws InputException where a tensor is missing or has another shape
   */
  void restore(Map<String, Safetensors.Tensor> weights, String origin);
}
