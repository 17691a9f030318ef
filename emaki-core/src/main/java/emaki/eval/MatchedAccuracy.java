package emaki.eval;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Clustering accuracy: the share of points whose cluster is matched to their class, under the best
 * one-to-one matching of clusters to classes, which the Hungarian method finds (Kuhn 1955, "The
 * Hungarian method for the assignment problem"):
 *
 * <p>accuracy = 1/n max_matching sum_(i, j) matched n_ij.
 *
 * <p>In (0, 1], and never above {@link Purity}. Where classes and clusters differ in number, the
 * points of the classes or clusters left over count as wrong.
 */
public final class MatchedAccuracy {
  /** Stands in {@link #order} for a class without a cluster. */
  public static final int NO_CLUSTER = -1;

  private MatchedAccuracy() {}

  /** The accuracy of a table; NaN if no point has a label. */
  public static double of(ContingencyTable table) {
    int[][] matched = matched(table);
    long right = 0;
    for (int i = 0; i < matched.length; i++) {
      right += matched[i][i];
    }
    return (double) right / table.n();
  }

  /**
   * The table with its columns permuted so that matched pairs lie on the diagonal; the clusters
   * without a class follow in their order. A class without a cluster gets a column of zeros, so
   * that the diagonal stays whole.
   *
   * @return classes x max(classes, clusters)
   */
  public static int[][] matched(ContingencyTable table) {
    int[] order = order(table);
    int[][] matched = new int[table.classes()][order.length];
    for (int i = 0; i < matched.length; i++) {
      for (int j = 0; j < order.length; j++) {
        matched[i][j] = order[j] == NO_CLUSTER ? 0 : table.count(i, order[j]);
      }
    }
    return matched;
  }

  /**
   * The cluster that each column of {@link #matched} shows, {@link #NO_CLUSTER} for a column of
   * zeros: entry i below the number of classes is the cluster matched to class i.
   */
  public static int[] order(ContingencyTable table) {
    int size = Math.max(table.classes(), table.clusters());
    int[] order = new int[size];
    Arrays.fill(order, NO_CLUSTER);
    if (size == 0) {
      return order;
    }
    // Vertices 0 .. size - 1 are the classes, the next ones the clusters, either padded to size.
    Graph<Integer, DefaultWeightedEdge> graph = costs(table, size);
    boolean[] used = new boolean[size];
    for (DefaultWeightedEdge edge :
        new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(
                graph, range(0, size), range(size, 2 * size))
            .getMatching()
            .getEdges()) {
      int row = graph.getEdgeSource(edge);
      int column = graph.getEdgeTarget(edge) - size;
      if (row < table.classes() && column < table.clusters()) {
        order[row] = column;
        used[column] = true;
      }
    }
    int next = table.classes();
    for (int column = 0; column < table.clusters(); column++) {
      if (!used[column]) {
        order[next++] = column;
      }
    }
    return order;
  }

  /** The complete bipartite graph; the solver minimises, so an edge costs n less its count. */
  private static Graph<Integer, DefaultWeightedEdge> costs(ContingencyTable table, int size) {
    Graph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    range(0, 2 * size).forEach(graph::addVertex);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        boolean real = i < table.classes() && j < table.clusters();
        DefaultWeightedEdge edge = graph.addEdge(i, size + j);
        graph.setEdgeWeight(edge, table.n() - (real ? table.count(i, j) : 0));
      }
    }
    return graph;
  }

  private static Set<Integer> range(int from, int to) {
    // Ordered, so that among equally good matchings the same one is found in every run.
    return IntStream.range(from, to).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
