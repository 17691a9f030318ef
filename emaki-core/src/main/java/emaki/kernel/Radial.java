package emaki.kernel;

/**
 * A distance of two points by their squared Euclidean distance, 0 where that is 0; and how hard it
 * pulls: its gradient with respect to x is pull * (x - y).
 */
sealed interface Radial {
  double value(double square);

  /** 0 where the points are one: there the distance has no gradient. */
  double pull(double square);

  /** The Euclidean distance. */
  record Euclidean() implements Radial {
    @Override
    public double value(double square) {
      return Math.sqrt(square);
    }

    @Override
    public double pull(double square) {
      return square == 0 ? 0 : 1 / Math.sqrt(square);
    }
  }

  /**
   * The sum over rates of 1 - exp(-rate * s), with s the squared distance.
   *
   * @param rates each above 0
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Gaussian(float[] rates) implements Radial {
    @Override
    public double value(double square) {
      double sum = 0;
      for (float rate : rates) {
        sum -= Math.expm1(-rate * square);
      }
      return sum;
    }

    @Override
    public double pull(double square) {
      double sum = 0;
      for (float rate : rates) {
        sum += 2 * rate * Math.exp(-rate * square);
      }
      return sum;
    }
  }

  /**
   * The sum over scales c of s / (c + s), with s the squared distance: 1 less the inverse
   * multiquadric kernel c / (c + s), for each.
   *
   * @param scales each above 0
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Multiquadric(float[] scales) implements Radial {
    @Override
    public double value(double square) {
      double sum = 0;
      for (float c : scales) {
        sum += square / (c + square);
      }
      return sum;
    }

    @Override
    public double pull(double square) {
      double sum = 0;
      for (float c : scales) {
        double kernel = c / (c + square);
        sum += 2 * kernel * kernel / c;
      }
      return sum;
    }
  }
}
