package emaki.kernel;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What consecutive rows of a sample have with the whole of another: for each point its mean kernel
 * and pull. {@link GaussianSums#rows} makes them anywhere, {@link #whole} puts them together.
 *
 * <p>A row depends on no other row of its sample, so the whole is the same to the bit however rows
 * were dealt out and in whatever order the parts came back. 8 (1 + dimension) bytes a row.
 *
 * @param first index of the first of these rows in its sample
 * @param dimension of the points
 * @param bandwidth h of the kernel
 * @param logs [rows] log of each point's mean kernel over the other sample
 * @param pulls [rows, dimension] mean of x - y under the weights of the kernel, row-major; of
 *     length 0 where no gradient was wanted
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record RowMeans(int first, int dimension, double bandwidth, double[] logs, double[] pulls)
    implements Serializable {
  /**
   * The rows of all parts together.
   *
   * @param rows number of rows of the sample
   * @param parts in any order; each of the rows in exactly one
   * @throws IllegalArgumentException if a row is missing or there twice, or the parts differ in
   *     dimension, bandwidth or whether they hold pulls
   */
  public static RowMeans whole(int rows, Collection<RowMeans> parts) {
    List<RowMeans> ordered =
        parts.stream().sorted(Comparator.comparingInt(RowMeans::first)).toList();
    int next = 0;
    for (RowMeans part : ordered) {
      if (part.first != next) {
        throw new IllegalArgumentException(
            "Expected a part that begins at row %d, got one at row %d".formatted(next, part.first));
      }
      part.checkLike(ordered.get(0));
      next += part.logs.length;
    }
    if (next != rows || rows == 0) {
      throw new IllegalArgumentException("Expected parts of %d rows, got %d".formatted(rows, next));
    }
    RowMeans one = ordered.get(0);
    double[] logs = ordered.stream().flatMapToDouble(p -> Arrays.stream(p.logs)).toArray();
    double[] pulls = ordered.stream().flatMapToDouble(p -> Arrays.stream(p.pulls)).toArray();
    return new RowMeans(0, one.dimension, one.bandwidth, logs, pulls);
  }

  private void checkLike(RowMeans other) {
    if (dimension != other.dimension
        || bandwidth != other.bandwidth
        || (pulls.length == 0) != (other.pulls.length == 0)) {
      throw new IllegalArgumentException(
          "Expected parts of dimension %d and bandwidth %s, with pulls in all or none; row %d differs"
              .formatted(other.dimension, other.bandwidth, first));
    }
  }

  /** log of the mean kernel over all these rows' pairs: {@link GaussianSums#logMean}'s value. */
  public double logMean() {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      greatest = Math.max(greatest, log);
    }
    // expm1 and log1p: where the bandwidth dwarfs the samples, all logs are almost 0.
    double sum = 0;
    for (double log : logs) {
      sum += Math.expm1(log - greatest);
    }
    return greatest + Math.log1p(sum / logs.length);
  }

  /**
   * Derivative of {@link #logMean} with respect to x, y held still: row-major [rows, dimension].
   */
  public float[] gradient() {
    return gradient(1);
  }

  /** The same where y is x itself and moves with it. */
  public float[] ownGradient() {
    return gradient(2);
  }

  private float[] gradient(double times) {
    double logMean = logMean();
    float[] gradient = new float[pulls.length];
    for (int i = 0; i < gradient.length; i++) {
      double share = Math.exp(logs[i / dimension] - logMean) / logs.length;
      gradient[i] = GaussianSums.clamped(-times * share * pulls[i] / (bandwidth * bandwidth));
    }
    return gradient;
  }
}
