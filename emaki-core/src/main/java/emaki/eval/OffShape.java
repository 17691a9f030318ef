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
   * Of points off a shape. A shape of few points has the mean distance from one of them to the next
   * for a unit, and its own points are at 0.
   *
   * @param shape a sample of it
   * @param again another, of as many points as are measured: the unit
   * @param threads at most so many at a time
   */
  public static double of(Points points, Points shape, Points again, int threads) {
    Points once = FewPoints.once(shape);
    NearestOthers unit =
        once == shape
            ? NearestOthers.among(again, shape, threads)
            : NearestOthers.within(once, 1, threads);
    return mean(NearestOthers.among(points, shape, threads)) / mean(unit);
  }

  private static double mean(NearestOthers nearest) {
    double sum = 0;
    for (float distance : nearest.distances()) {
      sum += distance;
    }
    return sum / nearest.distances().length;
  }
}
