package emaki.cluster;

import emaki.kernel.Points;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Clusterer} made of some points.
 *
 * @param labels [n], clusters from 0 to count - 1; {@link #NOISE}: in none
 * @param count number of clusters
 * @param assigner puts other points into these clusters; empty where the method has no such rule
 * @param figures by name, what the method tells of its fit, such as {@code inertia}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Clusters(
    int[] labels, int count, Optional<Assigner> assigner, Map<String, Double> figures) {
  /** The label of a point that is in no cluster. */
  public static final int NOISE = -1;

  public Clusters {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    for (int label : labels) {
      if (label < NOISE || label >= count) {
        throw new IllegalArgumentException(
            "Expected labels from -1 to %d, got %d".formatted(count - 1, label));
      }
    }
  }

  /** Puts points into clusters that were made of others. */
  @FunctionalInterface
  public interface Assigner {
    /**
     * The cluster of each point.
     *
     * @param points m, of the dimension fitted
     * @return [m], from 0 to count - 1, or {@link Clusters#NOISE}
     */
    int[] assign(Points points);

    /**
     * The share that each cluster has of each point, where the method has soft clusters.
     *
     * @param points m, of the dimension fitted
     * @return [m, count], row-major, from 0 to 1, together 1 for a point
     */
    default Optional<float[]> shares(Points points) {
      return Optional.empty();
    }
  }
}
