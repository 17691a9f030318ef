package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * An activation alone, where one is cheaper behind another layer, as a rectifier behind pooling.
 */
public record Activate(Activation activation) implements Layer {
  @Override
  public List<Integer> shape(List<Integer> input) {
    return input;
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return activation.apply(x);
  }
}
