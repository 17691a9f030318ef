package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Map;

/** The mean of each channel: [n, c, h, w] -> [n, c]. */
public record GlobalMean() implements Layer {
  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(input.size() == 3, "an image", input);
    return input.subList(0, 1);
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return Pool.globalAvgPool2d(x);
  }
}
