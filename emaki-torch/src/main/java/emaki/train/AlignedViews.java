package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.auto.service.AutoService;
import emaki.data.ImageSet;
import emaki.data.Split;
import emaki.data.Views;
import emaki.divergence.LeaveOneOutPotential;
import emaki.model.Activation;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.BatchNormalisation;
import emaki.model.Dense;
import emaki.model.Layer;
import emaki.model.Network;
import emaki.model.PixelBatch;
import emaki.model.Torch;
import emaki.model.Trainable;
import emaki.model.UnitLength;
import emaki.model.ViewBatch;
import emaki.part.PartOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Two random views of each image are drawn together on the unit sphere while all images spread over
 * it: the weighted mean squared distance of two views plus the logarithm of the views' information
 * potential (Wang and Isola, 2020, arXiv 2005.10242, eqs. 3 and 4; {@link LeaveOneOutPotential}
 * tells why that is the Cauchy-Schwarz divergence from an even spread).
 *
 * <p>Latents are the encoder's outputs, of unit length. The loss sees them through a projection
 * head (Chen et al., 2020, arXiv 2002.05709, section 4.2), which goes when training is over. The
 * decoder is taught then, by latents that no longer change; where reconstruction weighs, it is
 * taught all along as well, and the latents have to tell it both views' image.
 */
public final class AlignedViews implements LatentObjective {
  private static final double TEMPERATURE = 0.5;

  /** Below it what points have of themselves hides in single precision what they have of others. */
  private static final double LEAST_TEMPERATURE = 0.05;

  private static final double RECONSTRUCTION = 30;
  private static final double WEIGHT_DECAY = 1e-4;
  private static final int PROJECTED = 64;

  /** The least width of the head's hidden layer. */
  private static final int HEAD = 256;

  /** As many latents have enough to tell by their positive parts alone. */
  private static final int MANY = 2 * PROJECTED;

  private static final int VIEWS = 2;

  /** Of the decoder, once the encoder has been trained: twice over the images, or more steps. */
  private static final int DECODER_BATCH = 100;

  private static final String DECODER = "decoder";
  private static final int DECODER_STEPS = 300;
  private static final double DECODER_RATE = 1e-3;

  private final ObjectivePart.Setting setting;
  private final double weight;
  private final NDManager scope;
  private final Autoencoder model;
  private final Network head;
  private final LeaveOneOutPotential potential;
  private final double reconstruction;
  private final ViewBatch views;
  private final PixelBatch pixels;

