package emaki.run;

import emaki.data.Augmentation;
import emaki.data.InputException;
import emaki.model.ClassifierSpec;
import emaki.train.LearningRate;
import emaki.train.TrainOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A classifier's run: what it learns from, its network and its training.
 *
 * @param source folder of the autoencoder's run whose latents it learns from; null: pixels
 * @param data a known dataset's name or a path
 * @param resize height x width to which images are brought; null: as they are
 * @param network its shape
 * @param recipe that the defaults came from
 * @param augmentation of the training images
 * @param schedule of the learning rate
 * @param weightDecay decoupled, at least 0
 * @param batchSize images per step
 * @param learningRate of Adam, at its highest
 * @param epochs most passes over the training images
 * @param patience epochs without improvement after which training stops; 0: never
 * @param validationFraction of the training images set aside, in (0, 0.5]
 * @param seed of every random stream
 * @param threads of the engine
 */
public record ClassificationSpec(
    @Nullable String source,
    String data,
    @Nullable String resize,
    Network network,
    Recipe recipe,
    Augmentation augmentation,
    LearningRate schedule,
    double weightDecay,
    int batchSize,
    double learningRate,
    int epochs,
    int patience,
    double validationFraction,
    long seed,
    int threads)
    implements RunSpec {

  public ClassificationSpec {
    try {
      new TrainOptions(
          batchSize, learningRate, schedule, weightDecay, epochs, patience, seed, threads);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "training options",
          String.valueOf(e.getMessage()),
          "emaki classify --help tells the ranges");
    }
    if (source != null && network.kind() == Kind.CNN) {
      throw new InputException(
          "--model cnn", "convolves images, not latents", "give --data, or --model mlp");
    }
  }

  /** What kind of network. */
  public enum Kind {
    /** Fully connected. */
    MLP,
    /** Convolutional. */
    CNN
  }

  /**
   * A network before it is known what comes in and how many classes there are.
   *
   * @param hidden widths of an MLP's hidden layers
   * @param stem filters of a CNN's stem; 0: none
   * @param filters of a CNN's stages
   * @param depth convolutions in each stage
   * @param dense width of a CNN's fully connected layer; 0: none
   */
  public record Network(
      Kind kind,
      List<Integer> hidden,
      int stem,
      List<Integer> filters,
      int depth,
      int dense,
      boolean batchNormalisation,
      double dropout) {
    public Network {
      hidden = List.copyOf(hidden);
      filters = List.copyOf(filters);
    }

    /** The network for inputs of a shape, where an MLP takes only the product of the extents. */
    public ClassifierSpec of(int height, int width, int channels, int classes) {
      try {
        return kind == Kind.MLP
            ? new ClassifierSpec.Mlp(
                height * width * channels, hidden, batchNormalisation, dropout, classes)
            : new ClassifierSpec.Cnn(
                height,
                width,
                channels,
                stem,
                filters,
                depth,
                dense,
                batchNormalisation,
                dropout,
                classes);
      } catch (IllegalArgumentException e) {
        throw new InputException(
            "--model " + (kind == Kind.MLP ? "mlp" : "cnn"),
            String.valueOf(e.getMessage()),
            "emaki classify --help tells the options",
            e);
      }
    }
  }

  /** A set of defaults. */
  public enum Recipe {
    /** The study's: plain pixels, Adam at one rate, batches of 1000 (a CNN: 128, for speed). */
    STUDY,
    /** Augmented images, batch normalisation, dropout, a learning rate that falls to nothing. */
    STRONG;

    /** The defaults for a network on a data set's pixels. */
    public ClassificationSpec ofPixels(Kind kind, String data, @Nullable String resize) {
      return defaults(kind, null, data, resize);
    }

    /**
     * The defaults for an MLP on the latents of a run.
     *
     * @param source folder of the run
     * @param trial its spec
     */
    public ClassificationSpec ofLatents(Path source, TrialSpec trial) {
      return defaults(
          Kind.MLP, source.toAbsolutePath().normalize().toString(), trial.data(), trial.resize());
    }

    /** The augmentation of the strong recipe for a kind of network, or none. */
    public static Augmentation augmentation(Kind kind, boolean wanted) {
      return wanted
          ? new Augmentation(2, 10, 0.1, 0.1, kind == Kind.CNN ? 8 : 0)
          : Augmentation.NONE;
    }

    private ClassificationSpec defaults(
        Kind kind, @Nullable String source, String data, @Nullable String resize) {
      boolean strong = this == STRONG;
      boolean cnn = kind == Kind.CNN;
      return new ClassificationSpec(
          source,
          data,
          resize,
          new Network(
              kind,
              ClassifierSpec.Mlp.STUDY_HIDDEN,
              strong ? 32 : 0,
              strong ? List.of(64, 128) : List.of(32, 64, 128),
              strong ? 2 : 1,
              strong ? 0 : 256,
              strong,
              strong ? 0.25 : 0),
          this,
          augmentation(kind, strong),
          strong ? LearningRate.COSINE : LearningRate.CONSTANT,
          strong ? 0.01 : 0,
          cnn ? 128 : strong ? 250 : 1000,
          strong ? 2e-3 : 1e-3,
          cnn && strong ? 40 : 100,
          strong ? 0 : 10,
          0.1,
          0,
          Runtime.getRuntime().availableProcessors());
    }
  }

  /** The same for another number of epochs, seed and number of threads. */
  public ClassificationSpec with(int newEpochs, long newSeed, int newThreads) {
    return new ClassificationSpec(
        source,
        data,
        resize,
        network,
        recipe,
        augmentation,
        schedule,
        weightDecay,
        batchSize,
        learningRate,
        newEpochs,
        patience,
        validationFraction,
        newSeed,
        newThreads);
  }

  @Override
  public String summary() {
    String kind = network.kind() == Kind.MLP ? "mlp" : "cnn";
    return kind
        + (source == null ? " on pixels" : " on latents")
        + (recipe == Recipe.STRONG ? ", strong" : "");
  }

  /** How to train. */
  public TrainOptions trainOptions() {
    return new TrainOptions(
        batchSize, learningRate, schedule, weightDecay, epochs, patience, seed, threads);
  }
}
