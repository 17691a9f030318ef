package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1) over the engine's fused update. The engine's own
 * optimiser class keeps its moments to itself, and a checkpoint needs them.
 */
final class Adam implements AutoCloseable {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  /** To the engine's update 0 is a bound like any other; only a negative one means none. */
  private static final float NO_CLIPPING = -1;

  private final NDManager scope;
  private final double weightDecay;
  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final Map<String, NDArray> variances = new LinkedHashMap<>();

  /**
   * @param weightDecay share of each weight that a step at a learning rate of 1 would take off,
   *     decoupled from the gradient (Loshchilov and Hutter, 2019, algorithm 2); biases and scales
   *     are spared
   */
  Adam(NDManager parent, Map<String, NDArray> parameters, double weightDecay) {
    this.scope = parent.newSubManager();
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    parameters.forEach(
        (name, p) -> {
          p.setRequiresGradient(true);
          means.put(name, scope.zeros(p.getShape()));
          variances.put(name, scope.zeros(p.getShape()));
        });
  }

  /**
   * Applies the gradients that the last backward pass left, and clears them.
   *
   * @param step of training, from 1
   * @param learningRate of this step
   */
  void update(long step, double learningRate) {
    double corrected =
        learningRate
            * Math.sqrt(1 - Math.pow(BETA2, (double) step))
            / (1 - Math.pow(BETA1, (double) step));
    parameters.forEach(
        (name, p) -> {
          try (NDArray gradient = p.getGradient()) {
            p.getNDArrayInternal()
                .adamUpdate(
                    new NDList(p, gradient, means.get(name), variances.get(name)),
                    new NDList(p),
                    (float) learningRate,
                    (float) corrected,
                    p.getShape().dimension() > 1 ? (float) weightDecay : 0,
                    1,
                    NO_CLIPPING,
                    BETA1,
                    BETA2,
                    EPSILON,
                    false,
                    true);
          }
        });
  }

  /** Both moments of every parameter. */
  Map<String, Safetensors.Tensor> state() {
    Map<String, Safetensors.Tensor> state = new LinkedHashMap<>();
    means.forEach((name, m) -> state.put("adam.mean." + name, tensor(m)));
    variances.forEach((name, v) -> state.put("adam.variance." + name, tensor(v)));
    return state;
  }

  /**
   * Takes the moments up again that {@link #state()} gave.
   *
   * @throws InputException where one is missing or has another size
   */
  void restore(Map<String, Safetensors.Tensor> state) {
    means.forEach((name, m) -> restore(m, state, "adam.mean." + name));
    variances.forEach((name, v) -> restore(v, state, "adam.variance." + name));
  }

  @Override
  public void close() {
    parameters.values().forEach(p -> p.setRequiresGradient(false));
    scope.close();
  }

  private static Safetensors.Tensor tensor(NDArray array) {
    return new Safetensors.Tensor(array.getShape().getShape(), array.toFloatArray());
  }

  private static void restore(NDArray moment, Map<String, Safetensors.Tensor> state, String name) {
    Safetensors.Tensor tensor = state.get(name);
    if (tensor == null || tensor.values().length != moment.size()) {
      throw new InputException(
          "checkpoint", "holds no such tensor as " + name, "train anew into another folder");
    }
    moment.set(tensor.values());
  }
}
