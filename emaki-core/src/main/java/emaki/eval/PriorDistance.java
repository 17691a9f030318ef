package emaki.eval;

import emaki.data.Streams;
import emaki.divergence.Divergence;
import emaki.prior.Prior;
import java.util.random.RandomGenerator;

/**
 * How far latents are from a prior: a divergence, averaged over chunks of one size, each with a
 * random stream of its own. The divergence of finite samples depends on their size, so it stands
 * beside its floor: the same of samples of the prior.
 *
 * @param sample points in each chunk, at least 1
 * @param seed of the streams "distance" and "floor"
 */
public record PriorDistance(Prior prior, Divergence divergence, int sample, long seed) {
  /** Pairs of prior samples that the floor is averaged over. */
  private static final int FLOOR_PAIRS = 16;

  /**
   * A mean over chunks.
   *
   * @param mean of the divergence
   * @param deviation standard deviation over the chunks; 0 for one
   * @param chunks how many
   */
  public record Estimate(double mean, double deviation, int chunks) {
    private static Estimate of(double[] values) {
      double mean = java.util.Arrays.stream(values).average().orElseThrow();
      double squares = java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double deviation = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
      return new Estimate(mean, deviation, values.length);
    }
  }

  /**
   * The divergence of latents from the prior. Rows are shuffled before they are cut into chunks; a
   * rest smaller than a chunk is left out.
   *
   * @param latents row-major, at least one chunk of them
   */
  public Estimate of(float[] latents) {
    int k = prior.dimension();
    int[] order = shuffled(latents.length / k);
    double[] values = new double[order.length / sample];
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "Expected at least %d latents, got %d".formatted(sample, order.length));
    }
    float[] chunk = new float[sample * k];
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < sample; i++) {
        System.arraycopy(latents, order[c * sample + i] * k, chunk, i * k, k);
      }
      values[c] = measured(chunk, Streams.of(seed, "distance", c));
    }
    return Estimate.of(values);
  }

  /** The divergence of samples of the prior: what perfect latents would score. */
  public Estimate floor() {
    double[] values = new double[FLOOR_PAIRS];
    for (int c = 0; c < values.length; c++) {
      float[] one = prior.sample(sample, Streams.of(seed, "floor", c, 0));
      values[c] = measured(one, Streams.of(seed, "floor", c, 1));
    }
    return Estimate.of(values);
  }

  private double measured(float[] points, RandomGenerator random) {
    return divergence.of(points, prior, random, 1, null).value();
  }

  private int[] shuffled(int n) {
    RandomGenerator random = Streams.of(seed, "distance-order");
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
