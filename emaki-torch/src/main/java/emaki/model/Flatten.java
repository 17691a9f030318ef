package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** [n, c, h, w] -> [n, c * h * w]. */
public record Flatten() implements Layer {
  @Override
  public List<Integer> shape(List<Integer> input) {
    return List.of(input.stream().reduce(1, Math::multiplyExact));
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return x.reshape(x.getShape().get(0), -1);
  }
}
