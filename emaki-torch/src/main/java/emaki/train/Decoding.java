package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import emaki.data.ImageSet;
import emaki.model.Autoencoder;
import emaki.model.FeatureBatch;
import emaki.model.Inputs;
import emaki.model.PixelBatch;
import emaki.model.Torch;
import emaki.model.Trainable;
import java.util.Map;

/** A decoder's loss by an encoder that stays as it is: squared error of a pixel. */
final class Decoding implements Objective {
  private final Autoencoder model;
  private final Inputs latents;
  private final Inputs pixels;

  /**
   * @param model whose decoder is trained in place
   * @param images all of them, learnt from or not
   * @param batchSize most images at a time
   */
  Decoding(Autoencoder model, ImageSet images, int batchSize) {
    this.model = model;
    this.latents = new FeatureBatch(model.encode(images), model.spec().latentDim());
    this.pixels = new PixelBatch(images, Math.min(batchSize, images.size()));
  }

  @Override
  public Trainable network() {
    return model.decoder();
  }

  @Override
  public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
    NDArray error = error(scope, rows, from, count, true);
    double value = DivergedException.unlessFinite(error.getFloat(), "the decoder's training loss");
    return new Forward(error, losses(value));
  }

  @Override
  public Validation validate(NDManager scope, int[] rows, int batchSize, Moment moment) {
    double sum = 0;
    try (Torch.Use off = Torch.noGradient()) {
      for (int from = 0; from < rows.length; from += batchSize) {
        int count = Math.min(batchSize, rows.length - from);
        try (NDManager chunk = scope.newSubManager()) {
          sum += count * error(chunk, rows, from, count, false).getFloat();
        }
      }
    }
    return new Validation(losses(sum / rows.length), new float[0]);
  }

  private NDArray error(NDManager scope, int[] rows, int from, int count, boolean training) {
    NDArray z = latents.load(scope, rows, from, count, 0);
    NDArray x = pixels.load(scope, rows, from, count, 0);
    return model.decode(z, training).sub(x).square().mean();
  }

  private static Losses losses(double error) {
    return new Losses(error, Map.of("reconstruction", error));
  }
}
