package emaki.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.data.Streams;
import emaki.model.Torch;
import emaki.model.Trainable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The one training loop: epochs, batches, early stopping on the validation score, the best weights
 * kept, checkpoints. What is minimised is the {@link Objective}'s.
 */
public final class Trainer implements AutoCloseable {
  /** Seconds between checkpoints inside an epoch: what a kill may cost at most. */
  private static final double CHECKPOINT_SECONDS = 60;

  private final Objective objective;
  private final TrainOptions options;
  private final int[] train;
  private final int[] validation;
  private final TrainingListener listener;
  private final Trainable network;
  private final NDManager scope;
  private final Adam adam;
  private final StepClock clock = new StepClock();
  private TrainingState state = new TrainingState();

  /**
   * @param objective whose network is trained in place, and which may have a say in the options
   * @param train rows to learn from
   * @param validation rows to stop by; at least one
   */
  public Trainer(
      Objective objective,
      TrainOptions options,
      int[] train,
      int[] validation,
      TrainingListener listener) {
    if (train.length == 0 || validation.length == 0) {
      throw new IllegalArgumentException(
          "Expected training and validation images, got %d and %d"
              .formatted(train.length, validation.length));
    }
    this.objective = objective;
    this.options = objective.options(options);
    this.train = train.clone();
    this.validation = validation.clone();
    this.listener = listener;
    this.network = objective.network();
    this.scope = Torch.newScope();
    this.adam = new Adam(scope, network.parameters(), this.options.weightDecay());
  }

  /**
   * What training came to; the network then holds the best epoch's weights.
   *
   * @param finished false where the listener cancelled: a checkpoint has been given to it
   * @param epochs completed
   * @param bestEpoch the epoch with the lowest validation score, whose weights were kept
   * @param seconds of training, resumed parts included
   */
  public record Outcome(boolean finished, int epochs, int bestEpoch, double seconds) {}

  /** Epochs that a checkpoint has completed; 0 where there is none. */
  public static int epochsDone(Optional<Safetensors> checkpoint) {
    return checkpoint.map(c -> TrainingState.of(c).epoch - 1).orElse(0);
  }

  /**
   * Goes on from a checkpoint of a training with the same options and images, to the same bits.
   *
   * @throws InputException where it is damaged or of another training
   */
  public void resume(Safetensors checkpoint) {
    TrainingState stored = TrainingState.of(checkpoint);
    boolean fits =
        stored.epoch >= 1
            && stored.epoch <= options.epochs() + 1
            && stored.batch >= 0
            && stored.batch <= batches()
            && stored.step == (stored.epoch - 1L) * batches() + stored.batch;
    if (!fits) {
      throw new InputException(
          "checkpoint",
          "epoch %d, batch %d, step %d is no place in a training of %d epochs of %d batches"
              .formatted(stored.epoch, stored.batch, stored.step, options.epochs(), batches()),
          "restore it from a copy, or train anew into another folder");
    }
    state = stored;
    network.restore(checkpoint.tensors(), "checkpoint");
    adam.restore(checkpoint.tensors());
    objective.restoreState(TrainingState.objective(checkpoint));
  }

  /** What the time of the last step went to. */
  public StepClock clock() {
    return clock;
  }

  /**
   * Trains until the epochs or the patience are spent, or the listener cancels.
   *
   * @throws DivergedException where a loss or weight is no longer finite; checkpoints given before
   *     stay good
   */
  public Outcome run() throws IOException {
    try {
      while (state.epoch <= options.epochs() && !patienceSpent()) {
        boolean whole = trainEpoch();
        checkpoint();
        if (!whole) {
          return new Outcome(false, state.epoch - 1, state.bestEpoch, state.seconds);
        }
      }
    } catch (DivergedException e) {
      throw e.at(state.epoch, state.batch + 1);
    }
    network.restore(state.bestWeights, "best epoch");
    Stopwatch watch = new Stopwatch();
    boolean finished = objective.finish(listener);
    double seconds = state.seconds + watch.lap();
    return new Outcome(finished, state.epoch - 1, state.bestEpoch, seconds);
  }

  /** Runs the rest of the current epoch; false where the listener cancelled. */
  private boolean trainEpoch() throws IOException {
    int[] order = shuffled(state.epoch);
    int batches = batches();
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

  /** One step: forward, backward, update. */
  private Losses step(int[] order, int from, int count) {
    try (Torch.Use use = Torch.enter(options.threads());
        NDManager step = scope.newSubManager();
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      clock.begin();
      Objective.Forward forward =
          objective.forward(step, order, from, count, moment(state.step - 1));
      gradients.backward(forward.gradientOf());
      clock.lap(StepClock.Phase.BACKWARD);
      adam.update(
          state.step, options.learningRate() * options.schedule().factor(state.step, steps()));
      clock.lap(StepClock.Phase.UPDATE);
      return forward.losses();
    }
  }

  /**
   * Now, to the objective.
   *
   * @param done steps
   */
  private Moment moment(long done) {
    return new Moment(state.step, (double) done / steps(), clock);
  }

  private long steps() {
    return options.steps(train.length);
  }

  private void endEpoch(Stopwatch watch) throws IOException {
    Objective.Validation validated;
    try (Torch.Use use = Torch.enter(options.threads())) {
      validated = objective.validate(scope, validation, options.batchSize(), moment(state.step));
    }
    if (!Double.isFinite(validated.score())) {
      throw new DivergedException("the validation score");
    }
    boolean best = validated.score() < state.bestScore;
    if (best) {
      state.bestScore = validated.score();
      state.bestEpoch = state.epoch;
      state.bestWeights = network.weights();
    }
    state.seconds += watch.lap();
    double seconds = state.seconds - state.epochBegan;
    listener.onEpoch(
        new EpochMetrics(state.epoch, seconds, state.losses.mean(), validated.losses(), best),
        validated.latents());
    state.epoch++;
    state.batch = 0;
    state.losses = new Losses.Mean();
    state.epochBegan = state.seconds;
  }

  private int batches() {
    return options.batches(train.length);
  }

  private boolean patienceSpent() {
    double share = Math.max(objective.settled(), options.schedule().settled());
    int settled = (int) Math.ceil(share * options.epochs());
    int since = Math.max(state.bestEpoch, settled);
    return options.patience() > 0 && state.epoch - 1 - since >= options.patience();
  }

  private void checkpoint() throws IOException {
    Map<String, Safetensors.Tensor> weights = network.weights();
    weights.values().forEach(weight -> DivergedException.unlessFinite(weight.values(), "a weight"));
    listener.onCheckpoint(state.toCheckpoint(weights, adam.state(), objective.state()));
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
