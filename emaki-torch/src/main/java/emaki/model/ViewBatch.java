package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import emaki.data.ViewPainter;
import emaki.data.Views;
import emaki.kernel.Workers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Carries random views of images into the engine a batch at a time, in one reused native buffer,
 * which the engine reads in place: a batch is good until the next is loaded.
 */
public final class ViewBatch implements Inputs {
  /** Images that a thread draws at a time. */
  private static final int PIECE = 16;

  private final ImageSet images;
  private final Views views;
  private final int each;
  private final long seed;
  private final int threads;
  private final ByteBuffer buffer;

  /**
   * @param each views of an image
   * @param seed of the streams "view"
   * @param capacity most images in one batch
   * @param threads at most so many at a time; views are the same to the bit for any number
   */
  public ViewBatch(ImageSet images, Views views, int each, long seed, int capacity, int threads) {
    this.images = images;
    this.views = views;
    this.each = each;
    this.seed = seed;
    this.threads = threads;
    int values = Math.multiplyExact(capacity * each, images.values());
    this.buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(values, 4)).order(ByteOrder.nativeOrder());
  }

  /** The first view of each image, then the second of each, and so on: [each * count, values]. */
  @Override
  public NDArray load(NDManager scope, int[] rows, int from, int count, long step) {
    int values = images.values();
    FloatBuffer batch = buffer.clear().asFloatBuffer();
    Workers.run(
        threads,
        (count + PIECE - 1) / PIECE,
        piece -> {
          ViewPainter painter = new ViewPainter(images, views, seed);
          float[] drawn = new float[values];
          for (int i = piece * PIECE; i < Math.min(count, (piece + 1) * PIECE); i++) {
            for (int view = 0; view < each; view++) {
              painter.draw(rows[from + i], step, view, drawn, 0);
              batch.put((view * count + i) * values, drawn);
            }
          }
        });
    buffer.limit(each * count * values * 4);
    return scope.create(buffer, new Shape((long) each * count, values), DataType.FLOAT32);
  }
}
