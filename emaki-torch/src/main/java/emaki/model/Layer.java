package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** One step of a network. Its tensors live in the scope of the network that it belongs to. */
sealed interface Layer
    permits Dense, Convolution, BatchNormalisation, Dropout, MaxPool, GlobalMean, Flatten {

  /**
   * [n, ...] -> [n, ...], in the scope of {@code x}.
   *
   * @param training whether layers that behave otherwise in training shall: dropout drops, batch
   *     normalisation goes by the batch's own statistics
   */
  NDArray forward(NDArray x, boolean training);

  /** Tensors that training changes, by name. */
  default Map<String, NDArray> parameters() {
    return Map.of();
  }

  /** Tensors that are learnt in passing, by name: statistics of what went through. */
  default Map<String, NDArray> statistics() {
    return Map.of();
  }
}
