package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import emaki.data.InputException;
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
  /** Images or latents per forward pass where no batch size is given. */
  private static final int BATCH = 1000;

  private final AutoencoderSpec spec;
  private final NDManager scope;
  private final List<Dense> encoder;
  private final List<Dense> decoder;

  private Autoencoder(
      AutoencoderSpec spec, NDManager scope, List<Dense> encoder, List<Dense> decoder) {
    this.spec = spec;
    this.scope = scope;
    this.encoder = List.copyOf(encoder);
    this.decoder = List.copyOf(decoder);
  }

  /** A network with random weights drawn from the streams "weights" of {@code seed}. */
  public static Autoencoder initialise(AutoencoderSpec spec, long seed) {
    NDManager scope = Torch.newScope();
    List<Integer> widths = widths(spec);
    int half = widths.size() / 2;
    List<Dense> encoder = new ArrayList<>();
    List<Dense> decoder = new ArrayList<>();
    for (int i = 0; i + 1 < widths.size(); i++) {
      boolean encodes = i < half;
      String name = encodes ? "encoder." + i : "decoder." + (i - half);
      (encodes ? encoder : decoder)
          .add(
              Dense.initialise(
                  scope,
                  name,
                  i,
                  widths.get(i),
                  widths.get(i + 1),
                  activation(i, half, widths.size()),
                  seed));
    }
    return new Autoencoder(spec, scope, encoder, decoder);
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
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    for (List<Dense> layers : List.of(encoder, decoder)) {
      for (Dense layer : layers) {
        parameters.put(layer.name() + ".weight", layer.weight());
        parameters.put(layer.name() + ".bias", layer.bias());
      }
    }
    return parameters;
  }

  /** A copy of the weights on the heap, by name. */
  public Map<String, Safetensors.Tensor> weights() {
    Map<String, Safetensors.Tensor> weights = new LinkedHashMap<>();
    parameters()
        .forEach(
            (name, p) ->
                weights.put(
                    name, new Safetensors.Tensor(p.getShape().getShape(), p.toFloatArray())));
    return weights;
  }

  /**
   * Overwrites the weights with a copy that {@link #weights()} made of a network of this shape.
   *
   * @param origin where they come from, for the message
   * @throws InputException where a tensor is missing or has another shape
   */
  public void restore(Map<String, Safetensors.Tensor> weights, String origin) {
    parameters()
        .forEach(
            (name, parameter) -> {
              Safetensors.Tensor tensor = weights.get(name);
              Shape shape = parameter.getShape();
              if (tensor == null || !shape.equals(new Shape(tensor.shape()))) {
                throw new InputException(
                    origin,
                    "expected a tensor %s of shape %s, found %s"
                        .formatted(
                            name, shape, tensor == null ? "none" : new Shape(tensor.shape())),
                    "the file is not of this network; train again or restore it from a copy");
              }
              parameter.set(tensor.values());
            });
  }

  /** Pixels in [0, 1], [n, inputs] -> latents [n, latentDim], in the scope of {@code images}. */
  public NDArray encode(NDArray images) {
    return forward(encoder, images);
  }

  /** Latents [n, latentDim] -> pixels in [0, 1], [n, inputs], in the scope of {@code latents}. */
  public NDArray decode(NDArray latents) {
    return forward(decoder, latents);
  }

  /**
   * The latents of every image, row-major [n, latentDim].
   *
   * @throws InputException where the images have another size than the network was made for
   */
  public float[] encode(ImageSet images) {
    requireSize(images);
    int k = spec.latentDim();
    float[] latents = new float[Math.multiplyExact(images.size(), k)];
    PixelBatch pixels = new PixelBatch(images, BATCH);
    try (Torch.NoGradient off = Torch.noGradient()) {
      for (int from = 0; from < images.size(); from += BATCH) {
        int count = Math.min(BATCH, images.size() - from);
        try (NDManager step = Torch.newScope()) {
          float[] z = encode(pixels.load(step, from, count)).toFloatArray();
          System.arraycopy(z, 0, latents, from * k, z.length);
        }
      }
    }
    return latents;
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
    float[] images = new float[Math.multiplyExact(n, spec.inputs())];
    try (Torch.NoGradient off = Torch.noGradient()) {
      for (int from = 0; from < n; from += BATCH) {
        int count = Math.min(BATCH, n - from);
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
    requireSize(images);
    float[] errors = new float[images.size()];
    PixelBatch pixels = new PixelBatch(images, BATCH);
    try (Torch.NoGradient off = Torch.noGradient()) {
      for (int from = 0; from < images.size(); from += BATCH) {
        int count = Math.min(BATCH, images.size() - from);
        try (NDManager step = Torch.newScope()) {
          NDArray x = pixels.load(step, from, count);
          float[] e = decode(encode(x)).sub(x).square().mean(new int[] {1}).toFloatArray();
          System.arraycopy(e, 0, errors, from, count);
        }
      }
    }
    return errors;
  }

  @Override
  public void close() {
    scope.close();
  }

  private void requireSize(ImageSet images) {
    if (images.height() != spec.height()
        || images.width() != spec.width()
        || images.channels() != spec.channels()) {
      throw new InputException(
          images.name(),
          "the network expects %dx%dx%d images, these are %dx%dx%d"
              .formatted(
                  spec.height(),
                  spec.width(),
                  spec.channels(),
                  images.height(),
                  images.width(),
                  images.channels()),
          "resize them with --resize %dx%d".formatted(spec.height(), spec.width()));
    }
  }

  private static NDArray forward(List<Dense> layers, NDArray x) {
    NDArray y = x;
    for (Dense layer : layers) {
      y = layer.forward(y);
    }
    return y;
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
