package emaki.model;

import ai.djl.ndarray.NDArray;

/** [n, c, h, w] -> [n, c * h * w]. */
record Flatten() implements Layer {
  @Override
  public NDArray forward(NDArray x, boolean training) {
    return x.reshape(x.getShape().get(0), -1);
  }
}
