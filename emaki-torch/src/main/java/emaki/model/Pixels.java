package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** Images as pixels, the other way of {@link Image}: [n, c, h, w] -> [n, h * w * c]. */
public record Pixels() implements Layer {
  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(input.size() == 3, "an image", input);
    return List.of(input.stream().reduce(1, Math::multiplyExact));
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return x.transpose(0, 2, 3, 1).reshape(x.getShape().get(0), -1);
  }
}
