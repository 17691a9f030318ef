package emaki.eval;

import emaki.kernel.NearestOthers;
import emaki.kernel.Points;
import java.util.Arrays;

/**
 * The leave-one-out accuracy of a nearest-neighbour classifier that tells two samples apart (Lopez-
 * Paz and Oquab, 2017, "Revisiting classifier two-sample tests", section 3.1): the share of all
 * points whose nearest other is of their own sample. In [0, 1]: one half where nothing tells the
 * samples apart, 1 where they are elsewhere; below one half where points have twins in the other
 * sample.
 */
public final class TwoSampleAccuracy {
  private TwoSampleAccuracy() {}

  /**
   * Of two samples, best of one size.
   *
   * @param threads at most so many at a time
   */
  public static double of(Points x, Points y, int threads) {
    float[] both = Arrays.copyOf(x.values(), x.values().length + y.values().length);
    System.arraycopy(y.values(), 0, both, x.values().length, y.values().length);
    int[] nearest = NearestOthers.within(new Points(both, x.dimension()), 1, threads).indices();
    int own = 0;
    for (int i = 0; i < nearest.length; i++) {
      own += i < x.size() == nearest[i] < x.size() ? 1 : 0;
    }
    return (double) own / nearest.length;
  }
}
