package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Images on their way through a classifier's encoder, which stays as it is: latents of images that
 * are new every time.
 *
 * @param pixels where images come from
 * @param classifier whose encoder it is
 */
public record EncodedBatch(Inputs pixels, Classifier classifier) implements Inputs {
  @Override
  public NDArray load(NDManager scope, int[] rows, int from, int count, long step) {
    return classifier.features(pixels.load(scope, rows, from, count, step));
  }
}
