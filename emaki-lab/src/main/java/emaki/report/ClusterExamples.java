package emaki.report;

import emaki.run.Latents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images by which a person can tell what a cluster is: its typical ones, whose latents are nearest
 * the cluster's mean, and its doubtful ones, whose latents are the farthest from it, less their
 * distance to the nearest mean of another cluster.
 *
 * @param typical rows of the run, the nearest first, at most {@link #MOST}
 * @param doubtful rows of the run, the most doubtful first, none of them typical, at most {@link
 *     #MOST}
 */
public record ClusterExamples(List<Integer> typical, List<Integer> doubtful) {
  /** Images of either kind. */
  public static final int MOST = 20;

  /**
   * Of each cluster, [k]; those of an empty one are none.
   *
   * @param clusters which one each image is in, [n], noise -1
   * @param k number of clusters
   */
  public static List<ClusterExamples> of(Latents latents, int[] clusters, int k) {
    ClusterDistances distances = ClusterDistances.of(latents, clusters, k);
    List<List<Integer>> members = new ArrayList<>();
    IntStream.range(0, k).forEach(cluster -> members.add(new ArrayList<>()));
    for (int row = 0; row < clusters.length; row++) {
      if (clusters[row] >= 0) {
        members.get(clusters[row]).add(row);
      }
    }
    return members.stream().map(rows -> of(rows, distances)).toList();
  }

  private static ClusterExamples of(List<Integer> members, ClusterDistances distances) {
    List<Integer> typical =
        members.stream()
            .sorted(Comparator.comparingDouble(row -> distances.own()[row]))
            .limit(MOST)
            .toList();
    List<Integer> doubtful =
        members.stream()
            .filter(row -> !typical.contains(row))
            .sorted(Comparator.comparingDouble(row -> -distances.doubt()[row]))
            .limit(MOST)
            .toList();
    return new ClusterExamples(typical, doubtful);
  }
}
