package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Carries rows of numbers, such as latents, into the engine a batch at a time. */
public final class FeatureBatch implements Inputs {
  private final float[] values;
  private final int width;

  /**
   * @param values row-major [n, width]; not copied
   * @param width of a row
   */
  public FeatureBatch(float[] values, int width) {
    this.values = values;
    this.width = width;
  }

  @Override
  public NDArray load(NDManager scope, int[] rows, int from, int count, long step) {
    float[] batch = new float[count * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, rows[from + i] * width, batch, i * width, width);
    }
    return scope.create(batch, new Shape(count, width));
  }
}
