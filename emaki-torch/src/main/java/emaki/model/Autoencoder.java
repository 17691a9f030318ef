package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Images to latents and back: an encoder and a decoder, each a {@link Network}.
 *
 * <p>Owns its weights, which are native memory: close it. One thread at a time. Shows the engine's
 * type {@link NDArray}.
 */
public final class Autoencoder implements Trainable, AutoCloseable {
  /** Means nearer to black or white than this would begin where the sigmoid has no slope. */
  private static final double LEAST_MEAN = 0.01;

  private final AutoencoderSpec spec;
  private final int threads;
  private final NDManager scope = Torch.newScope();
  private final Network encoder;
  private final Network decoder;
  private final Trainable whole;

  private Autoencoder(AutoencoderSpec spec, long seed, int threads) {
    this.spec = spec;
    this.threads = threads;
    try {
      List<Layer> first = spec.encoder();
      this.encoder = new Network(scope, "encoder", first, 0, seed);
      this.decoder = new Network(scope, "decoder", spec.decoder(), Network.numbered(first), seed);
      this.whole = Trainable.of(encoder, decoder);
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  /**
   * A network with random weights drawn from the streams "weights" of {@code seed}.
   *
   * @param threads of the engine in every use; results are the same to the bit only for the same
   *     number
   */
  public static Autoencoder initialise(AutoencoderSpec spec, long seed, int threads) {
    return new Autoencoder(spec, seed, threads);
  }

  /**
   * Begins at a mean image: the first layer's biases are set so that it gives it nothing, as if
   * inputs were centred, the last layer's so that it is what all zeros decode to. Without this the
   * first steps are spent on the mean, and on images of a bright ground they drive every latent to
   * one saturated point that training does not leave again. A network that has been trained must
   * not be centred again. An end that is no {@link Dense} layer begins as it was.
   *
   * @param mean values in [0, 1], [inputs]
   */
  public void centreOn(float[] mean) {
    List<Layer> first = spec.encoder();
    if (first.get(0) instanceof Dense) {
      silence(encoder.tensors(0), mean);
    }
    List<Layer> last = spec.decoder();
    if (last.get(last.size() - 1) instanceof Dense dense
        && dense.activation() == Activation.SIGMOID) {
      bias(decoder.tensors(last.size() - 1)).set(logits(mean));
    }
  }

  private void silence(Map<String, NDArray> dense, float[] mean) {
    try (Torch.Use use = Torch.infer(threads);
        NDManager step = Torch.newScope()) {
      NDArray image = step.create(mean, new Shape(spec.inputs(), 1));
      NDArray weight = Objects.requireNonNull(dense.get("weight"));
      bias(dense).set(weight.matMul(image).neg().toFloatArray());
    }
  }

  private static NDArray bias(Map<String, NDArray> dense) {
    return Objects.requireNonNull(dense.get("bias"));
  }

  private static float[] logits(float[] mean) {
    float[] logits = new float[mean.length];
    for (int i = 0; i < logits.length; i++) {
      double p = Math.max(LEAST_MEAN, Math.min(1 - LEAST_MEAN, mean[i]));
      logits[i] = (float) Math.log(p / (1 - p));
    }
    return logits;
  }

  /**
   * Reads a network that {@link #save} wrote.
   *
   * @param threads of the engine in every use
   * @throws InputException where the file is missing, damaged or not an emaki autoencoder
   * @throws IOException where it cannot be read
   */
  public static Autoencoder load(Path file, int threads) throws IOException {
    Safetensors stored = Safetensors.read(file);
    AutoencoderSpec spec = NetworkFormat.autoencoder(file, stored);
    Autoencoder model = initialise(spec, 0, threads);
    try {
      model.restore(stored.tensors(), file.toString());
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** The shape of this network. */
  public AutoencoderSpec spec() {
    return spec;
  }

  /**
   * Writes the weights as safetensors, {@code encoder.*} and {@code decoder.*}; the same weights
   * give the same bytes.
   *
   * @throws InputException where the file is none that can be replaced
   * @throws IOException where it cannot be written
   */
  public void save(Path file) throws IOException {
    new Safetensors(spec.metadata(), weights()).write(file);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return whole.parameters();
  }

  @Override
  public Map<String, NDArray> tensors() {
    return whole.tensors();
  }

  /** Its first half, for objectives that train it alone, or with networks of their own. */
  public Network encoder() {
    return encoder;
  }

  /** Its second half, from latents to pixels. */
  public Network decoder() {
    return decoder;
  }

  /** The encoder's layers with copies of their tensors, from pixels to latents. */
  public List<LayerWeights> encoderLayers() {
    return encoder.copy();
  }

  /** The decoder's layers with copies of their tensors, from latents to pixels. */
  public List<LayerWeights> decoderLayers() {
    return decoder.copy();
  }

  /**
   * Pixels in [0, 1], [n, inputs] -> latents [n, latentDim], in the scope of {@code images}.
   *
   * @param training whether dropout drops and batches are normalised by their own statistics
   */
  public NDArray encode(NDArray images, boolean training) {
    return encoder.forward(images, training);
  }

  /**
   * Latents [n, latentDim] -> pixels in [0, 1], [n, inputs], in the scope of {@code latents}.
   *
   * @param training as in {@link #encode(NDArray, boolean)}
   */
  public NDArray decode(NDArray latents, boolean training) {
    return decoder.forward(latents, training);
  }

  /**
   * The latents of every image, row-major [n, latentDim].
   *
   * @throws InputException where the images have another size than the network was made for
   */
  public float[] encode(ImageSet images) {
    spec.requireFits(images);
    return Inference.run(images, spec.latentDim(), threads, x -> encode(x, false));
  }

  /**
   * The images of latents, as values in [0, 1], row-major [n, inputs].
   *
   * @param latents row-major [n, latentDim]
   */
  public float[] decode(float[] latents) {
    int k = spec.latentDim();
    Expect.that(
        latents.length % k == 0, "rows of %d values".formatted(k), latents.length + " values");
    int n = latents.length / k;
    return Inference.run(
        new FeatureBatch(latents, k),
        n,
        spec.inputs(),
        Inference.batch(n, spec.inputs()),
        threads,
        z -> decode(z, false));
  }

  /**
   * The squared error of each image's reconstruction, averaged over its values: [n].
   *
   * @throws InputException where the images have another size than the network was made for
   */
  public float[] reconstructionErrors(ImageSet images) {
    spec.requireFits(images);
    return Inference.run(
        images,
        1,
        threads,
        x -> decode(encode(x, false), false).sub(x).square().mean(new int[] {1}));
  }

  @Override
  public void close() {
    scope.close();
  }
}
