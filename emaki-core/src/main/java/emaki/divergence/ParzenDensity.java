package emaki.divergence;

import emaki.kernel.FastGaussianSums;
import emaki.kernel.Points;

/**
 * How dense points lie where each of them is: the Parzen density of all of them, by Gaussian
 * windows as wide as Silverman's rule has it for the points' own radius (as in {@link ParzenFit}),
 * over its mean over the points.
 */
public final class ParzenDensity {
  private static final double TOLERANCE = 1e-3;

  private ParzenDensity() {}

  /**
   * Of each point.
   *
   * @param points in up to three dimensions any number: beyond them time grows with its square
   * @param threads at most so many at a time; the figures do not depend on it
   * @return [points], above 0; 1 is as dense as the mean
   */
  public static float[] relative(Points points, int threads) {
    double width = Scale.silverman(points.values(), points.dimension());
    double[] logs =
        new FastGaussianSums(width, TOLERANCE, threads).rows(points, points, false).means().logs();
    double mean = 0;
    for (double log : logs) {
      mean += Math.exp(log) / logs.length;
    }
    float[] relative = new float[logs.length];
    for (int i = 0; i < logs.length; i++) {
      relative[i] = (float) (Math.exp(logs[i]) / mean);
    }
    return relative;
  }
}
