package emaki.cluster;

import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;

/** Where the nearest neighbours of points come from: found anew, or kept from an earlier fit. */
@FunctionalInterface
public interface NeighbourSource {
  /** What {@link Neighbours#of} gives, to the bit. */
  Neighbours of(Points points, int k, Metric metric, int threads);
}
