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
import org.jspecify.annotations.Nullable;

/**
 * Images to class probabilities: an encoder that stays as it is, where there is one, then a network
 * that is trained on standardised inputs.
 *
 * <p>Owns its tensors, which are native memory: close it. One thread at a time. Shows the engine's
 * type {@link NDArray}.
 */
public final class Classifier implements Trainable, AutoCloseable {
  /** The means that inputs are shifted by. */
  private static final String MEAN = "input.mean";

  /** The deviations that inputs are divided by. */
  private static final String DEVIATION = "input.deviation";

  private final ClassifierHeader header;
  private final int threads;
  private final NDManager scope = Torch.newScope();
  private final @Nullable Network encoder;
  private final NDArray mean;
  private final NDArray deviation;
  private final Network network;

  private Classifier(ClassifierHeader header, Standardisation inputs, long seed, int threads) {
    this.header = header;
    this.threads = threads;
    try {
      AutoencoderSpec encoded = header.encoder();
      this.encoder =
          encoded == null ? null : new Network(scope, "encoder", encoded.encoder(), 0, seed);
      this.mean = scope.create(inputs.mean(), new Shape(inputs.mean().length));
      this.deviation = scope.create(inputs.deviation(), new Shape(inputs.deviation().length));
      this.network = new Network(scope, "classifier", header.network().layers(), 0, seed);
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  /**
   * A classifier of pixels with random weights, drawn from the streams "weights" of {@code seed}.
   *
   * @param classNames by label
   * @param threads of the engine in every use; results are the same to the bit only for the same
   *     number
   */
  public static Classifier ofPixels(
      ClassifierSpec spec,
      ImageSet images,
      Standardisation inputs,
      List<String> classNames,
      long seed,
      int threads) {
    ClassifierHeader header =
        new ClassifierHeader(
            spec, images.height(), images.width(), images.channels(), null, classNames);
    return new Classifier(header, inputs, seed, threads);
  }

  /**
   * A classifier of an autoencoder's latents, with a copy of its encoder.
   *
   * @param spec whose inputs are the latents
   * @param inputs of the latents
   * @param classNames by label
   * @param threads of the engine in every use
   */
  public static Classifier ofLatents(
      ClassifierSpec spec,
      Autoencoder autoencoder,
      Standardisation inputs,
      List<String> classNames,
      long seed,
      int threads) {
    AutoencoderSpec shape = autoencoder.spec();
    ClassifierHeader header =
        new ClassifierHeader(
            spec, shape.height(), shape.width(), shape.channels(), shape, classNames);
    Classifier classifier = new Classifier(header, inputs, seed, threads);
    if (classifier.encoder != null) {
      classifier.encoder.restore(autoencoder.weights(), "the autoencoder's weights");
    }
    return classifier;
  }

  /**
   * Reads a classifier that {@link #save} wrote.
   *
   * @param threads of the engine in every use
   * @throws InputException where the file is missing, damaged or no emaki classifier
   * @throws IOException where it cannot be read
   */
  public static Classifier load(Path file, int threads) throws IOException {
    Safetensors stored = Safetensors.read(file);
    ClassifierHeader header = NetworkFormat.classifier(file, stored);
    Classifier classifier = new Classifier(header, inputs(file, stored), 0, threads);
    try {
      Weights.restore(classifier.stored(), stored.tensors(), file.toString());
      return classifier;
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  private static Standardisation inputs(Path file, Safetensors stored) {
    Safetensors.Tensor mean = stored.tensors().get(MEAN);
    Safetensors.Tensor deviation = stored.tensors().get(DEVIATION);
    if (mean == null || deviation == null || mean.values().length != deviation.values().length) {
      throw new InputException(
          file.toString(),
          "lacks what its inputs are standardised by",
          "restore it from a copy or train again");
    }
    return new Standardisation(mean.values(), deviation.values());
  }

  /**
   * Writes everything that {@link #probabilities} needs; the same weights give the same bytes.
   *
   * @throws InputException where the file is none that can be replaced
   * @throws IOException where it cannot be written
   */
  public void save(Path file) throws IOException {
    new Safetensors(NetworkFormat.classifier(header), Weights.copy(stored())).write(file);
  }

  /** The shape of the network that is trained. */
  public ClassifierSpec spec() {
    return header.network();
  }

  /** Names by label. */
  public List<String> classNames() {
    return header.classNames();
  }

  /** Extents of an image: height, width and channels. */
  public List<Integer> image() {
    return List.of(header.height(), header.width(), header.channels());
  }

  /** The encoder's layers with copies of their tensors; none where it classifies pixels. */
  public List<LayerWeights> encoderLayers() {
    return encoder == null ? List.of() : encoder.copy();
  }

  /** What the encoder's outputs, or pixels, are standardised by. */
  public Standardisation standardisation() {
    return new Standardisation(mean.toFloatArray(), deviation.toFloatArray());
  }

  /** The layers behind that, with copies of their tensors, up to the logits. */
  public List<LayerWeights> networkLayers() {
    return network.copy();
  }

  @Override
  public Map<String, NDArray> parameters() {
    return network.parameters();
  }

  @Override
  public Map<String, NDArray> tensors() {
    return network.tensors();
  }

  /**
   * Inputs as the network was given them in training -> logits [n, classes].
   *
   * @param features pixels in [0, 1] or latents, [n, inputs], not standardised
   * @param training whether dropout drops and batches are normalised by their own statistics
   */
  public NDArray logits(NDArray features, boolean training) {
    return network.forward(features.sub(mean).div(deviation), training);
  }

  /** Pixels in [0, 1], [n, values] -> what the network is trained on: latents, or the pixels. */
  public NDArray features(NDArray pixels) {
    return encoder == null ? pixels : encoder.forward(pixels, false);
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
    return Inference.run(
        images, spec().classes(), threads, x -> logits(features(x), false).softmax(-1));
  }

  /**
   * The same for inputs as the network was given them in training.
   *
   * @param inputs of which rows 0 to n - 1 are taken
   * @param batchSize rows at a time
   */
  public float[] probabilities(Inputs inputs, int n, int batchSize) {
    return Inference.run(
        inputs, n, spec().classes(), batchSize, threads, x -> logits(x, false).softmax(-1));
  }

  /** What a file holds. */
  private Map<String, NDArray> stored() {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    if (encoder != null) {
      tensors.putAll(encoder.tensors());
    }
    tensors.put(MEAN, mean);
    tensors.put(DEVIATION, deviation);
    tensors.putAll(network.tensors());
    return tensors;
  }

  @Override
  public void close() {
    scope.close();
  }
}
