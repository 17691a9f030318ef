package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.pooling.Pool;

/** The mean of each channel: [n, c, h, w] -> [n, c]. */
record GlobalMean() implements Layer {
  @Override
  public NDArray forward(NDArray x, boolean training) {
    return Pool.globalAvgPool2d(x);
  }
}
