package emaki.eval;

import emaki.kernel.NearestOthers;
import emaki.kernel.Points;

/**
 * How much of a shape is filled: the share of the shape's points that have one of the other sample
 * nearer than their sixth-nearest neighbour in the shape itself (Naeem et al., 2020, "Reliable
 * fidelity and diversity metrics for generative models", eq. 9, with k = 6). In [0, 1]; another
 * sample of the same shape and size covers all but 1 in 64.
 */
public final class Coverage {
  /** Which neighbour bounds a point's neighbourhood. */
  private static final int NTH = 6;

  private Coverage() {}

  /**
   * Of a shape's points by others. A shape of few points counts each of them once; where these are
   * not more than six, the farthest of the others bounds a neighbourhood.
   *
   * @param shape more than six points
   * @param threads at most so many at a time
   */
  public static double of(Points shape, Points others, int threads) {
    Points centres = FewPoints.once(shape);
    int nth = Math.max(1, Math.min(NTH, centres.size() - 1));
    float[] reach = NearestOthers.within(centres, nth, threads).distances();
    float[] nearest = NearestOthers.among(centres, others, threads).distances();
    int covered = 0;
    for (int i = 0; i < reach.length; i++) {
      covered += nearest[i] < reach[i] ? 1 : 0;
    }
    return (double) covered / reach.length;
  }
}
