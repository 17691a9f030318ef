package emaki.eval;

import emaki.kernel.NearestOthers;
import emaki.kernel.Points;

/**
 * How far points lie off a shape: the mean distance of a point to the nearest of the shape's, over
 * the same for another sample of the shape itself. 1 for points of the shape, below 1 for points
 * that keep to where it is densest, above 1 for points off it.
 */
public final class OffShape {
  private OffShape() {}

  /**
   * Of points off a shape.
   *
   * @param shape a sample of it
   * @param again another, of as many points as are measured: the unit
   * @param threads at most so many at a time
   */
  public static double of(Points points, Points shape, Points again, int threads) {
    return mean(points, shape, threads) / mean(again, shape, threads);
  }

  private static double mean(Points points, Points shape, int threads) {
    double sum = 0;
    for (float distance : NearestOthers.among(points, shape, threads).distances()) {
      sum += distance;
    }
    return sum / points.size();
  }
}
