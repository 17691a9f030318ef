package emaki.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An array of numbers as NumPy stores it, in C order. Cannot be changed. */
public final class NpyArray {
  private final String origin;
  private final NpyHeader header;
  private final ByteBuffer data;

  NpyArray(String origin, NpyHeader header, byte[] data) {
    this.origin = origin;
    this.header = header;
    this.data = ByteBuffer.wrap(data).order(header.order());
  }

  /** float32. */
  public static NpyArray of(float[] values, int... shape) {
    byte[] data = new byte[Math.multiplyExact(4, require(values.length, shape))];
    little(data).asFloatBuffer().put(values);
    return new NpyArray("", new NpyHeader('f', 4, ByteOrder.LITTLE_ENDIAN, shape), data);
  }

  /** int32. */
  public static NpyArray of(int[] values, int... shape) {
    byte[] data = new byte[Math.multiplyExact(4, require(values.length, shape))];
    little(data).asIntBuffer().put(values);
    return new NpyArray("", new NpyHeader('i', 4, ByteOrder.LITTLE_ENDIAN, shape), data);
  }

  /** uint8. */
  public static NpyArray of(byte[] values, int... shape) {
    require(values.length, shape);
    return new NpyArray("", new NpyHeader('u', 1, ByteOrder.LITTLE_ENDIAN, shape), values.clone());
  }

  /** Its extents. */
  public int[] shape() {
    return header.shape().clone();
  }

  /** Number of values. */
  public int size() {
    return data.capacity() / header.bytes();
  }

  /** All values as floats, row-major. */
  public float[] floats() {
    float[] values = new float[size()];
    if (header.kind() == 'f' && header.bytes() == 4) {
      data.duplicate().order(header.order()).asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) header.at(data, i);
    }
    return values;
  }

  /**
   * All values as ints, row-major.
   *
   * @throws InputException where one is no whole number or does not fit
   */
  public int[] ints() {
    int[] values = new int[size()];
    for (int i = 0; i < values.length; i++) {
      double value = header.at(data, i);
      values[i] = (int) value;
      if (values[i] != value) {
        throw new InputException(
            origin,
            "expected whole numbers that 32 bits hold, found %s at %d".formatted(value, i),
            "store such integers");
      }
    }
    return values;
  }

  /**
   * All values as uint8, row-major.
   *
   * @throws InputException where one is no whole number from 0 to 255
   */
  public byte[] bytes() {
    if (header.kind() == 'u' && header.bytes() == 1) {
      return data.array().clone();
    }
    int[] values = ints();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] > 255) {
        throw new InputException(
            origin, "expected 0 to 255, found %d at %d".formatted(values[i], i), "store uint8");
      }
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  NpyHeader header() {
    return header;
  }

  byte[] raw() {
    return data.array();
  }

  private static int require(int values, int[] shape) {
    long product = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (product != values) {
      throw new IllegalArgumentException(
          "Expected %d values for %s, got %d".formatted(product, Arrays.toString(shape), values));
    }
    return values;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
