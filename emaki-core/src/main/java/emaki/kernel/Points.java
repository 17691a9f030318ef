package emaki.kernel;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Points in the order they came, row-major, checked once: whoever takes them need not look again.
 * The array is not copied and must not be written to.
 *
 * @param values [n, dimension], finite, n at least 1
 * @param dimension coordinates of a point, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Points(float[] values, int dimension) {
  /**
   * @throws IllegalArgumentException if the values are no whole rows, none, or not all finite
   */
  public Points {
    if (dimension < 1 || values.length == 0 || values.length % dimension != 0) {
      throw new IllegalArgumentException(
          "Expected rows of %d values, got %d values".formatted(dimension, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "Expected finite coordinates, got %s in row %d".formatted(values[i], i / dimension));
      }
    }
  }

  /** The number of points. */
  public int size() {
    return values.length / dimension;
  }

  /**
   * A copy of these points, in this order.
   *
   * @param rows at least one, from 0 to size - 1, repeated or not
   */
  public Points select(int[] rows) {
    float[] selected = new float[Math.multiplyExact(rows.length, dimension)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * dimension, selected, i * dimension, dimension);
    }
    return new Points(selected, dimension);
  }

  /** These points in this order, without those that were there before. */
  public Points distinct() {
    // By their bytes: a buffer of floats hashes what is before the point alone.
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    for (float value : values) {
      // 0 and -0 are one place, of different bytes.
      bytes.putFloat(value + 0f);
    }
    Set<ByteBuffer> rows = new HashSet<>();
    int width = Float.BYTES * dimension;
    return select(
        IntStream.range(0, size()).filter(i -> rows.add(bytes.slice(i * width, width))).toArray());
  }
}
