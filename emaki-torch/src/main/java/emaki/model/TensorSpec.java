package emaki.model;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A tensor that a layer needs.
 *
 * @param name within the layer, such as {@code weight}
 * @param shape extents
 * @param trained whether the optimiser changes it; otherwise it is a statistic of what went through
 * @param initial what it begins with
 */
public record TensorSpec(String name, List<Integer> shape, boolean trained, Initial initial) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** What a tensor begins with. */
  @FunctionalInterface
  public interface Initial {
    /**
     * So many values.
     *
     * @param random the layer's own stream, which its tensors draw from in their order
     */
    float[] values(RandomGenerator random, int count);

    /** The same everywhere. */
    static Initial constant(float value) {
      return (random, count) -> {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
      };
    }

    /** Even between -bound and bound. */
    static Initial uniform(double bound) {
      return (random, count) -> {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = (float) random.nextDouble(-bound, bound);
        }
        return values;
      };
    }
  }

  /** A tensor that the optimiser changes. */
  public static TensorSpec trained(String name, Initial initial, Integer... shape) {
    return new TensorSpec(name, List.of(shape), true, initial);
  }

  /** A running statistic. */
  public static TensorSpec statistic(String name, float initial, Integer... shape) {
    return new TensorSpec(name, List.of(shape), false, Initial.constant(initial));
  }

  /**
   * How many values it has.
   *
   * @throws ArithmeticException where they do not fit an array
   */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
