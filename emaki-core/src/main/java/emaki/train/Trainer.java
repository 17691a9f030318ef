package emaki.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import emaki.data.ImageSet;
import emaki.data.Streams;
import emaki.model.Autoencoder;
import emaki.model.PixelBatch;
import emaki.model.Safetensors;
import emaki.model.Torch;
import java.io.IOException;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Trains an autoencoder: one loop over epochs, one over batches, early stopping on the validation
 * loss, the best weights kept.
 *
 * <p>The pairwise kernels of the regulariser run on plain arrays outside the engine. Per step the
 * latents are copied out, the exact gradient of the divergence with respect to them is computed,
 * and the engine sees it as the loss's linear term sum(latents * gradient), whose derivative is
 * that gradient.
 */
public final class Trainer implements AutoCloseable {
  /** Seconds between checkpoints inside an epoch: what a kill may cost at most. */
  private static final double CHECKPOINT_SECONDS = 60;

  private final Autoencoder model;
  private final TrainOptions options;
  private final @Nullable Regulariser regulariser;
  private final ImageSet images;
  private final int[] train;
  private final int[] validation;
  private final TrainingListener listener;
  private final PixelBatch pixels;
  private final NDManager scope = Torch.newScope();
  private final Adam adam;
  private TrainingState state = new TrainingState();

  /**
   * @param model trained in place
   * @param regulariser null for a plain autoencoder
   * @param images all of them
   * @param train rows to learn from
   * @param validation rows to stop by; at least one
   */
  public Trainer(
      Autoencoder model,
      TrainOptions options,
      @Nullable Regulariser regulariser,
      ImageSet images,
      int[] train,
      int[] validation,
      TrainingListener listener) {
    if (train.length == 0 || validation.length == 0) {
      throw new IllegalArgumentException(
          "Expected training and validation images, got %d and %d"
              .formatted(train.length, validation.length));
    }
    this.model = model;
    this.options = options;
    this.regulariser = regulariser;
    this.images = images;
    this.train = train.clone();
    this.validation = validation.clone();
    this.listener = listener;
    this.pixels = new PixelBatch(images, options.batchSize());
    Torch.useThreads(options.threads());
    this.adam = new Adam(scope, model.parameters(), options.learningRate());
  }

  /**
   * What training came to; the model then holds the best epoch's weights.
   *
   * @param finished false where the listener cancelled: a checkpoint has been given to it
   * @param epochs completed
   * @param bestEpoch the epoch with the lowest validation loss, whose weights were kept
   * @param seconds of training, resumed parts included
   */
  public record Outcome(boolean finished, int epochs, int bestEpoch, double seconds) {}

  /** Goes on from a checkpoint of a training with the same options and images, to the same bits. */
  public void resume(Safetensors checkpoint) {
    state = TrainingState.of(checkpoint);
    model.restore(checkpoint.tensors(), "checkpoint");
    adam.restore(checkpoint.tensors());
  }

  /**
   * Trains until the epochs or the patience are spent, or the listener cancels.
   *
   * @throws DivergedException where a loss or weight is no longer finite; checkpoints given before
   *     stay good
   */
  public Outcome run() throws IOException {
    while (state.epoch <= options.epochs() && !patienceSpent()) {
      if (!trainEpoch()) {
        checkpoint();
        return new Outcome(false, state.epoch - 1, state.bestEpoch, state.seconds);
      }
      checkpoint();
    }
    model.restore(state.bestWeights, "best epoch");
    return new Outcome(true, state.epoch - 1, state.bestEpoch, state.seconds);
  }

  /** Runs the rest of the current epoch; false where the listener cancelled. */
  private boolean trainEpoch() throws IOException {
    int[] order = shuffled(state.epoch);
    int batches = (order.length + options.batchSize() - 1) / options.batchSize();
    Stopwatch watch = new Stopwatch();
    while (state.batch < batches) {
      int from = state.batch * options.batchSize();
      int count = Math.min(options.batchSize(), order.length - from);
      state.step++;
      Losses losses = step(order, from, count);
      state.losses.add(losses, count);
      state.batch++;
      listener.onBatch(state.epoch, state.batch, batches, losses);
      if (listener.cancelled()) {
        state.seconds += watch.lap();
        return false;
      }
      if (watch.running() > CHECKPOINT_SECONDS) {
        state.seconds += watch.lap();
        checkpoint();
      }
    }
    endEpoch(watch);
    return true;
  }

