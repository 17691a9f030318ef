package emaki.run;

import emaki.data.Dataset;
import emaki.data.InputException;
import emaki.data.Splits;
import emaki.train.LearningRate;
import emaki.train.TrainOptions;

/**
 * How a network is trained, whatever it is.
 *
 * @param batchSize images per step, and the size of each prior sample
 * @param learningRate of Adam: one number for all of training but its beginning, or at its highest
 *     where the method has a schedule; {@code auto}: {@value #AUTO_RATE}, which tapers off
 * @param epochs most passes over the training images
 * @param patience epochs without improvement after which training stops; 0: never
 * @param validationFraction of the training images set aside, in (0, 0.5]
 * @param seed of every random stream
 * @param threads of engine and kernels
 */
public record TrainingSpec(
    int batchSize,
    NumberOrAuto learningRate,
    int epochs,
    int patience,
    double validationFraction,
    long seed,
    int threads) {
  /** The study's: batches of 1000, Adam at 1e-3. */
  public static final TrainingSpec STUDY =
      new TrainingSpec(
          1000, NumberOrAuto.of(1e-3), 100, 10, 0.1, 0, Runtime.getRuntime().availableProcessors());

  /** The study's but for its learning rate. */
  public static final TrainingSpec DEFAULT = STUDY.withLearningRate(NumberOrAuto.AUTO);

  private static final double AUTO_RATE = 3e-3;

  private static final int MOST_THREADS = 1024;

  public TrainingSpec {
    if (!(validationFraction > 0 && validationFraction <= 0.5)) {
      throw InputException.setting(
          "validation-fraction",
          validationFraction,
          "expected a share above 0 and at most 0.5",
          "the study's is 0.1");
    }
    if (threads < 1 || threads > MOST_THREADS) {
      throw InputException.setting(
          "threads",
          threads,
          "expected 1 to %d".formatted(MOST_THREADS),
          "leave it out for all cores");
    }
    double rate = rate(learningRate);
    requireTaken("batch-size", batchSize, () -> TrainOptions.of(batchSize, 1, 1, 0, 0, 1));
    requireTaken("learning-rate", learningRate, () -> TrainOptions.of(1, rate, 1, 0, 0, 1));
    requireTaken("epochs", epochs, () -> TrainOptions.of(1, 1, epochs, 0, 0, 1));
    requireTaken("patience", patience, () -> TrainOptions.of(1, 1, 1, patience, 0, 1));
  }

  private static void requireTaken(String name, Object value, Runnable options) {
    try {
      options.run();
    } catch (IllegalArgumentException e) {
      throw InputException.setting(
          name, value, String.valueOf(e.getMessage()), "choose within the range");
    }
  }

  /** With a learning rate that is a number. */
  public TrainingSpec(
      int batchSize,
      double learningRate,
      int epochs,
      int patience,
      double validationFraction,
      long seed,
      int threads) {
    this(
        batchSize,
        NumberOrAuto.of(learningRate),
        epochs,
        patience,
        validationFraction,
        seed,
        threads);
  }

  /** The same with batches of another size. */
  public TrainingSpec withBatchSize(int newBatchSize) {
    return new TrainingSpec(
        newBatchSize, learningRate, epochs, patience, validationFraction, seed, threads);
  }

  /** The same with another learning rate. */
  public TrainingSpec withLearningRate(double newLearningRate) {
    return withLearningRate(NumberOrAuto.of(newLearningRate));
  }

  /** The same with another learning rate, or one that emaki finds. */
  public TrainingSpec withLearningRate(NumberOrAuto newLearningRate) {
    return new TrainingSpec(
        batchSize, newLearningRate, epochs, patience, validationFraction, seed, threads);
  }

  /** The same with another number of epochs. */
  public TrainingSpec withEpochs(int newEpochs) {
    return new TrainingSpec(
        batchSize, learningRate, newEpochs, patience, validationFraction, seed, threads);
  }

  /** The same with another patience. */
  public TrainingSpec withPatience(int newPatience) {
    return new TrainingSpec(
        batchSize, learningRate, epochs, newPatience, validationFraction, seed, threads);
  }

  /** The same with another share set aside. */
  public TrainingSpec withValidationFraction(double newValidationFraction) {
    return new TrainingSpec(
        batchSize, learningRate, epochs, patience, newValidationFraction, seed, threads);
  }

  /** The same with another seed. */
  public TrainingSpec withSeed(long newSeed) {
    return new TrainingSpec(
        batchSize, learningRate, epochs, patience, validationFraction, newSeed, threads);
  }

  /** The same with another number of threads. */
  public TrainingSpec withThreads(int newThreads) {
    return new TrainingSpec(
        batchSize, learningRate, epochs, patience, validationFraction, seed, newThreads);
  }

  /** The rows of a data set by split. */
  public Splits splits(Dataset data) {
    return Splits.of(data, validationFraction, seed);
  }

  private static double rate(NumberOrAuto learningRate) {
    return learningRate.number().orElse(AUTO_RATE);
  }

  /** For the trainer, by the schedule that goes with the learning rate. */
  public TrainOptions options() {
    return options(
        learningRate.number().isPresent() ? LearningRate.CONSTANT : LearningRate.TAPERED, 0);
  }

  /** For the trainer. */
  public TrainOptions options(LearningRate schedule, double weightDecay) {
    return new TrainOptions(
        batchSize, rate(learningRate), schedule, weightDecay, epochs, patience, seed, threads);
  }
}
