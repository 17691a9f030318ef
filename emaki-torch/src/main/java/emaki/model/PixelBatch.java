package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Carries images into the engine a batch at a time: bytes are gathered into one reused native
 * buffer, which the engine reads in place, and become floats in [0, 1] there.
 */
public final class PixelBatch implements Inputs {
  private final ImageSet images;
  private final byte[] image;
  private final ByteBuffer buffer;

  /**
   * @param images where rows come from
   * @param capacity most images in one batch
   */
  public PixelBatch(ImageSet images, int capacity) {
    this.images = images;
    this.image = new byte[images.values()];
    this.buffer = ByteBuffer.allocateDirect(Math.multiplyExact(capacity, images.values()));
  }

  /** Images {@code rows[from]} to {@code rows[from + count - 1]} as [count, values] in [0, 1]. */
  @Override
  public NDArray load(NDManager scope, int[] rows, int from, int count, long step) {
    buffer.clear();
    for (int i = from; i < from + count; i++) {
      images.copyBytes(rows[i], image, 0);
      buffer.put(image);
    }
    buffer.flip();
    NDArray bytes = scope.create(buffer, new Shape(count, images.values()), DataType.UINT8);
    return bytes.toType(DataType.FLOAT32, true).divi(255f);
  }

  /** Images {@code from} to {@code from + count - 1} as [count, values] in [0, 1]. */
  public NDArray load(NDManager scope, int from, int count) {
    return load(scope, IntStream.range(from, from + count).toArray(), 0, count, 0);
  }
}
