package emaki.kernel;

/** Pairwise sums as their formulas read, in double, term by term. */
final class Reference {
  private Reference() {}

  /** log of the mean of exp(-|x - y|^2 / (2 h^2)), by log-sum-exp. */
  static double logMean(double[] x, double[] y, int k, double h) {
    int n = x.length / k;
    int m = y.length / k;
    double greatest = Double.NEGATIVE_INFINITY;
    double[][] exponents = new double[n][m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double squared = 0;
        for (int d = 0; d < k; d++) {
          double difference = x[i * k + d] - y[j * k + d];
          squared += difference * difference;
        }
        exponents[i][j] = -squared / (2 * h * h);
        greatest = Math.max(greatest, exponents[i][j]);
      }
    }
    double rest = 0;
    for (double[] row : exponents) {
      for (double exponent : row) {
        rest += Math.expm1(exponent - greatest);
      }
    }
    return greatest + Math.log1p(rest / ((double) n * m));
  }

  /** Its gradient with respect to x, y held still. */
  static double[] gradient(double[] x, double[] y, int k, double h) {
    return gradient(x, y, k, h, logMean(x, y, k, h));
  }

  /** The same where the value is known. */
  static double[] gradient(double[] x, double[] y, int k, double h, double logMean) {
    double[] gradient = new double[x.length];
    double logSum = logMean + Math.log((double) (x.length / k) * (y.length / k));
    for (int i = 0; i < x.length; i += k) {
      for (int j = 0; j < y.length; j += k) {
        double squared = 0;
        for (int d = 0; d < k; d++) {
          squared += (x[i + d] - y[j + d]) * (x[i + d] - y[j + d]);
        }
        double weight = Math.exp(-squared / (2 * h * h) - logSum) / (h * h);
        for (int d = 0; d < k; d++) {
          gradient[i + d] -= weight * (x[i + d] - y[j + d]);
        }
      }
    }
    return gradient;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
