package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** The greatest of each 2 x 2 square: [n, c, h, w] -> [n, c, h / 2, w / 2], odd edges dropped. */
record MaxPool() implements Layer {
  private static final Shape SQUARE = new Shape(2, 2);
  private static final Shape NO_MARGIN = new Shape(0, 0);

  @Override
  public NDArray forward(NDArray x, boolean training) {
    return Pool.maxPool2d(x, SQUARE, SQUARE, NO_MARGIN, false);
  }
}
