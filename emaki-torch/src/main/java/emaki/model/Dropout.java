package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * Sets a share of the values to zero in training and makes up for it by the others (Srivastava et
 * al., 2014). Draws from the engine's generator, which {@link Torch#seed} sets before each step.
 *
 * @param rate share, in [0, 1)
 */
public record Dropout(double rate) implements Layer {
  public Dropout {
    Expect.that(rate >= 0 && rate < 1, "a rate from 0 to below 1", rate);
  }

  @Override
  public List<Integer> shape(List<Integer> input) {
    return input;
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return training ? ai.djl.nn.norm.Dropout.dropout(x, (float) rate, true).singletonOrThrow() : x;
  }
}
