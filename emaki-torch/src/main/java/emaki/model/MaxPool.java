package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Map;

/** The greatest of each 2 x 2 square: [n, c, h, w] -> [n, c, h / 2, w / 2], odd edges dropped. */
public record MaxPool() implements Layer {
  private static final Shape SQUARE = new Shape(2, 2);
  private static final Shape NO_MARGIN = new Shape(0, 0);

  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(
        input.size() == 3 && input.get(1) >= 2 && input.get(2) >= 2, "an image to halve", input);
    return List.of(input.get(0), input.get(1) / 2, input.get(2) / 2);
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return Pool.maxPool2d(x, SQUARE, SQUARE, NO_MARGIN, false);
  }
}
