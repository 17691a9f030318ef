package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import emaki.data.Streams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A fully connected layer, y = activation(x W^T + b).
 *
 * @param name prefix of its parameters' names, such as {@code encoder.0}
 * @param weight [outputs, inputs]
 * @param bias [outputs]
 */
record Dense(String name, NDArray weight, NDArray bias, Activation activation) implements Layer {

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
    return new Dense(
        name,
        scope.create(uniform(random, bound, inputs * outputs), new Shape(outputs, inputs)),
        scope.create(new float[outputs], new Shape(outputs)),
        activation);
  }

  /** Numbers between -bound and bound. */
  static float[] uniform(RandomGenerator random, double bound, int count) {
    float[] values = new float[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }

  @Override
  public NDArray forward(NDArray x, boolean training) {
    return activation.apply(Linear.linear(x, weight, bias).singletonOrThrow());
  }

  @Override
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    parameters.put(name + ".weight", weight);
    parameters.put(name + ".bias", bias);
    return parameters;
  }
}
