package emaki.prior;

/**
 * A round normal distribution, N(mean, deviation^2 I), of those that a prior is a mixture of.
 *
 * @param weight above 0: how likely it is beside the others, whose sum need not be 1
 * @param mean [dimension], finite
 * @param deviation of each coordinate, at least 0; 0: a point
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Component(double weight, double[] mean, double deviation) {
  /**
   * @throws IllegalArgumentException if weight or deviation are out of their range
   */
  public Component {
    if (!(weight > 0 && deviation >= 0 && Double.isFinite(weight + deviation))) {
      throw new IllegalArgumentException(
          "Expected a weight above 0 and a deviation of 0 or more, got %s and %s"
              .formatted(weight, deviation));
    }
  }
}
