package emaki.model;

import ai.djl.ndarray.NDArray;

/**
 * Sets a share of the values to zero in training and makes up for it by the others (Srivastava et
 * al., 2014). Draws from the engine's generator, which {@link Torch#seed} sets before each step.
 *
 * @param rate share, in [0, 1)
 */
record Dropout(double rate) implements Layer {
  @Override
  public NDArray forward(NDArray x, boolean training) {
    return training ? ai.djl.nn.norm.Dropout.dropout(x, (float) rate, true).singletonOrThrow() : x;
  }
}
