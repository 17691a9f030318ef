package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images to class probabilities: an encoder that stays as it is, where there is one, then a network
 * that is trained on standardised inputs.
 *
 * <p>Owns its tensors, which are native memory: close it. One thread at a time.
 */
public final class Classifier implements AutoCloseable {
  private final ClassifierFormat.Header header;
  private final NDManager scope;
  private final @Nullable Encoder encoder;
  private final NDArray mean;
  private final NDArray deviation;
  private final List<Layer> layers;

  private Classifier(
      ClassifierFormat.Header header,
      NDManager scope,
      @Nullable Encoder encoder,
      Standardisation inputs,
      List<Layer> layers) {
    this.header = header;
    this.scope = scope;
    this.encoder = encoder;
    this.mean = scope.create(inputs.mean(), new Shape(inputs.mean().length));
    this.deviation = scope.create(inputs.deviation(), new Shape(inputs.deviation().length));
    this.layers = List.copyOf(layers);
  }

  /**
   * A classifier of pixels with random weights, drawn from the streams "weights" of {@code seed}.
   *
   * @param classNames by label
   */
  public static Classifier ofPixels(
      ClassifierSpec spec,
      ImageSet images,
      Standardisation inputs,
      List<String> classNames,
      long seed) {
    ClassifierFormat.Header header =
        new ClassifierFormat.Header(
            spec, images.height(), images.width(), images.channels(), null, classNames);
    return create(header, inputs, seed);
  }

  /**
   * A classifier of an autoencoder's latents, with a copy of its encoder.
   *
   * @param spec whose inputs are the latents
   * @param inputs of the latents
   * @param classNames by label
   */
  public static Classifier ofLatents(
      ClassifierSpec spec,
      Autoencoder autoencoder,
      Standardisation inputs,
      List<String> classNames,
      long seed) {
    AutoencoderSpec shape = autoencoder.spec();
    ClassifierFormat.Header header =
        new ClassifierFormat.Header(
            spec, shape.height(), shape.width(), shape.channels(), shape, classNames);
    Classifier classifier = create(header, inputs, seed);
    if (classifier.encoder != null) {
      Weights.restore(
          classifier.encoder.parameters(), autoencoder.weights(), "the autoencoder's weights");
    }
    return classifier;
  }

  private static Classifier create(
      ClassifierFormat.Header header, Standardisation inputs, long seed) {
    NDManager scope = Torch.newScope();
    try {
      AutoencoderSpec encoded = header.encoder();
      Encoder encoder = encoded == null ? null : Autoencoder.encoder(scope, encoded, seed);
      return new Classifier(
          header, scope, encoder, inputs, ClassifierLayers.of(header.network(), scope, seed));
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  /**
   * Reads a classifier that {@link #save} wrote.
   *
   * @throws InputException where the file is missing, damaged or no emaki classifier
   */
  public static Classifier load(Path file) {
    Safetensors stored = Safetensors.read(file);
    ClassifierFormat.Header header = ClassifierFormat.header(file, stored);
    Classifier classifier = create(header, ClassifierFormat.inputs(file, stored), 0);
    try {
      Weights.restore(classifier.tensors(), stored.tensors(), file.toString());
      return classifier;
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  /** Writes everything that {@link #probabilities} needs; the same weights give the same bytes. */
  public void save(Path file) throws IOException {
    new Safetensors(ClassifierFormat.metadata(header), Weights.copy(tensors())).write(file);
  }

  /** The shape of the network that is trained. */
  public ClassifierSpec spec() {
    return header.network();
  }

  /** Names by label. */
  public List<String> classNames() {
    return header.classNames();
  }

  /** The tensors that training changes, by name. They stay this classifier's own. */
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    layers.forEach(layer -> parameters.putAll(layer.parameters()));
    return parameters;
  }

  /** A copy on the heap of all that training changes, running statistics too. */
  public Map<String, Safetensors.Tensor> weights() {
    return Weights.copy(learnt());
  }

  /**
   * Overwrites all that training changes with a copy that {@link #weights()} made.
   *
   * @param origin where they come from, for the message
   * @throws InputException where a tensor is missing or has another shape
   */
  public void restore(Map<String, Safetensors.Tensor> weights, String origin) {
    Weights.restore(learnt(), weights, origin);
  }

  /**
   * Inputs as the network was given them in training -> logits [n, classes].
   *
   * @param features pixels in [0, 1] or latents, [n, inputs], not standardised
   * @param training whether dropout drops and batches are normalised by their own statistics
   */
  public NDArray logits(NDArray features, boolean training) {
    NDArray x = features.sub(mean).div(deviation);
    if (header.network() instanceof ClassifierSpec.Cnn cnn) {
      long n = features.getShape().get(0);
      x =
          cnn.channels() == 1
              ? x.reshape(n, 1, cnn.height(), cnn.width())
              : x.reshape(n, cnn.height(), cnn.width(), cnn.channels()).transpose(0, 3, 1, 2);
    }
    for (Layer layer : layers) {
      x = layer.forward(x, training);
    }
    return x;
  }

  /** Pixels in [0, 1], [n, values] -> what the network is trained on: latents, or the pixels. */
  public NDArray features(NDArray pixels) {
    return encoder == null ? pixels : encoder.forward(pixels);
  }

  /**
   * Checks that images are of the size that the network was made for.
   *
   * @throws InputException where they are not
   */
  public void requireFits(ImageSet images) {
    ImageShape.requireFits(header.height(), header.width(), header.channels(), images);
  }

  /**
   * The probability of each class for every image, row-major [n, classes].
   *
   * @throws InputException where the images have another size than the network was made for
   */
  public float[] probabilities(ImageSet images) {
    requireFits(images);
    return Inference.run(images, spec().classes(), x -> logits(features(x), false).softmax(-1));
  }

  /**
   * The same for inputs as the network was given them in training.
   *
   * @param inputs of which rows 0 to n - 1 are taken
   * @param batchSize rows at a time
   */
  public float[] probabilities(Inputs inputs, int n, int batchSize) {
    int classes = spec().classes();
    int[] rows = IntStream.range(0, n).toArray();
    float[] probabilities = new float[Math.multiplyExact(n, classes)];
    try (Torch.NoGradient off = Torch.noGradient()) {
      for (int from = 0; from < n; from += batchSize) {
        int count = Math.min(batchSize, n - from);
        try (NDManager step = Torch.newScope()) {
          NDArray x = inputs.load(step, rows, from, count, 0);
          float[] part = logits(x, false).softmax(-1).toFloatArray();
          System.arraycopy(part, 0, probabilities, from * classes, part.length);
        }
      }
    }
    return probabilities;
  }

  private Map<String, NDArray> learnt() {
    Map<String, NDArray> learnt = new LinkedHashMap<>();
    for (Layer layer : layers) {
      learnt.putAll(layer.parameters());
      learnt.putAll(layer.statistics());
    }
    return learnt;
  }

  private Map<String, NDArray> tensors() {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    if (encoder != null) {
      tensors.putAll(encoder.parameters());
    }
    tensors.put(ClassifierFormat.MEAN, mean);
    tensors.put(ClassifierFormat.DEVIATION, deviation);
    tensors.putAll(learnt());
    return tensors;
  }

  @Override
  public void close() {
    scope.close();
  }
}
