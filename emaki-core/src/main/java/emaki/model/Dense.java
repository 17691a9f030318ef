package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import emaki.data.Streams;
import java.util.random.RandomGenerator;

/**
 * A fully connected layer, y = activation(x W^T + b).
 *
 * @param name prefix of its parameters' names, such as {@code encoder.0}
 * @param weight [outputs, inputs]
 * @param bias [outputs]
 */
record Dense(String name, NDArray weight, NDArray bias, Activation activation) {

  /**
   * A layer with Glorot-uniform weights and zero biases (Glorot and Bengio, 2010, eq. 16), as Keras
   * begins.
   *
   * @param index of the layer in its network: names the random stream of its weights
   */
  static Dense initialise(
      NDManager scope,
      String name,
      int index,
      int inputs,
      int outputs,
      Activation activation,
      long seed) {
    RandomGenerator random = Streams.of(seed, "weights", index);
    double bound = Math.sqrt(6.0 / (inputs + outputs));
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-bound, bound);
    }
    return new Dense(
        name,
        scope.create(weights, new Shape(outputs, inputs)),
        scope.create(new float[outputs], new Shape(outputs)),
        activation);
  }

  /** [n, inputs] -> [n, outputs], in the scope of {@code x}. */
  NDArray forward(NDArray x) {
    return activation.apply(Linear.linear(x, weight, bias).singletonOrThrow());
  }
}
