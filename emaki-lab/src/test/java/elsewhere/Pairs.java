package elsewhere;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import emaki.data.Split;
import emaki.data.Streams;
import emaki.model.Activation;
import emaki.model.Autoencoder;
import emaki.model.Dense;
import emaki.model.Network;
import emaki.model.PixelBatch;
import emaki.model.Torch;
import emaki.model.Trainable;
import emaki.part.PartOptions;
import emaki.train.LatentObjective;
import emaki.train.LearningRate;
import emaki.train.Losses;
import emaki.train.Moment;
import emaki.train.Objective;
import emaki.train.ObjectivePart;
import emaki.train.TrainOptions;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * An objective of another jar that uses all of the seam: two masked views of an image, whose images
 * by a head that is then dropped are drawn together while the batch is held apart; a weight that
 * changes in training, a score that does not; a decoder that is taught afterwards.
 */
public final class Pairs implements LatentObjective {
  private final ObjectivePart.Setting setting;
  private final double share;
  private final PixelBatch pixels;
  private final NDManager scope = Torch.newScope();
  private final Autoencoder model;
  private final Network head;
  private double running = 1;

  private Pairs(ObjectivePart.Setting setting, double share) {
    TrainOptions options = setting.options();
    this.setting = setting;
    this.share = share;
    this.pixels = new PixelBatch(setting.images(), options.batchSize());
    this.model = Autoencoder.initialise(setting.network(), options.seed(), options.threads());
    int k = setting.network().latentDim();
    this.head =
        new Network(
            scope, "head", List.of(new Dense(k, 4, Activation.LINEAR)), 100, options.seed());
  }

  @Override
  public Trainable network() {
    return Trainable.of(model.encoder(), head);
  }

  @Override
  public TrainOptions options(TrainOptions chosen) {
    return new TrainOptions(
        chosen.batchSize(),
        chosen.learningRate(),
        LearningRate.COSINE,
        0.01,
        chosen.epochs(),
        chosen.patience(),
        chosen.seed(),
        chosen.threads());
  }

  @Override
  public Forward forward(NDManager step, int[] rows, int from, int count, Moment moment) {
    NDArray x = pixels.load(step, rows, from, count, moment.step());
    NDArray one = view(x, Streams.of(setting.options().seed(), "pairs", moment.step(), 0), true);
    NDArray two = view(x, Streams.of(setting.options().seed(), "pairs", moment.step(), 1), true);
    Losses losses = losses(one, two, running);
    NDArray total = alignment(one, two).div(running).add(crowding(one));
    running = 0.9 * running + 0.1 * losses.part("alignment");
    return new Forward(total, losses);
  }

  @Override
  public Validation validate(NDManager step, int[] rows, int batchSize, Moment moment) {
    try (Torch.Use off = Torch.noGradient();
        NDManager chunk = step.newSubManager()) {
      NDArray x = pixels.load(chunk, rows, 0, rows.length, 0);
      RandomGenerator random = Streams.of(setting.options().seed(), "pairs-validation");
      NDArray one = view(x, random, false);
      NDArray two = view(x, random, false);
      return new Validation(
          losses(one, two, running),
          losses(one, two, 1).total(),
          model.encode(x, false).toFloatArray());
    }
  }

  private NDArray view(NDArray x, RandomGenerator random, boolean training) {
    float[] mask = new float[(int) x.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < share ? 0 : 1;
    }
    NDArray seen = x.mul(x.getManager().create(mask, x.getShape()));
    return head.forward(model.encode(seen, training), training);
  }

  private static NDArray alignment(NDArray one, NDArray two) {
    return one.sub(two).square().mean();
  }

  private static NDArray crowding(NDArray one) {
    NDArray variance = one.sub(one.mean(new int[] {0}, true)).square().mean();
    return variance.sub(1).square();
  }

  private static Losses losses(NDArray one, NDArray two, double weight) {
    double alignment = alignment(one, two).getFloat();
    double crowding = crowding(one).getFloat();
    return new Losses(
        alignment / weight + crowding,
        new TreeMap<>(Map.of("alignment", alignment, "crowding", crowding)));
  }

  @Override
  public State state() {
    return new State(Map.of("running", running), Map.of());
  }

  @Override
  public void restoreState(State state) {
    running = state.numbers().getOrDefault("running", Double.NaN);
  }

  @Override
  public boolean finish(TrainingListener told) throws IOException {
    TrainingListener deaf =
        new TrainingListener() {
          @Override
          public boolean cancelled() {
            return told.cancelled();
          }
        };
    try (Trainer trainer =
        new Trainer(
            new Decoding(),
            setting.options(),
            setting.splits().rows(Split.TRAIN),
            setting.splits().rows(Split.VALIDATION),
            deaf)) {
      return trainer.run().finished();
    }
  }

  @Override
  public Autoencoder autoencoder() {
    return model;
  }

  @Override
  public void close() {
    model.close();
    scope.close();
  }

  /** The decoder's loss, of latents that stay as they are. */
  private final class Decoding implements Objective {
    @Override
    public Trainable network() {
      return model.decoder();
    }

    @Override
    public Forward forward(NDManager step, int[] rows, int from, int count, Moment moment) {
      NDArray x = pixels.load(step, rows, from, count, moment.step());
      NDArray z;
      try (Torch.Use off = Torch.noGradient()) {
        z = model.encode(x, false);
      }
      NDArray error = model.decode(z, true).sub(x).square().mean();
      return new Forward(error, new Losses(error.getFloat(), Map.of()));
    }

    @Override
    public Validation validate(NDManager step, int[] rows, int batchSize, Moment moment) {
      try (Torch.Use off = Torch.noGradient();
          NDManager chunk = step.newSubManager()) {
        return new Validation(forward(chunk, rows, 0, rows.length, moment).losses(), new float[0]);
      }
    }
  }

  /** By name. */
  public static final class Part implements ObjectivePart {
    @Override
    public String usage() {
      return "pairs:share=0.3";
    }

    @Override
    public Function<Setting, LatentObjective> make(PartOptions options) {
      double share = options.positive("share", 0.3);
      if (share >= 1) {
        throw options.fault("share=" + share + " leaves nothing", "give less than 1");
      }
      return setting -> new Pairs(setting, share);
    }
  }
}
