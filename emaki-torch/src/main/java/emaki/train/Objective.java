package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.model.Trainable;
import java.io.IOException;
import java.util.Map;

/**
 * What training minimises: a network's loss on some images.
 *
 * <p>Loss and validation are asked for with the engine entered. Shows the engine's types {@link
 * NDArray} and {@link NDManager}.
 */
public interface Objective {
  /** The network whose weights are trained. */
  Trainable network();

  /**
   * How it is trained: as the user chose, but for what this objective is at home with, such as a
   * schedule or a weight decay. Batches, epochs, seed and threads stay: runs are resumed by them.
   */
  default TrainOptions options(TrainOptions chosen) {
    return chosen;
  }

  /**
   * The loss of a training batch, recorded for differentiation.
   *
   * @param scope of the step's tensors
   * @param rows images in the epoch's order, of which [from, from + count) are the batch
   * @throws DivergedException where it is no finite number
   */
  Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment);

  /**
   * The loss of images that are not learnt from, by the network as it stands.
   *
   * @param batchSize images at a time
   * @param moment whose step is the epoch's last
   * @throws DivergedException where it is no finite number
   */
  Validation validate(NDManager scope, int[] rows, int batchSize, Moment moment);

  /**
   * Share of the training, in [0, 1), from which on its loss is the one that is wanted: epochs
   * before it say nothing about whether more of them would help.
   */
  default double settled() {
    return 0;
  }

  /** What it keeps from step to step besides the network, for checkpoints. */
  default State state() {
    return State.NONE;
  }

  /**
   * Takes up what {@link #state()} gave.
   *
   * @throws InputException where it is not of this objective
   */
  default void restoreState(State state) {}

  /**
   * What is left to do once the network holds the best epoch's weights, such as teaching a decoder
   * what frozen latents came from. It begins anew where a run that was cut is resumed, so it goes
   * by the weights and by named random streams alone.
   *
   * @param listener is told of it by {@link TrainingListener#onFinishing}, and may cancel
   * @return false where it was cancelled
   */
  default boolean finish(TrainingListener listener) throws IOException {
    return true;
  }

  /**
   * A forward pass.
   *
   * @param gradientOf the scalar whose gradient the step follows
   * @param losses what is reported of it
   */
  record Forward(NDArray gradientOf, Losses losses) {}

  /**
   * What a validation gave.
   *
   * @param score by which the best epoch is chosen, the lowest: measured alike in every epoch, so
   *     not the total where the weight or the width of a part changes in training
   * @param latents row-major, in the order of the rows; empty where the network has none
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Validation(Losses losses, double score, float[] latents) {
    /** Scored by the total, which is the right score where the loss stays the same. */
    public Validation(Losses losses, float[] latents) {
      this(losses, losses.total(), latents);
    }
  }

  /**
   * What a checkpoint keeps of an objective, to the bit.
   *
   * @param numbers by name
   * @param tensors by name
   */
  record State(Map<String, Double> numbers, Map<String, Safetensors.Tensor> tensors) {
    /** Nothing: what is needed follows from step and seed. */
    public static final State NONE = new State(Map.of(), Map.of());

    public State {
      numbers = Map.copyOf(numbers);
      tensors = Map.copyOf(tensors);
    }
  }
}
