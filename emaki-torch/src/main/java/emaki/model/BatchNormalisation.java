package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;
import java.util.Map;

/**
 * Batch normalisation of the second axis, then an activation (Ioffe and Szegedy, 2015, algorithm
 * 1): scale, shift, and running mean and variance, each [features]. In training by the batch's own
 * mean and variance, whose running means it keeps for later; a batch of one value a feature has
 * none, and is normalised by the running ones.
 *
 * @param momentum share of the running means that a batch leaves as it was, in [0, 1)
 * @param epsilon added to variances, above 0
 */
public record BatchNormalisation(
    int features, double momentum, double epsilon, Activation activation) implements Layer {
  public BatchNormalisation {
    Expect.that(features >= 1, "1 feature or more", features);
    Expect.that(
        momentum >= 0 && momentum < 1 && epsilon > 0,
        "a momentum in [0, 1) and an epsilon above 0",
        momentum,
        epsilon);
  }

  /** With a momentum of 0.9 and an epsilon of 1e-5. */
  public static BatchNormalisation of(int features, Activation activation) {
    return new BatchNormalisation(features, 0.9, 1e-5, activation);
  }

  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(!input.isEmpty() && input.get(0) == features, features + " features", input);
    return input;
  }

  @Override
  public List<TensorSpec> tensors() {
    return List.of(
        TensorSpec.trained("scale", TensorSpec.Initial.constant(1), features),
        TensorSpec.trained("shift", TensorSpec.Initial.constant(0), features),
        TensorSpec.statistic("mean", 0, features),
        TensorSpec.statistic("variance", 1, features));
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    // One value of each feature has no variance: the last batch of an epoch may be a single input.
    boolean ofBatch = training && x.size() > features;
    return activation.apply(
        BatchNorm.batchNorm(
                x,
                tensors.get("mean"),
                tensors.get("variance"),
                tensors.get("scale"),
                tensors.get("shift"),
                1,
                (float) momentum,
                (float) epsilon,
                ofBatch)
            .singletonOrThrow());
  }
}
