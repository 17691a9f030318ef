package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** Each input divided by its Euclidean length: points of the unit sphere, [n, k] -> [n, k]. */
public record UnitLength() implements Layer {
  /** What a shorter input is divided by, so that zeros stay zeros. */
  private static final double LEAST = 1e-12;

  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(input.size() == 1, "inputs [k]", input);
    return input;
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return x.normalize(2, 1, LEAST);
  }
}
