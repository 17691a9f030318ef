package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batch normalisation of the second axis, then an activation (Ioffe and Szegedy, 2015, algorithm
 * 1). In training by the batch's own mean and variance, whose running means it keeps for later.
 *
 * @param name prefix of its tensors' names
 * @param scale [features]
 * @param shift [features]
 * @param mean running, [features]
 * @param variance running, [features]
 */
record BatchNormalisation(
    String name,
    NDArray scale,
    NDArray shift,
    NDArray mean,
    NDArray variance,
    Activation activation)
    implements Layer {
  private static final float MOMENTUM = 0.9f;
  private static final float EPSILON = 1e-5f;

  static BatchNormalisation initialise(
      NDManager scope, String name, int features, Activation activation) {
    Shape shape = new Shape(features);
    return new BatchNormalisation(
        name,
        scope.ones(shape),
        scope.zeros(shape),
        scope.zeros(shape),
        scope.ones(shape),
        activation);
  }

  @Override
  public NDArray forward(NDArray x, boolean training) {
    return activation.apply(
        BatchNorm.batchNorm(x, mean, variance, scale, shift, 1, MOMENTUM, EPSILON, training)
            .singletonOrThrow());
  }

  @Override
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    parameters.put(name + ".scale", scale);
    parameters.put(name + ".shift", shift);
    return parameters;
  }

  @Override
  public Map<String, NDArray> statistics() {
    Map<String, NDArray> statistics = new LinkedHashMap<>();
    statistics.put(name + ".mean", mean);
    statistics.put(name + ".variance", variance);
    return statistics;
  }
}
