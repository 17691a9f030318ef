package emaki.eval;

import emaki.divergence.SlicedWasserstein;
import emaki.kernel.Points;
import java.util.random.RandomGenerator;

/**
 * The sliced 2-Wasserstein distance of points and a shape (Bonneel et al., 2015, "Sliced and Radon
 * Wasserstein barycenters of measures", eq. 6): the root of the mean over random directions of the
 * mean squared difference of sorted projections, in root mean square radii of the shape. At least
 * 0; points moved off by a radius are 1 / sqrt(dimension) away.
 */
public final class SlicedDistance {
  private static final int DIRECTIONS = 256;

  private SlicedDistance() {}

  /**
   * Of two samples of one size.
   *
   * @param random of the directions
   * @param threads at most so many at a time
   */
  public static double of(Points points, Points shape, RandomGenerator random, int threads) {
    int k = points.dimension();
    double squared =
        new SlicedWasserstein(DIRECTIONS, threads)
            .between(points.values(), shape.values(), k, random, null)
            .value();
    return Math.sqrt(squared / k);
  }
}
