package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors on their way between native memory and the heap. */
public final class Weights {
  private Weights() {}

  /** A copy on the heap, by name. */
  public static Map<String, Safetensors.Tensor> copy(Map<String, NDArray> tensors) {
    Map<String, Safetensors.Tensor> copy = new LinkedHashMap<>();
    tensors.forEach(
        (name, t) ->
            copy.put(name, new Safetensors.Tensor(t.getShape().getShape(), t.toFloatArray())));
    return copy;
  }

  /**
   * Overwrites tensors.
   *
   * @param origin where the values come from, for the message
   * @throws InputException where a tensor is missing, has another shape or is not finite
   */
  public static void restore(
      Map<String, NDArray> tensors, Map<String, Safetensors.Tensor> values, String origin) {
    tensors.forEach(
        (name, tensor) -> {
          Safetensors.Tensor value = values.get(name);
          Shape shape = tensor.getShape();
          if (value == null || !shape.equals(new Shape(value.shape()))) {
            throw new InputException(
                origin,
                "expected a tensor %s of shape %s, found %s"
                    .formatted(name, shape, value == null ? "none" : new Shape(value.shape())),
                "the file is not of this network; train again or restore it from a copy");
          }
          for (float v : value.values()) {
            if (!Float.isFinite(v)) {
              throw new InputException(
                  origin,
                  "tensor %s holds %s".formatted(name, v),
                  "train again or restore it from a copy");
            }
          }
          tensor.set(value.values());
        });
  }
}
