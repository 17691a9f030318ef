package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import emaki.data.Safetensors;
import java.util.Map;

/** What training minimises: a network's weights, and their loss on some images. */
public sealed interface Objective permits Reconstruction, Classification {

  /**
   * A forward pass.
   *
   * @param gradientOf the scalar whose gradient the step follows
   * @param losses what is reported of it
   */
  record Forward(NDArray gradientOf, Losses losses) {}

  /** The tensors that training changes, by name. */
  Map<String, NDArray> parameters();

  /** A copy on the heap of all that the network has learnt, statistics besides weights too. */
  Map<String, Safetensors.Tensor> weights();

  /** Overwrites all of it with a copy that {@link #weights()} made. */
  void restore(Map<String, Safetensors.Tensor> weights, String origin);

  /**
   * The loss of a training batch, recorded for differentiation.
   *
   * @param scope of the step's tensors
   * @param rows images in the epoch's order, of which [from, from + count) are the batch
   * @param step of training, from 1: names the random streams
   * @throws DivergedException where it is no finite number
   */
  Forward forward(NDManager scope, int[] rows, int from, int count, long step);

  /**
   * The loss of images that are not learnt from, by the network as it stands.
   *
   * @param batchSize images at a time
   * @throws DivergedException where it is no finite number
   */
  Validation validate(NDManager scope, int[] rows, int batchSize);

  /**
   * What a validation gave.
   *
   * @param latents row-major, in the order of the rows; empty where the network has none
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Validation(Losses losses, float[] latents) {}
}
