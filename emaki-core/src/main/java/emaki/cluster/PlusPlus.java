package emaki.cluster;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * First centres by k-means++ (Arthur and Vassilvitskii 2007): each is a point drawn with a
 * probability proportional to its squared distance from the nearest centre drawn so far; of a few
 * so drawn, the one that leaves the least sum of squares (their section 5, as scikit-learn does).
 */
final class PlusPlus {
  private final Strips strips;
  private final int k;

  /** Squared distances to the nearest centre so far, with the centre just tried, with the best. */
  private float[] squares;

  private float[] tried;
  private float[] best;

  PlusPlus(Strips strips, int k) {
    this.strips = strips;
    this.k = k;
    this.squares = new float[strips.room()];
    this.tried = new float[strips.room()];
    this.best = new float[strips.room()];
  }

  /** Row-major [k, dimension], times 2^exponent. */
  float[] draw(RandomGenerator random) {
    float[] centres = new float[k * strips.points.dimension()];
    Arrays.fill(squares, Float.POSITIVE_INFINITY);
    put(random.nextInt(strips.points.size()), centres, 0);
    double[] left = nearer(centres, 0, squares, squares);
    for (int c = 1; c < k; c++) {
      left = next(centres, c, left, random);
    }
    return centres;
  }

  /** Puts centre c; returns the sums of squares that it leaves, by strip. */
  private double[] next(float[] centres, int c, double[] left, RandomGenerator random) {
    int trials = 2 + (int) Math.log(k);
    int winner = 0;
    double[] least = left;
    for (int trial = 0; trial < trials; trial++) {
      int point = draw(left, random);
      put(point, centres, c);
      double[] leaves = nearer(centres, c, squares, tried);
      if (trial == 0 || total(leaves) < total(least)) {
        winner = point;
        least = leaves;
        float[] spare = best;
        best = tried;
        tried = spare;
      }
    }
    put(winner, centres, c);
    float[] spare = squares;
    squares = best;
    best = spare;
    return least;
  }

  /** A point, by its share of the sums of squares. */
  private int draw(double[] left, RandomGenerator random) {
    double rest = random.nextDouble() * total(left);
    int strip = 0;
    while (strip < left.length - 1 && rest >= left[strip]) {
      rest -= left[strip++];
    }
    // Rounding may lead past the last point that is not a centre yet.
    int drawn = strips.first(strip);
    for (int i = drawn; i < strips.first(strip + 1) && rest >= 0; i++) {
      if (squares[i] > 0) {
        drawn = i;
        rest -= squares[i];
      }
    }
    return drawn;
  }

  private void put(int point, float[] centres, int c) {
    int dimension = strips.points.dimension();
    for (int d = 0; d < dimension; d++) {
      centres[c * dimension + d] =
          Math.scalb(strips.points.values()[point * dimension + d], strips.exponent);
    }
  }

  private double[] nearer(float[] centres, int c, float[] from, float[] to) {
    return strips.each(
        strip -> {
          for (int tile = strips.tile(strip); tile < strips.tile(strip + 1); tile++) {
            strips.search.nearer(tile, centres, c, from, to);
          }
          return strips.sum(to, strip);
        });
  }

  private static double total(double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }
}
