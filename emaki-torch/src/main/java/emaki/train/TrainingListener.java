package emaki.train;

import emaki.data.Safetensors;
import java.io.IOException;

/** Told of training as it goes, on the training thread. */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * A step is done.
   *
   * @param epoch from 1
   * @param batch from 1
   * @param batches in an epoch
   * @param losses of this batch
   */
  default void onBatch(int epoch, int batch, int batches, Losses losses) {}

  /**
   * An epoch is done.
   *
   * @param validationLatents row-major, rows in the order of the validation split
   */
  default void onEpoch(EpochMetrics metrics, float[] validationLatents) throws IOException {}

  /** The whole state of training, to be kept: {@link Trainer#resume} goes on from it. */
  default void onCheckpoint(Safetensors state) throws IOException {}

  /**
   * A step is done of what follows once the best weights are chosen, {@link Objective#finish}.
   *
   * @param phase what is done, such as {@code decoder}
   * @param step from 1; 0: it begins
   * @param steps of the phase, at most
   */
  default void onFinishing(String phase, long step, long steps) {}

  /** Whether to stop after this step, leaving a checkpoint. */
  default boolean cancelled() {
    return false;
  }
}
