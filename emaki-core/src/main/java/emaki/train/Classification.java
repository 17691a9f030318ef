package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.Streams;
import emaki.model.Classifier;
import emaki.model.Inputs;
import emaki.model.Safetensors;
import emaki.model.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A classifier's loss: cross-entropy of class probabilities and labels, in nats. */
public final class Classification implements Objective {
  /** Names of the loss's parts. */
  public static final List<String> PARTS = List.of("cross_entropy", "accuracy");

  private final Classifier model;
  private final Inputs training;
  private final Inputs plain;
  private final int[] labels;
  private final Softening softening;
  private final long seed;

  /**
   * Ways to keep a classifier from being too sure, in training only.
   *
   * @param labelSmoothing share of each label's probability that is spread over all classes
   *     (Szegedy et al., 2016, section 7), in [0, 1)
   * @param mixup alpha of the Beta distribution that two images are mixed by (Zhang et al., 2018,
   *     mixup, eq. 1); 0: none
   */
  public record Softening(double labelSmoothing, double mixup) {
    /** None. */
    public static final Softening NONE = new Softening(0, 0);

    public Softening {
      if (!(labelSmoothing >= 0 && labelSmoothing < 1 && mixup >= 0 && mixup <= 10)) {
        throw new IllegalArgumentException(
            "Expected a label smoothing from 0 to below 1 and a mixup from 0 to 10, got %s and %s"
                .formatted(labelSmoothing, mixup));
      }
    }
  }

  /**
   * @param model trained in place
   * @param training what is learnt from, [n, inputs]
   * @param plain the same rows as they are, for validation
   * @param labels [n], from 0
   * @param seed of the streams "dropout" and "mixup"
   */
  public Classification(
      Classifier model,
      Inputs training,
      Inputs plain,
      int[] labels,
      Softening softening,
      long seed) {
    this.model = model;
    this.training = training;
    this.plain = plain;
    this.labels = labels.clone();
    this.softening = softening;
    this.seed = seed;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return model.parameters();
  }

  @Override
  public Map<String, Safetensors.Tensor> weights() {
    return model.weights();
  }

  @Override
  public void restore(Map<String, Safetensors.Tensor> weights, String origin) {
    model.restore(weights, origin);
  }

  @Override
  public Forward forward(NDManager scope, int[] rows, int from, int count, long step) {
    Torch.seed(Streams.of(seed, "dropout", step).nextLong());
    NDArray x = training.load(scope, rows, from, count, step);
    NDArray targets = targets(scope, rows, from, count, softening.labelSmoothing());
    NDArray labelled = targets;
    if (softening.mixup() > 0) {
      // The rows are shuffled, so a batch upside down is as good a partner as any other order.
      float share = (float) beta(Streams.of(seed, "mixup", step), softening.mixup());
      x = x.mul(share).add(x.flip(0).mul(1 - share));
      targets = targets.mul(share).add(targets.flip(0).mul(1 - share));
    }
    NDArray logits = model.logits(x, true);
    NDArray loss = crossEntropy(logits, targets);
    double value = Finite.require(loss.getFloat(), "the training loss");
    double right = logits.argMax(1).eq(labelled.argMax(1)).sum().getLong();
    return new Forward(loss, losses(value, right / count));
  }

  @Override
  public Validation validate(NDManager scope, int[] rows, int batchSize) {
    double loss = 0;
    double right = 0;
    try (Torch.NoGradient off = Torch.noGradient()) {
      for (int from = 0; from < rows.length; from += batchSize) {
        int count = Math.min(batchSize, rows.length - from);
        try (NDManager chunk = scope.newSubManager()) {
          NDArray logits = model.logits(plain.load(chunk, rows, from, count, 0), false);
          NDArray targets = targets(chunk, rows, from, count, 0);
          loss += count * crossEntropy(logits, targets).getFloat();
          right += logits.argMax(1).eq(targets.argMax(1)).sum().getLong();
        }
      }
    }
    float mean = Finite.require((float) (loss / rows.length), "the validation loss");
    return new Validation(losses(mean, right / rows.length), new float[0]);
  }

  private static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(-1).mul(targets).sum(new int[] {1}).mean().neg();
  }

  /** Each label's probabilities, [count, classes]. */
  private NDArray targets(NDManager scope, int[] rows, int from, int count, double smoothing) {
    int classes = model.spec().classes();
    float[] targets = new float[count * classes];
    java.util.Arrays.fill(targets, (float) (smoothing / classes));
    for (int i = 0; i < count; i++) {
      targets[i * classes + labels[rows[from + i]]] += (float) (1 - smoothing);
    }
    return scope.create(targets, new Shape(count, classes));
  }

  /** A draw from Beta(alpha, alpha), by two Gamma draws. */
  private static double beta(RandomGenerator random, double alpha) {
    double one = gamma(random, alpha);
    double other = gamma(random, alpha);
    return one + other > 0 ? one / (one + other) : 0.5;
  }

  /** Marsaglia and Tsang, 2000, A simple method for generating gamma variables. */
  private static double gamma(RandomGenerator random, double shape) {
    if (shape < 1) {
      return gamma(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = random.nextGaussian();
      double v = Math.pow(1 + c * normal, 3);
      if (v > 0
          && Math.log(1 - random.nextDouble())
              < 0.5 * normal * normal + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private static Losses losses(double crossEntropy, double accuracy) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("cross_entropy", crossEntropy);
    parts.put("accuracy", accuracy);
    return new Losses(crossEntropy, parts);
  }
}
