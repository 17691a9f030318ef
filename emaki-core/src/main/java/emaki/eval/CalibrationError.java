package emaki.eval;

/**
 * Expected calibration error (Guo, Pleiss, Sun and Weinberger, 2017, eq. 3): predictions are put
 * into bins of equal width by the probability of the class predicted; sum over bins of |accuracy -
 * mean probability| times the bin's share of the points. In [0, 1], 0 for a classifier that is
 * right as often as it says.
 */
public final class CalibrationError {
  private static final int BINS = 15;

  private CalibrationError() {}

  /**
   * Over 15 bins.
   *
   * @param probabilities row-major [n, classes], rows sum to 1
   * @param classes at least 1
   * @param labels [n], from 0
   * @return NaN where there is nothing
   */
  public static double of(float[] probabilities, int classes, int[] labels) {
    double[] sure = new double[BINS];
    double[] right = new double[BINS];
    for (int i = 0; i < labels.length; i++) {
      int best = MostProbable.of(probabilities, i * classes, classes);
      double p = probabilities[i * classes + best];
      // (0, 1/15], (1/15, 2/15], ...: the upper edge belongs to the bin.
      int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(p * BINS) - 1));
      sure[bin] += p;
      right[bin] += best == labels[i] ? 1 : 0;
    }
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(right[bin] - sure[bin]);
    }
    return sum / labels.length;
  }
}
