package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.Augmentation;
import emaki.data.ImageSet;
import emaki.data.Streams;
import java.util.stream.IntStream;

/** Carries images into the engine a batch at a time, each changed anew every time it comes by. */
public final class AugmentedBatch implements Inputs {
  private final ImageSet images;
  private final Augmentation augmentation;
  private final long seed;

  /**
   * @param images where rows come from
   * @param augmentation what is done to them
   * @param seed of the streams "augment", one for each step and place in the batch
   */
  public AugmentedBatch(ImageSet images, Augmentation augmentation, long seed) {
    this.images = images;
    this.augmentation = augmentation;
    this.seed = seed;
  }

  @Override
  public NDArray load(NDManager scope, int[] rows, int from, int count, long step) {
    int values = images.values();
    float[] batch = new float[count * values];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              float[] image = new float[values];
              images.copyTo(rows[from + i], image, 0);
              augmentation.apply(
                  image,
                  images.height(),
                  images.width(),
                  images.channels(),
                  Streams.of(seed, "augment", step, i),
                  batch,
                  i * values);
            });
    return scope.create(batch, new Shape(count, values));
  }
}
