package emaki.prior;

import java.util.List;

/** Coordinates on a prior: what a walk along it follows. */
public interface Chart {
  /** What each coordinate means; the first two span a walk's rows and columns. */
  List<String> axes();

  /**
   * The point of some coordinates.
   *
   * @param u one for each axis, in [0, 1]; uniform u give points distributed as the prior, noise
   *     apart
   * @return [dimension]
   */
  float[] at(double... u);
}
