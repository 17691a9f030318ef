package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Layers one behind the other, with their tensors in native memory.
 *
 * <p>A tensor's name is the network's, the number of its layer among those that have tensors, and
 * its own: {@code encoder.0.weight}. Shows the engine's types {@link NDArray} and {@link
 * NDManager}.
 */
public final class Network implements Trainable {
  private record Placed(Layer layer, Map<String, NDArray> tensors) {}

  private final List<Placed> layers = new ArrayList<>();
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  /**
   * A network with random weights.
   *
   * @param scope owns the tensors
   * @param name prefix of the tensors' names
   * @param first number of the first layer's stream "weights" of {@code seed}: parts of one whole
   *     go on where another ended
   */
  public Network(NDManager scope, String name, List<Layer> layers, int first, long seed) {
    int number = 0;
    for (Layer layer : layers) {
      Map<String, NDArray> own = new LinkedHashMap<>();
      String prefix = name + "." + number + ".";
      RandomGenerator random = Streams.of(seed, "weights", first + number);
      for (TensorSpec spec : layer.tensors()) {
        long[] shape = spec.shape().stream().mapToLong(i -> i).toArray();
        NDArray tensor = scope.create(spec.initial().values(random, spec.size()), new Shape(shape));
        own.put(spec.name(), tensor);
        tensors.put(prefix + spec.name(), tensor);
        if (spec.trained()) {
          parameters.put(prefix + spec.name(), tensor);
        }
      }
      number += own.isEmpty() ? 0 : 1;
      this.layers.add(new Placed(layer, own));
    }
  }

  /**
   * The extents of what layers make of one input.
   *
   * @throws IllegalArgumentException where one does not fit the one before
   */
  public static List<Integer> shape(List<Layer> layers, List<Integer> input) {
    List<Integer> shape = input;
    for (Layer layer : layers) {
      shape = layer.shape(shape);
    }
    return shape;
  }

  /** How many values the tensors of layers hold. */
  static long values(List<Layer> layers) {
    return layers.stream()
        .flatMap(layer -> layer.tensors().stream())
        .mapToLong(TensorSpec::size)
        .reduce(0, Math::addExact);
  }

  /** How many layers have tensors. */
  public static int numbered(List<Layer> layers) {
    return (int) layers.stream().filter(layer -> !layer.tensors().isEmpty()).count();
  }

  /** [n, input...] -> [n, output...], in the scope of {@code x}. */
  public NDArray forward(NDArray x, boolean training) {
    NDArray y = x;
    for (Placed placed : layers) {
      y = placed.layer.forward(y, placed.tensors, training);
    }
    return y;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  @Override
  public Map<String, NDArray> tensors() {
    return tensors;
  }

  /** The layers with copies of their tensors. */
  public List<LayerWeights> copy() {
    return layers.stream().map(p -> new LayerWeights(p.layer, Weights.copy(p.tensors))).toList();
  }

  /** The tensors of a layer; empty where it has none. */
  Map<String, NDArray> tensors(int layer) {
    return layers.get(layer).tensors;
  }
}