  /** One step: forward, divergence of the latents, backward, update. */
  private Losses step(int[] order, int from, int count) {
    try (NDManager step = scope.newSubManager();
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray x = pixels.load(step, order, from, count);
      NDArray z = model.encode(x);
      NDArray loss = model.decode(z).sub(x).square().mean();
      Losses losses;
      if (regulariser == null) {
        losses = Losses.plain(finite(loss.getFloat(), "the training loss"));
        gradients.backward(loss);
      } else {
        float[] latents = finite(z.toFloatArray());
        float[] gradient = new float[latents.length];
        var terms = regulariser.step(latents, state.step, gradient);
        losses =
            Losses.regularised(
                finite(loss.getFloat(), "the training loss"), terms, regulariser.lambda());
        NDArray pull = step.create(gradient, z.getShape()).muli((float) regulariser.lambda());
        gradients.backward(loss.add(z.mul(pull).sum()));
      }
      adam.update(state.step);
      return losses;
    }
  }

  private void endEpoch(Stopwatch watch) throws IOException {
    float[] latents = new float[validation.length * model.spec().latentDim()];
    Losses validated = validate(latents);
    boolean best = validated.total() < state.bestLoss;
    if (best) {
      state.bestLoss = validated.total();
      state.bestEpoch = state.epoch;
      state.bestWeights = model.weights();
    }
    state.seconds += watch.lap();
    double seconds = state.seconds - state.epochBegan;
    listener.onEpoch(
        new EpochMetrics(state.epoch, seconds, state.losses.mean(), validated, best), latents);
    state.epoch++;
    state.batch = 0;
    state.losses = new Losses.Mean();
    state.epochBegan = state.seconds;
  }

  /** Losses over the validation images, whose latents are put into {@code latents}. */
  private Losses validate(float[] latents) {
    Losses.Mean mean = new Losses.Mean();
    int k = model.spec().latentDim();
    try (Torch.NoGradient off = Torch.noGradient()) {
      for (int from = 0, chunk = 0;
          from < validation.length;
          from += options.batchSize(), chunk++) {
        int count = Math.min(options.batchSize(), validation.length - from);
        try (NDManager step = scope.newSubManager()) {
          NDArray x = pixels.load(step, validation, from, count);
          NDArray z = model.encode(x);
          float error =
              finite(model.decode(z).sub(x).square().mean().getFloat(), "the validation loss");
          float[] part = finite(z.toFloatArray());
          System.arraycopy(part, 0, latents, from * k, part.length);
          mean.add(
              regulariser == null
                  ? Losses.plain(error)
                  : Losses.regularised(
                      error, regulariser.validate(part, chunk), regulariser.lambda()),
              count);
        }
      }
    }
    return mean.mean();
  }

  private boolean patienceSpent() {
    return options.patience() > 0 && state.epoch - 1 - state.bestEpoch >= options.patience();
  }

  private void checkpoint() throws IOException {
    Map<String, Safetensors.Tensor> weights = model.weights();
    for (Safetensors.Tensor weight : weights.values()) {
      for (float w : weight.values()) {
        finite(w, "a weight");
      }
    }
    listener.onCheckpoint(state.toCheckpoint(weights, adam.state()));
  }

  private int[] shuffled(int epoch) {
    RandomGenerator random = Streams.of(options.seed(), "shuffle", epoch);
    int[] order = train.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
    return order;
  }

  private float[] finite(float[] latents) {
    for (float z : latents) {
      finite(z, "a latent");
    }
    return latents;
  }

  private float finite(float value, String what) {
    if (!Float.isFinite(value)) {
      throw new DivergedException(what, state.epoch, state.batch + 1);
    }
    return value;
  }

  @Override
  public void close() {
    adam.close();
    scope.close();
  }

  /** Seconds since it was made or last read. */
  private static final class Stopwatch {
    private long since = System.nanoTime();

    double running() {
      return (System.nanoTime() - since) / 1e9;
    }

    double lap() {
      double seconds = running();
      since = System.nanoTime();
      return seconds;
    }
  }
}
