package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stacked autoencoder: tanh hidden layers and a linear latent layer in the encoder, ReLU hidden
 * layers and a sigmoid output in the decoder (the study's SAE).
 *
 * <p>Owns its weights, which are native memory: close it. One thread at a time.
 */
public final class Autoencoder implements AutoCloseable {
  /** Means nearer to black or white than this would begin where the sigmoid has no slope. */
  private static final double LEAST_MEAN = 0.01;

  private final AutoencoderSpec spec;
  private final NDManager scope;
  private final Encoder encoder;
  private final List<Dense> decoder;

  private Autoencoder(AutoencoderSpec spec, NDManager scope, Encoder encoder, List<Dense> decoder) {
    this.spec = spec;
    this.scope = scope;
    this.encoder = encoder;
    this.decoder = List.copyOf(decoder);
  }

  /** A network with random weights drawn from the streams "weights" of {@code seed}. */
  public static Autoencoder initialise(AutoencoderSpec spec, long seed) {
    NDManager scope = Torch.newScope();
    List<Integer> widths = widths(spec);
    int half = widths.size() / 2;
    return new Autoencoder(
        spec,
        scope,
        encoder(scope, spec, seed),
        layers(scope, "decoder.", widths, half, widths.size() - 1, seed));
  }

  /** The first half alone, with the weights that the whole begins with. */
  static Encoder encoder(NDManager scope, AutoencoderSpec spec, long seed) {
    List<Integer> widths = widths(spec);
    return new Encoder(spec, layers(scope, "encoder.", widths, 0, widths.size() / 2, seed));
  }

  private static List<Dense> layers(
      NDManager scope, String prefix, List<Integer> widths, int from, int to, long seed) {
    List<Dense> layers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      layers.add(
          Dense.initialise(
              scope,
              prefix + (i - from),
              i,
              widths.get(i),
              widths.get(i + 1),
              activation(i, widths.size() / 2, widths.size()),
              seed));
    }
    return layers;
  }

  /**
   * Begins at a mean image: the first layer's biases are set so that it gives it nothing, as if
   * inputs were centred, the last layer's so that it is what all zeros decode to. Without this the
   * first steps are spent on the mean, and on images of a bright ground they drive every latent to
   * one saturated point that training does not leave again. A network that has been trained must
   * not be centred again.
   *
   * @param mean values in [0, 1], [inputs]
   */
  public void centreOn(float[] mean) {
    Dense first = encoder.layers().get(0);
    try (NDManager step = Torch.newScope();
        Torch.NoGradient off = Torch.noGradient()) {
      NDArray image = step.create(mean, new Shape(spec.inputs(), 1));
      first.bias().set(first.weight().matMul(image).neg().toFloatArray());
    }
    float[] logits = new float[mean.length];
    for (int i = 0; i < logits.length; i++) {
      double p = Math.max(LEAST_MEAN, Math.min(1 - LEAST_MEAN, mean[i]));
      logits[i] = (float) Math.log(p / (1 - p));
    }
    decoder.get(decoder.size() - 1).bias().set(logits);
  }

  /**
   * Reads a network that {@link #save} wrote.
   *
   * @throws InputException where the file is missing, damaged or not an emaki autoencoder
   */
  public static Autoencoder load(Path file) {
    Safetensors stored = Safetensors.read(file);
    AutoencoderSpec spec = AutoencoderFormat.spec(file, stored);
    Autoencoder model = initialise(spec, 0);
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
   */
  public void save(Path file) throws IOException {
    new Safetensors(AutoencoderFormat.metadata(spec), weights()).write(file);
  }

  /** The trainable tensors by name, in the order of the layers. They stay this network's own. */
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>(encoder.parameters());
    decoder.forEach(layer -> parameters.putAll(layer.parameters()));
    return parameters;
  }

  /** Copies of the decoder's layers, from latents to pixels. */
  public List<DenseWeights> decoderLayers() {
    return decoder.stream().map(DenseWeights::of).toList();
  }

  /** A copy of the weights on the heap, by name. */
  public Map<String, Safetensors.Tensor> weights() {
    return Weights.copy(parameters());
  }

  /**
   * Overwrites the weights with a copy that {@link #weights()} made of a network of this shape.
   *
   * @param origin where they come from, for the message
   * @throws InputException where a tensor is missing or has another shape
   */
  public void restore(Map<String, Safetensors.Tensor> weights, String origin) {
    Weights.restore(parameters(), weights, origin);
  }

  /** Pixels in [0, 1], [n, inputs] -> latents [n, latentDim], in the scope of {@code images}. */
  public NDArray encode(NDArray images) {
    return encoder.forward(images);
  }

  /** Latents [n, latentDim] -> pixels in [0, 1], [n, inputs], in the scope of {@code latents}. */
  public NDArray decode(NDArray latents) {
    NDArray x = latents;
    for (Dense layer : decoder) {
      x = layer.forward(x, false);
    }
    return x;
  }

  /**
   * The latents of every image, row-major [n, latentDim].
   *
   * @throws InputException where the images have another size than the network was made for
   */
  public float[] encode(ImageSet images) {
    spec.requireFits(images);
    return Inference.run(images, spec.latentDim(), this::encode);
  }

  /**
   * The images of latents, as values in [0, 1], row-major [n, inputs].
   *
   * @param latents row-major [n, latentDim]
   */
  public float[] decode(float[] latents) {
    int k = spec.latentDim();
    if (latents.length % k != 0) {
      throw new IllegalArgumentException(
          "Expected rows of %d values, got %d values".formatted(k, latents.length));
    }
    int n = latents.length / k;
    int batch = Inference.batch(n, spec.inputs());
    float[] images = new float[Math.multiplyExact(n, spec.inputs())];
    try (Torch.NoGradient off = Torch.noGradient()) {
      for (int from = 0; from < n; from += batch) {
        int count = Math.min(batch, n - from);
        try (NDManager step = Torch.newScope()) {
          float[] part = java.util.Arrays.copyOfRange(latents, from * k, (from + count) * k);
          float[] x = decode(step.create(part, new Shape(count, k))).toFloatArray();
          System.arraycopy(x, 0, images, from * spec.inputs(), x.length);
        }
      }
    }
    return images;
  }

  /**
   * The squared error of each image's reconstruction, averaged over its values: [n].
   *
   * @throws InputException where the images have another size than the network was made for
   */
  public float[] reconstructionErrors(ImageSet images) {
    spec.requireFits(images);
    return Inference.run(images, 1, x -> decode(encode(x)).sub(x).square().mean(new int[] {1}));
  }

  @Override
  public void close() {
    scope.close();
  }

  private static List<Integer> widths(AutoencoderSpec spec) {
    List<Integer> widths = new ArrayList<>();
    widths.add(spec.inputs());
    widths.addAll(spec.hidden());
    widths.add(spec.latentDim());
    for (int i = spec.hidden().size() - 1; i >= 0; i--) {
      widths.add(spec.hidden().get(i));
    }
    widths.add(spec.inputs());
    return widths;
  }

  private static Activation activation(int layer, int half, int widths) {
    if (layer < half) {
      return layer == half - 1 ? Activation.LINEAR : Activation.TANH;
    }
    return layer == widths - 2 ? Activation.SIGMOID : Activation.RELU;
  }
}
