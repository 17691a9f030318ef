package emaki.model;

/**
 * What inputs are shifted by and divided by before a network sees them.
 *
 * @param mean one for each value of an input, or a single one for all
 * @param deviation above 0, as many
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Standardisation(float[] mean, float[] deviation) {
  private static final float LEAST_DEVIATION = 1e-6f;

  /** Leaves inputs as they are. */
  public static Standardisation none() {
    return new Standardisation(new float[] {0}, new float[] {1});
  }

  /**
   * That each value has mean 0 and standard deviation 1 over some rows.
   *
   * @param rows row-major [n, width]
   */
  public static Standardisation ofColumns(float[] rows, int width) {
    int n = rows.length / width;
    double[] sums = new double[width];
    double[] squares = new double[width];
    for (int i = 0; i < rows.length; i++) {
      sums[i % width] += rows[i];
      squares[i % width] += (double) rows[i] * rows[i];
    }
    float[] mean = new float[width];
    float[] deviation = new float[width];
    for (int d = 0; d < width; d++) {
      double m = sums[d] / n;
      mean[d] = (float) m;
      deviation[d] =
          Math.max(LEAST_DEVIATION, (float) Math.sqrt(Math.max(0, squares[d] / n - m * m)));
    }
    return new Standardisation(mean, deviation);
  }
}
