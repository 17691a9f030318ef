package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.model.Torch;
import emaki.model.Weights;
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

  /** From so many weights on threads gain more than they cost. */
  private static final long WORTH_SHARING = 200_000;

  private static final String MEAN = "adam.mean.";
  private static final String VARIANCE = "adam.variance.";

  private final NDManager scope;
  private final double weightDecay;
  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> moments = new LinkedHashMap<>();

  /**
   * @param weightDecay share of each weight that a step at a learning rate of 1 would take off,
   *     decoupled from the gradient (Loshchilov and Hutter, 2019, algorithm 2); biases and scales
   *     are spared
   */
  Adam(NDManager parent, Map<String, NDArray> parameters, double weightDecay) {
    this.scope = parent.newSubManager();
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    parameters.values().forEach(p -> p.setRequiresGradient(true));
    parameters.forEach((name, p) -> moments.put(MEAN + name, scope.zeros(p.getShape())));
    parameters.forEach((name, p) -> moments.put(VARIANCE + name, scope.zeros(p.getShape())));
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
    try (Torch.Use alone = Torch.alone()) {
      parameters.forEach(
          (name, p) -> {
            if (p.size() < WORTH_SHARING) {
              update(name, p, (float) learningRate, (float) corrected);
            }
          });
    }
    parameters.forEach(
        (name, p) -> {
          if (p.size() >= WORTH_SHARING) {
            update(name, p, (float) learningRate, (float) corrected);
          }
        });
  }

  private void update(String name, NDArray p, float learningRate, float corrected) {
    try (NDArray gradient = p.getGradient()) {
      p.getNDArrayInternal()
          .adamUpdate(
              new NDList(p, gradient, moments.get(MEAN + name), moments.get(VARIANCE + name)),
              new NDList(p),
              learningRate,
              corrected,
              p.getShape().dimension() > 1 ? (float) weightDecay : 0,
              1,
              NO_CLIPPING,
              BETA1,
              BETA2,
              EPSILON,
              false,
              true);
    }
  }

  /** Both moments of every parameter. */
  Map<String, Safetensors.Tensor> state() {
    return Weights.copy(moments);
  }

  /**
   * Takes the moments up again that {@link #state()} gave.
   *
   * @throws InputException where one is missing, has another shape or is not finite
   */
  void restore(Map<String, Safetensors.Tensor> state) {
    Weights.restore(moments, state, "checkpoint");
  }

  @Override
  public void close() {
    parameters.values().forEach(p -> p.setRequiresGradient(false));
    scope.close();
  }
}