  /**
   * Of a trial, by new networks.
   *
   * @param random how views differ from their images
   * @param temperature of the softmax that pairs of views go through in NT-Xent (Chen et al., 2020,
   *     eq. 1), above 0: on the unit sphere exp(cos / temperature) is a Gaussian kernel, of which
   *     this is the potential's
   * @param weight of the distance of two views, above 0; 1 / (2 temperature) in NT-Xent
   * @param reconstruction weight of the mean squared error of a pixel that is decoded from a view's
   *     latents, against the image itself; 0: the decoder learns afterwards alone
   */
  public AlignedViews(
      ObjectivePart.Setting setting,
      Views random,
      double temperature,
      double weight,
      double reconstruction) {
    TrainOptions options = setting.options();
    ImageSet images = setting.images();
    AutoencoderSpec spec = onSphere(setting.network());
    this.setting = setting;
    this.weight = weight;
    this.reconstruction = reconstruction;
    this.potential = new LeaveOneOutPotential(Math.sqrt(temperature / 2), options.threads());
    int batch = Math.min(options.batchSize(), images.size());
    this.views = new ViewBatch(images, random, VIEWS, options.seed(), batch, options.threads());
    this.pixels = new PixelBatch(images, batch);
    this.model = Autoencoder.initialise(spec, options.seed(), options.threads());
    this.scope = Torch.newScope();
    try {
      model.centreOn(images.mean(setting.splits().learned()));
      int first = Network.numbered(spec.encoder()) + Network.numbered(spec.decoder());
      this.head = new Network(scope, "head", head(spec.latentDim()), first, options.seed());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The network that was chosen, normalised by batch, its latents brought to unit length. */
  private static AutoencoderSpec onSphere(AutoencoderSpec chosen) {
    List<Layer> encoder =
        new ArrayList<>(
            chosen instanceof AutoencoderSpec.Stacked stacked
                ? normalised(stacked)
                : chosen.encoder());
    encoder.add(BatchNormalisation.of(chosen.latentDim(), Activation.LINEAR));
    encoder.add(new UnitLength());
    return new AutoencoderSpec.Layered(
        chosen.height(), chosen.width(), chosen.channels(), encoder, chosen.decoder());
  }

  private static List<Layer> normalised(AutoencoderSpec.Stacked chosen) {
    List<Layer> layers = new ArrayList<>();
    int width = chosen.inputs();
    for (int next : chosen.hidden()) {
      layers.add(new Dense(width, next, Activation.LINEAR));
      layers.add(BatchNormalisation.of(next, Activation.RELU));
      width = next;
    }
    layers.add(new Dense(width, chosen.latentDim(), Activation.LINEAR));
    return layers;
  }

  private static List<Layer> head(int latentDim) {
    List<Layer> layers = new ArrayList<>();
    // Of many latents only the positive parts go on; few would be left with too little.
    if (latentDim >= MANY) {
      layers.add(BatchNormalisation.of(latentDim, Activation.RELU));
    }
    int width = Math.max(latentDim, HEAD);
    layers.add(new Dense(latentDim, width, Activation.LINEAR));
    layers.add(BatchNormalisation.of(width, Activation.RELU));
    layers.add(new Dense(width, PROJECTED, Activation.LINEAR));
    layers.add(new UnitLength());
    return layers;
  }

  @Override
  public Trainable network() {
    return reconstruction > 0
        ? Trainable.of(model.encoder(), head, model.decoder())
        : Trainable.of(model.encoder(), head);
  }

  /** By a rate that falls to nothing, and a little weight decay. */
  @Override
  public TrainOptions options(TrainOptions chosen) {
    return new TrainOptions(
        chosen.batchSize(),
        chosen.learningRate(),
        LearningRate.COSINE,
        WEIGHT_DECAY,
        chosen.epochs(),
        chosen.patience(),
        chosen.seed(),
        chosen.threads());
  }

  @Override
  public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
    StepClock clock = moment.clock();
    NDArray x = views.load(scope, rows, from, count, moment.step());
    clock.lap(StepClock.Phase.COPYING);
    NDArray latents = model.encode(x, true);
    NDArray z = head.forward(latents, true);
    clock.lap(StepClock.Phase.FORWARD);
    float[] points = DivergedException.unlessFinite(z.toFloatArray(), "a projection");
    clock.lap(StepClock.Phase.COPYING);
    float[] gradient = new float[points.length];
    Losses losses = losses(points, gradient);
    clock.lap(StepClock.Phase.REGULARISER);
    NDArray pull = z.mul(scope.create(gradient, z.getShape())).sum();
    if (reconstruction > 0) {
      NDArray error = error(latents, pixels.load(scope, rows, from, count, moment.step()), true);
      losses = with(error, losses, "the training loss");
      pull = pull.add(error.mul(reconstruction));
    }
    clock.lap(StepClock.Phase.LOSS);
    return new Forward(pull, losses);
  }

  /**
   * What is decoded against the images, mean squared error of a pixel.
   *
   * @param latents of the first views, then of the second
   */
  private NDArray error(NDArray latents, NDArray images, boolean training) {
    return model.decode(latents, training).sub(images.concat(images)).square().mean();
  }

  private Losses with(NDArray error, Losses losses, String what) {
    double value = DivergedException.unlessFinite(error.getFloat(), what);
    Map<String, Double> parts = new LinkedHashMap<>(losses.parts());
    parts.put("reconstruction", value);
    return new Losses(losses.total() + reconstruction * value, parts);
  }

  /**
   * The loss and its gradient.
   *
   * @param points first views, then second, row-major [2 n, {@value #PROJECTED}]
   * @param gradient receives d loss / d points
   */
  Losses losses(float[] points, float[] gradient) {
    int half = points.length / VIEWS;
    int n = half / PROJECTED;
    double uniformity = 0;
    for (int view = 0; view < VIEWS; view++) {
      float[] own = Arrays.copyOfRange(points, view * half, (view + 1) * half);
      float[] slope = new float[half];
      uniformity += potential.of(own, PROJECTED, slope) / VIEWS;
      for (int i = 0; i < half; i++) {
        gradient[view * half + i] = slope[i] / VIEWS;
      }
    }
    double distance = 0;
    for (int i = 0; i < half; i++) {
      double difference = points[i] - points[half + i];
      distance += difference * difference / n;
      gradient[i] += (float) (2 * weight * difference / n);
      gradient[half + i] -= (float) (2 * weight * difference / n);
    }
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("alignment", distance);
    parts.put("uniformity", uniformity);
    return new Losses(weight * distance + uniformity, parts);
  }

  /** By the same views in every epoch, none of them seen in training. */
  @Override
  public Validation validate(NDManager scope, int[] rows, int batchSize, Moment moment) {
    Losses.Mean mean = new Losses.Mean();
    try (Torch.Use off = Torch.noGradient()) {
      for (int from = 0; from < rows.length; from += batchSize) {
        int count = Math.min(batchSize, rows.length - from);
        try (NDManager chunk = scope.newSubManager()) {
          NDArray x = views.load(chunk, rows, from, count, 0);
          NDArray latents = model.encode(x, false);
          NDArray z = head.forward(latents, false);
          float[] points = DivergedException.unlessFinite(z.toFloatArray(), "a projection");
          Losses losses = losses(points, new float[points.length]);
          if (reconstruction > 0) {
            NDArray error = error(latents, pixels.load(chunk, rows, from, count, 0), false);
            losses = with(error, losses, "the validation loss");
          }
          mean.add(losses, count);
        }
      }
    }
    return new Validation(mean.mean(), new float[0]);
  }

  /** Teaches the decoder what the latents came from. */
  @Override
  public boolean finish(TrainingListener listener) throws IOException {
    int[] train = setting.splits().learned();
    int batches = (train.length + DECODER_BATCH - 1) / DECODER_BATCH;
    TrainOptions decoder =
        new TrainOptions(
            DECODER_BATCH,
            DECODER_RATE,
            LearningRate.COSINE,
            0,
            Math.max(2, (DECODER_STEPS + batches - 1) / batches),
            0,
            setting.options().seed(),
            setting.options().threads());
    long steps = (long) decoder.epochs() * batches;
    // Before the images are encoded, which takes its time too.
    listener.onFinishing(DECODER, 0, steps);
    TrainingListener steady =
        new TrainingListener() {
          @Override
          public void onBatch(int epoch, int batch, int all, Losses losses) {
            listener.onFinishing(DECODER, (epoch - 1L) * all + batch, steps);
          }

          @Override
          public boolean cancelled() {
            return listener.cancelled();
          }
        };
    try (Trainer trainer =
        new Trainer(
            new Decoding(model, setting.images(), DECODER_BATCH),
            decoder,
            train,
            setting.splits().rows(Split.VALIDATION),
            steady)) {
      return trainer.run().finished();
    }
  }

  @Override
  public Autoencoder autoencoder() {
    return model;
  }

  @Override
  public void close() {
    scope.close();
    model.close();
  }

  /** What objectives by views share. */
  private interface OfViews extends ObjectivePart {
    @Override
    default Map<String, String> defaults() {
      return Map.of(
          "latent-dim", "256",
          "hidden", "1000,1000",
          "model", "conv",
          "learning-rate", "0.002",
          "epochs", "40",
          "patience", "0");
    }

    @Override
    default Optional<String> ownPrior() {
      return Optional.of("the sphere");
    }

    default Function<Setting, LatentObjective> make(PartOptions options, double reconstruction) {
      double temperature = options.positive("temperature", TEMPERATURE);
      if (temperature < LEAST_TEMPERATURE) {
        throw options.fault(
            "temperature=%s is below %s".formatted(temperature, LEAST_TEMPERATURE),
            TEMPERATURE + " is usual");
      }
      double weight = options.positive("alignment", 1 / (2 * temperature));
      double jitter = options.number("jitter", Double.NaN);
      if (jitter < 0 || jitter > 1) {
        throw options.fault("jitter=%s is not from 0 to 1".formatted(jitter), "0.4 is usual");
      }
      return setting -> {
        Views random = random(setting.images().channels(), jitter, options);
        return new AlignedViews(setting, random, temperature, weight, reconstruction);
      };
    }

    private static Views random(int channels, double jitter, PartOptions options) {
      if (Double.isNaN(jitter)) {
        return Views.of(channels);
      }
      if (channels == 1) {
        throw options.fault("grey images have no colours that jitter changes", "leave out jitter");
      }
      return Views.of(channels).withJitter(jitter);
    }
  }

  /** By name, the views alone. */
  @AutoService(ObjectivePart.class)
  public static final class Part implements OfViews {
    @Override
    public String usage() {
      return "views:temperature=0.5";
    }

    @Override
    public Function<Setting, LatentObjective> make(PartOptions options) {
      return make(options, 0);
    }
  }

  /** By name, views and reconstruction. */
  @AutoService(ObjectivePart.class)
  public static final class Both implements OfViews {
    @Override
    public String usage() {
      return "both:reconstruction=30,temperature=0.5";
    }

    @Override
    public Function<Setting, LatentObjective> make(PartOptions options) {
      return make(options, options.positive("reconstruction", RECONSTRUCTION));
    }
  }
}
