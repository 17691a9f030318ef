package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.Streams;
import emaki.model.Classifier;
import emaki.model.Inputs;
import emaki.model.Torch;
import emaki.model.Trainable;
import java.util.LinkedHashMap;
import java.util.Map;

/** A classifier's loss: cross-entropy of class probabilities and labels, in nats. */
public final class Classification implements Objective {
  private final Classifier model;
  private final Inputs training;
  private final Inputs plain;
  private final int[] labels;
  private final long seed;

  /**
   * @param model trained in place
   * @param training what is learnt from, [n, inputs]
   * @param plain the same rows as they are, for validation
   * @param labels [n], from 0
   * @param seed of the stream "dropout"
   */
  public Classification(Classifier model, Inputs training, Inputs plain, int[] labels, long seed) {
    this.model = model;
    this.training = training;
    this.plain = plain;
    this.labels = labels.clone();
    this.seed = seed;
  }

  @Override
  public Trainable network() {
    return model;
  }

  @Override
  public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
    StepClock clock = moment.clock();
    Torch.seed(Streams.of(seed, "dropout", moment.step()).nextLong());
    NDArray x = training.load(scope, rows, from, count, moment.step());
    NDArray targets = targets(scope, rows, from, count);
    clock.lap(StepClock.Phase.COPYING);
    NDArray logits = model.logits(x, true);
    clock.lap(StepClock.Phase.FORWARD);
    NDArray loss = crossEntropy(logits, targets);
    double value = DivergedException.unlessFinite(loss.getFloat(), "the training loss");
    double right = logits.argMax(1).eq(targets.argMax(1)).sum().getLong();
    clock.lap(StepClock.Phase.LOSS);
    return new Forward(loss, losses(value, right / count));
  }

  @Override
  public Validation validate(NDManager scope, int[] rows, int batchSize, Moment moment) {
    double loss = 0;
    double right = 0;
    try (Torch.Use off = Torch.noGradient()) {
      for (int from = 0; from < rows.length; from += batchSize) {
        int count = Math.min(batchSize, rows.length - from);
        try (NDManager chunk = scope.newSubManager()) {
          NDArray logits = model.logits(plain.load(chunk, rows, from, count, 0), false);
          NDArray targets = targets(chunk, rows, from, count);
          loss += count * crossEntropy(logits, targets).getFloat();
          right += logits.argMax(1).eq(targets.argMax(1)).sum().getLong();
        }
      }
    }
    float mean =
        DivergedException.unlessFinite((float) (loss / rows.length), "the validation loss");
    return new Validation(losses(mean, right / rows.length), new float[0]);
  }

  private static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(-1).mul(targets).sum(new int[] {1}).mean().neg();
  }

  /** Each label's probabilities, all on one class, [count, classes]. */
  private NDArray targets(NDManager scope, int[] rows, int from, int count) {
    int classes = model.spec().classes();
    float[] targets = new float[count * classes];
    for (int i = 0; i < count; i++) {
      targets[i * classes + labels[rows[from + i]]] = 1;
    }
    return scope.create(targets, new Shape(count, classes));
  }

  private static Losses losses(double crossEntropy, double accuracy) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("cross_entropy", crossEntropy);
    parts.put("accuracy", accuracy);
    return new Losses(crossEntropy, parts);
  }
}
