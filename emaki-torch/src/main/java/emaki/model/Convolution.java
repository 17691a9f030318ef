package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import emaki.data.Streams;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A 2-D convolution with zeros around the image, so that a stride of 1 keeps its size.
 *
 * @param name prefix of its parameters' names
 * @param weight [filters, channels, kernel, kernel]
 * @param bias [filters]
 */
record Convolution(String name, NDArray weight, NDArray bias, int stride, Activation activation)
    implements Layer {

  /**
   * A layer with He-uniform weights and zero biases (He, Zhang, Ren and Sun, 2015, eq. 10).
   *
   * @param index of the layer in its network: names the random stream of its weights
   * @param kernel side, odd
   */
  static Convolution initialise(
      NDManager scope,
      String name,
      int index,
      int channels,
      int filters,
      int kernel,
      int stride,
      Activation activation,
      long seed) {
    int fan = channels * kernel * kernel;
    float[] weights =
        Dense.uniform(Streams.of(seed, "weights", index), Math.sqrt(6.0 / fan), filters * fan);
    return new Convolution(
        name,
        scope.create(weights, new Shape(filters, channels, kernel, kernel)),
        scope.create(new float[filters], new Shape(filters)),
        stride,
        activation);
  }

  /** [n, channels, h, w] -> [n, filters, ceil(h / stride), ceil(w / stride)]. */
  @Override
  public NDArray forward(NDArray x, boolean training) {
    long margin = weight.getShape().get(2) / 2;
    NDArray y =
        Conv2d.conv2d(
                x,
                weight,
                bias,
                new Shape(stride, stride),
                new Shape(margin, margin),
                new Shape(1, 1),
                1)
            .singletonOrThrow();
    return activation.apply(y);
  }

  @Override
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    parameters.put(name + ".weight", weight);
    parameters.put(name + ".bias", bias);
    return parameters;
  }
}
