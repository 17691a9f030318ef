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

  /** Squared distances to the nearest centre so far, and with each candidate beside those. */
  private float[] squares;

  private final float[][] tried;

  PlusPlus(Strips strips, int k) {
    this.strips = strips;
    this.k = k;
    this.squares = new float[strips.room()];
    this.tried = new float[2 + (int) Math.log(k)][strips.room()];
  }

  /** Row-major [k, dimension], times 2^exponent. */
  float[] draw(RandomGenerator random) {
    float[] centres = new float[k * strips.points.dimension()];
    Arrays.fill(squares, Float.POSITIVE_INFINITY);
    double[] left = choose(new int[] {random.nextInt(strips.points.size())}, centres, 0);
    int[] candidates = new int[tried.length];
    for (int c = 1; c < k; c++) {
      for (int i = 0; i < candidates.length; i++) {
        candidates[i] = draw(left, random);
      }
      left = choose(candidates, centres, c);
    }
    return centres;
  }

  /** Makes one of some points centre c; returns the sums of squares that it leaves, by strip. */
  private double[] choose(int[] candidates, float[] centres, int c) {
    int dimension = strips.points.dimension();
    float[] those = new float[candidates.length * dimension];
    for (int i = 0; i < candidates.length; i++) {
      strips.put(candidates[i], those, i);
    }
    double[][] leave = leave(those, candidates.length);
    int best = 0;
    for (int i = 1; i < candidates.length; i++) {
      best = total(leave[i]) < total(leave[best]) ? i : best;
    }
    float[] spare = squares;
    squares = tried[best];
    tried[best] = spare;
    System.arraycopy(those, best * dimension, centres, c * dimension, dimension);
    return leave[best];
  }

  /** What each candidate leaves in each strip: all of them while a tile is at hand. */
  private double[][] leave(float[] candidates, int count) {
    double[][] leave = new double[count][strips.count];
    strips.each(
        strip -> {
          for (int tile = strips.tile(strip); tile < strips.tile(strip + 1); tile++) {
            for (int i = 0; i < count; i++) {
              strips.search.nearer(tile, candidates, i, squares, tried[i]);
            }
          }
          for (int i = 0; i < count; i++) {
            leave[i][strip] = strips.sum(tried[i], strip);
          }
          return 0;
        });
    return leave;
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

  private static double total(double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }
}
