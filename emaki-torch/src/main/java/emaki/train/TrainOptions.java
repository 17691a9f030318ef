package emaki.train;

/**
 * How to train.
 *
 * @param batchSize images per step, and size of each prior sample
 * @param learningRate of Adam, above 0
 * @param schedule how the learning rate goes from step to step
 * @param weightDecay decoupled, at least 0; 0: none
 * @param epochs most passes over the training images
 * @param patience epochs without a better validation loss after which training stops; 0: never
 *     stops early
 * @param seed of every random stream
 * @param threads of the engine and of the pairwise kernels; results are bit-identical only for the
 *     same number
 */
public record TrainOptions(
    int batchSize,
    double learningRate,
    LearningRate schedule,
    double weightDecay,
    int epochs,
    int patience,
    long seed,
    int threads) {
  public TrainOptions {
    require(batchSize >= 1 && batchSize <= 1_000_000, "a batch size from 1 to 1000000", batchSize);
    require(
        learningRate > 0 && Double.isFinite(learningRate), "a learning rate above 0", learningRate);
    require(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "a weight decay of 0 or more",
        weightDecay);
    require(epochs >= 1 && epochs <= 1_000_000, "epochs from 1 to 1000000", epochs);
    require(patience >= 0, "a patience of 0 or more epochs", patience);
    require(threads >= 1 && threads <= 1024, "threads from 1 to 1024", threads);
  }

  /** Adam at one learning rate, no weight decay: the study's. */
  public static TrainOptions of(
      int batchSize, double learningRate, int epochs, int patience, long seed, int threads) {
    return new TrainOptions(
        batchSize, learningRate, LearningRate.CONSTANT, 0, epochs, patience, seed, threads);
  }

  /** Steps of one pass over so many images. */
  public int batches(int images) {
    return (images + batchSize - 1) / batchSize;
  }

  /** Steps of the whole training on so many images, if it is not stopped early. */
  public long steps(int images) {
    return (long) epochs * batches(images);
  }

  private static void require(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("Expected %s, got %s".formatted(expected, got));
    }
  }
}
