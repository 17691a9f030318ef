package emaki.eval;

import emaki.kernel.LogDensities;
import emaki.kernel.Points;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How likely images are under a model that one can only draw from: the log-likelihood under a
 * Parzen density of images drawn, whose width is the one under which other images are likeliest
 * (Goodfellow et al., Generative Adversarial Nets, arXiv 1406.2661, section 5).
 *
 * @param bandwidth of the windows, in pixels' units
 * @param mean nats an image
 * @param standardError of the mean
 * @param samples how many were drawn
 * @param images how many were told of
 */
public record ParzenLikelihood(
    double bandwidth, double mean, double standardError, int samples, int images) {

  /** From .01 to 1, eighteen to a factor of ten: for pixels in [0, 1]. */
  private static final double[] BANDWIDTHS =
      IntStream.rangeClosed(0, 36).mapToDouble(i -> Math.pow(10, i / 18.0 - 2)).toArray();

  /**
   * Time is proportional to the product of numbers and values of images.
   *
   * @param samples images drawn from the model, values in [0, 1]
   * @param others images by which the width is chosen
   * @param images those that are told of, at least two, none of them among the others
   * @param threads at most so many at a time; the figures do not depend on it
   */
  public static ParzenLikelihood of(Points samples, Points others, Points images, int threads) {
    double[][] chosen = LogDensities.of(others, samples, BANDWIDTHS, threads);
    int best =
        IntStream.range(0, chosen.length)
            .reduce((a, b) -> mean(chosen[b]) > mean(chosen[a]) ? b : a)
            .orElseThrow();
    double[] logs = LogDensities.of(images, samples, new double[] {BANDWIDTHS[best]}, threads)[0];
    double mean = mean(logs);
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double error = Math.sqrt(squares / (logs.length - 1) / logs.length);
    return new ParzenLikelihood(BANDWIDTHS[best], mean, error, samples.size(), logs.length);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
