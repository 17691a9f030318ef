package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Where a network's inputs come from, a batch at a time. */
public sealed interface Inputs permits PixelBatch, FeatureBatch, AugmentedBatch, EncodedBatch {
  /**
   * Loads a batch.
   *
   * @param rows of which [from, from + count) are the batch
   * @param step of training: names the random streams, where there are any
   * @return [count, values]
   */
  NDArray load(NDManager scope, int[] rows, int from, int count, long step);
}
