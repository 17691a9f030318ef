package emaki.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import emaki.data.InputException;
import emaki.data.Views;
import emaki.model.ClassifierSpec;
import emaki.train.LearningRate;
import emaki.train.TrainOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A classifier's run, by theme. Files hold the components of data, method and training side by
 * side.
 *
 * @param source folder of the autoencoder's run whose latents it learns from; null: pixels
 * @param data the images
 * @param labels that it learns from; null: the data's own
 * @param network its shape
 * @param method what the recipes differ in
 * @param training how it is trained
 */
public record ClassificationSpec(
    @Nullable String source,
    @JsonUnwrapped @JsonProperty("data_spec") DataSpec data,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LabelFile labels,
    Network network,
    @JsonUnwrapped Method method,
    @JsonUnwrapped TrainingSpec training)
    implements RunSpec {

  private static final double CNN_MINUTES = 11;
  private static final double MLP_MINUTES = 4.5;

  public ClassificationSpec {
    if (source != null && network.kind() == Kind.CNN) {
      throw InputException.setting(
          "model", "cnn", "convolves images, not latents", "give ‹data›, or ‹model› mlp");
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
      if (!(dropout >= 0 && dropout < 1)) {
        throw InputException.setting(
            "dropout", dropout, "expected a rate from 0 to below 1", "0 drops nothing");
      }
    }

    /** The same with other hidden layers of an MLP. */
    public Network withHidden(List<Integer> newHidden) {
      return new Network(kind, newHidden, stem, filters, depth, dense, batchNormalisation, dropout);
    }

    /** The same with other filters of a CNN's stages. */
    public Network withFilters(List<Integer> newFilters) {
      return new Network(kind, hidden, stem, newFilters, depth, dense, batchNormalisation, dropout);
    }

    /** The same with or without batch normalisation. */
    public Network withBatchNormalisation(boolean newBatchNormalisation) {
      return new Network(kind, hidden, stem, filters, depth, dense, newBatchNormalisation, dropout);
    }

    /** The same with another rate of dropout. */
    public Network withDropout(double newDropout) {
      return new Network(kind, hidden, stem, filters, depth, dense, batchNormalisation, newDropout);
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
        throw InputException.setting(
            "model",
            kind == Kind.MLP ? "mlp" : "cnn",
            String.valueOf(e.getMessage()),
            "choose another network, or larger images");
      }
    }
  }

  /**
   * What the recipes differ in, beside the network.
   *
   * @param recipe that the defaults came from
   * @param augmentation what the network sees of the training images: a random view at a time
   * @param schedule of the learning rate
   * @param weightDecay decoupled, at least 0
   */
  public record Method(
      Recipe recipe,
      @JsonDeserialize(using = EarlierAugmentation.class) Views augmentation,
      LearningRate schedule,
      double weightDecay) {
    public Method {
      if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
        throw InputException.setting(
            "weight-decay", weightDecay, "expected 0 or more", "0 is none");
      }
    }

    /** The same with another augmentation. */
    public Method withAugmentation(Views newAugmentation) {
      return new Method(recipe, newAugmentation, schedule, weightDecay);
    }

    /** The same with another schedule. */
    public Method withSchedule(LearningRate newSchedule) {
      return new Method(recipe, augmentation, newSchedule, weightDecay);
    }
  }

  /** A set of defaults. */
  public enum Recipe {
    /**
     * The study's: plain pixels, Adam at one rate, batches of 1000 (a CNN: 128, for speed), stopped
     * when the validation loss no longer falls.
     */
    STUDY,
    /**
     * The best that a time allows: augmented images, batch normalisation, dropout, a learning rate
     * that falls to nothing. On latents the study's with batch normalisation and dropout.
     */
    STRONG;

    /** The defaults for a network on a data set's pixels. */
    public ClassificationSpec ofPixels(Kind kind, DataSpec data) {
      return defaults(kind, null, data);
    }

    /**
     * The defaults for an MLP on the latents of a run.
     *
     * @param source folder of the run
     * @param trial its spec
     */
    public ClassificationSpec ofLatents(Path source, TrialSpec trial) {
      return defaults(Kind.MLP, source.toAbsolutePath().normalize().toString(), trial.data());
    }

    /** Minutes that training on pixels is given by default; empty: as many as its epochs take. */
    public OptionalDouble minutes(Kind kind) {
      return this == STUDY
          ? OptionalDouble.empty()
          : OptionalDouble.of(kind == Kind.CNN ? CNN_MINUTES : MLP_MINUTES);
    }

    /** The augmentation of the strong recipe for a kind of network, or none. */
    public static Views augmentation(Kind kind, boolean wanted) {
      return !wanted ? Views.NONE : kind == Kind.CNN ? Views.STROKES : Views.AFFINE;
    }

    private ClassificationSpec defaults(Kind kind, @Nullable String source, DataSpec data) {
      boolean strong = this == STRONG;
      boolean falling = strong && source == null;
      boolean cnn = kind == Kind.CNN;
      TrainingSpec study = TrainingSpec.STUDY.withBatchSize(cnn ? 128 : 1000);
      return new ClassificationSpec(
          source,
          data,
          null,
          new Network(
              kind,
              ClassifierSpec.Mlp.STUDY_HIDDEN,
              strong ? 32 : 0,
              List.of(32, 64, 128),
              strong ? 2 : 1,
              strong ? 0 : 256,
              strong,
              strong ? (falling && !cnn ? 0.1 : 0.25) : 0),
          new Method(
              this,
              augmentation(kind, falling),
              falling ? LearningRate.COSINE : LearningRate.CONSTANT,
              falling ? 0.01 : 0),
          falling
              ? study.withBatchSize(cnn ? 128 : 250).withLearningRate(2e-3).withPatience(0)
              : study);
    }
  }

  /** The same, learnt from a file of labels. */
  public ClassificationSpec withLabels(LabelFile newLabels) {
    return new ClassificationSpec(source, data, newLabels, network, method, training);
  }

  /** The same with another network. */
  public ClassificationSpec with(Network newNetwork) {
    return new ClassificationSpec(source, data, labels, newNetwork, method, training);
  }

  /** The same by another method. */
  public ClassificationSpec with(Method newMethod) {
    return new ClassificationSpec(source, data, labels, network, newMethod, training);
  }

  /** The same, trained otherwise. */
  public ClassificationSpec with(TrainingSpec newTraining) {
    return new ClassificationSpec(source, data, labels, network, method, newTraining);
  }

  @Override
  public ClassificationSpec withEpochs(int epochs) {
    return with(training.withEpochs(epochs));
  }

  @Override
  public TrainOptions trainOptions() {
    return training.options(method.schedule(), method.weightDecay());
  }

  @Override
  public String summary() {
    String kind = network.kind() == Kind.MLP ? "mlp" : "cnn";
    return kind
        + (source == null ? " on pixels" : " on latents")
        + (method.recipe() == Recipe.STRONG ? ", strong" : "");
  }
}
