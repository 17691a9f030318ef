package emaki.app.explore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers as 16 bits between each row's least and greatest: off by 1 / 131,070 of that reach at
 * most. The bytes: those two of every row, float32; then the upper byte of every number, then the
 * lower ones, which packs better.
 */
final class Quantised {
  private static final int STEPS = 0xffff;

  private Quantised() {}

  /**
   * @param values finite, row-major [rows, any]
   */
  static byte[] of(float[] values, int rows) {
    int width = values.length / rows;
    ByteBuffer bytes =
        ByteBuffer.allocate(8 * rows + 2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    int upper = 8 * rows;
    int lower = upper + values.length;
    for (int row = 0; row < rows; row++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = row * width; i < (row + 1) * width; i++) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
      bytes.putFloat(8 * row, low).putFloat(8 * row + 4, high);
      double reach = high > low ? (double) high - low : 1;
      for (int i = row * width; i < (row + 1) * width; i++) {
        int step = (int) Math.round((values[i] - (double) low) / reach * STEPS);
        bytes.put(upper + i, (byte) (step >> 8));
        bytes.put(lower + i, (byte) step);
      }
    }
    return bytes.array();
  }
}
