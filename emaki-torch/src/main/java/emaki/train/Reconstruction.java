package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.auto.service.AutoService;
import emaki.data.ImageSet;
import emaki.divergence.Divergence;
import emaki.model.Autoencoder;
import emaki.model.PixelBatch;
import emaki.model.Torch;
import emaki.model.Trainable;
import emaki.part.PartOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An autoencoder's loss: squared error of a pixel, plus lambda times the divergence of the latents
 * from a prior.
 *
 * <p>The pairwise kernels of the regulariser run on plain arrays outside the engine. Per step the
 * latents are copied out, the exact gradient of the divergence with respect to them is computed,
 * and the engine sees it as the loss's linear term sum(latents * gradient), whose derivative is
 * that gradient.
 */
public final class Reconstruction implements LatentObjective {
  /** A plain autoencoder's metrics have the columns of the study's, empty. */
  private static final List<String> STUDY = List.of("entropy", "cross_entropy");

  private final Autoencoder model;
  private final @Nullable Regulariser regulariser;
  private final PixelBatch pixels;
  private final int batchSize;

  /**
   * @param model trained in place
   * @param regulariser null for a plain autoencoder
   * @param images all of them, learnt from or not
   * @param batchSize most images at a time
   */
  public Reconstruction(
      Autoencoder model, @Nullable Regulariser regulariser, ImageSet images, int batchSize) {
    this.model = model;
    this.regulariser = regulariser;
    this.batchSize = batchSize;
    this.pixels = new PixelBatch(images, Math.min(batchSize, images.size()));
  }

  /**
   * Of a trial, by a new network, which begins at the mean of the training images where its ends
   * are fully connected.
   */
  public static Reconstruction of(ObjectivePart.Setting setting) {
    TrainOptions options = setting.options();
    ImageSet images = setting.images();
    Autoencoder model =
        Autoencoder.initialise(setting.network(), options.seed(), options.threads());
    // A resumed training overwrites this.
    model.centreOn(images.mean(setting.splits().learned()));
    return new Reconstruction(
        model, setting.regulariser().orElse(null), images, options.batchSize());
  }

  @Override
  public Trainable network() {
    return model;
  }

  @Override
  public Autoencoder autoencoder() {
    return model;
  }

  @Override
  public void close() {
    model.close();
  }

  @Override
  public double settled() {
    return regulariser == null ? 0 : regulariser.settled();
  }

  @Override
  public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
    return forward(scope, rows, from, count, moment, x -> x);
  }

  /**
   * The same by an encoder that sees the images otherwise than the decoder is to give them back.
   *
   * @param seen pixels in [0, 1], [count, values] -> what the encoder sees, of the same shape
   */
  public Forward forward(
      NDManager scope,
      int[] rows,
      int from,
      int count,
      Moment moment,
      UnaryOperator<NDArray> seen) {
    StepClock clock = moment.clock();
    NDArray x = pixels.load(scope, rows, from, count, moment.step());
    clock.lap(StepClock.Phase.COPYING);
    NDArray z = model.encode(seen.apply(x), true);
    NDArray decoded = model.decode(z, true);
    clock.lap(StepClock.Phase.FORWARD);
    NDArray error = decoded.sub(x).square().mean();
    clock.lap(StepClock.Phase.LOSS);
    double reconstruction = DivergedException.unlessFinite(error.getFloat(), "the training loss");
    if (regulariser == null) {
      return new Forward(error, losses(reconstruction, null, 0));
    }
    float[] latents = DivergedException.unlessFinite(z.toFloatArray(), "a latent");
    clock.lap(StepClock.Phase.COPYING);
    float[] gradient = new float[latents.length];
    Divergence.Measurement measured =
        regulariser.step(latents, moment.step(), moment.share(), gradient);
    clock.lap(StepClock.Phase.REGULARISER);
    // A last batch of a few images would be drawn far harder than a whole one: it gets its share.
    double weight =
        regulariser.weight().lambda(reconstruction) * count / Math.min(batchSize, rows.length);
    NDArray pull = scope.create(gradient, z.getShape()).muli((float) weight);
    NDArray total = error.add(z.mul(pull).sum());
    clock.lap(StepClock.Phase.LOSS);
    return new Forward(total, losses(reconstruction, measured, weight));
  }

  @Override
  public Validation validate(NDManager scope, int[] rows, int batch, Moment moment) {
    int k = model.spec().latentDim();
    float[] latents = new float[rows.length * k];
    double error = 0;
    try (Torch.Use off = Torch.noGradient()) {
      for (int from = 0; from < rows.length; from += batch) {
        int count = Math.min(batch, rows.length - from);
        try (NDManager chunk = scope.newSubManager()) {
          NDArray x = pixels.load(chunk, rows, from, count, 0);
          NDArray z = model.encode(x, false);
          error += count * model.decode(z, false).sub(x).square().mean().getFloat();
          float[] part = z.toFloatArray();
          System.arraycopy(part, 0, latents, from * k, part.length);
        }
      }
    }
    DivergedException.unlessFinite(latents, "a latent");
    double reconstruction =
        DivergedException.unlessFinite((float) (error / rows.length), "the validation loss");
    if (regulariser == null) {
      return new Validation(losses(reconstruction, null, 0), latents);
    }
    Divergence.Measurement measured = regulariser.validate(latents, batch);
    Weight weight = regulariser.weight();
    return new Validation(
        losses(reconstruction, measured, weight.lambda(reconstruction)),
        weight.score(reconstruction, measured.value()),
        latents);
  }

  private Losses losses(
      double reconstruction, Divergence.@Nullable Measurement measured, double lambda) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("reconstruction", reconstruction);
    parts.put("divergence", measured == null ? Double.NaN : measured.value());
    for (String part : regulariser == null ? STUDY : regulariser.parts()) {
      parts.put(
          part, measured == null ? Double.NaN : measured.parts().getOrDefault(part, Double.NaN));
    }
    if (regulariser != null && regulariser.weight().ofError()) {
      parts.put("lambda", lambda);
    }
    double total = measured == null ? reconstruction : reconstruction + lambda * measured.value();
    return new Losses(total, parts);
  }

  /** By name. */
  @AutoService(ObjectivePart.class)
  public static final class Part implements ObjectivePart {
    @Override
    public String usage() {
      return "reconstruction";
    }

    @Override
    public Function<Setting, LatentObjective> make(PartOptions options) {
      return Reconstruction::of;
    }
  }
}
