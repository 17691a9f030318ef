package emaki.model;

import ai.djl.ndarray.NDArray;

/** What a layer applies to its affine output, element by element. */
enum Activation {
  LINEAR,
  TANH,
  RELU,
  SIGMOID;

  NDArray apply(NDArray x) {
    return switch (this) {
      case LINEAR -> x;
      case TANH -> x.tanh();
      case RELU -> ai.djl.nn.Activation.relu(x);
      case SIGMOID -> ai.djl.nn.Activation.sigmoid(x);
    };
  }
}
