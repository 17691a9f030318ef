package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Where a network's inputs come from, a batch at a time.
 *
 * <p>Shows the engine's types {@link NDArray} and {@link NDManager}.
 */
public interface Inputs {
  /**
   * Loads a batch.
   *
   * @param rows of which [from, from + count) are the batch
   * @param step of training: names the random streams, where there are any
   * @return [count, values]
   */
  NDArray load(NDManager scope, int[] rows, int from, int count, long step);
}
