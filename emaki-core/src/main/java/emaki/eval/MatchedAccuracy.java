package emaki.eval;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Clustering accuracy: the share of points whose cluster is matched to their class, under the best
 * one-to-one matching of clusters to classes (the assignment problem of Kuhn 1955, "The Hungarian
 * method for the assignment problem"; found by augmenting paths, Mehlhorn and Naeher 1999, "LEDA",
 * section 7.8):
 *
 * <p>accuracy = 1/n max_matching sum_(i, j) matched n_ij.
 *
 * <p>In (0, 1], and never above {@link Purity}. Where classes and clusters differ in number, the
 * points of the classes or clusters left over count as wrong, and so does noise.
 */
public final class MatchedAccuracy {
  /** Stands in {@link #order} for a class without a cluster. */
  public static final int NO_CLUSTER = -1;

  private MatchedAccuracy() {}

  /** The accuracy of a table; NaN if no point has a label. */
  public static double of(ContingencyTable table) {
    int[] order = table.matching();
    long right = 0;
    for (int i = 0; i < table.classes(); i++) {
      right += order[i] == NO_CLUSTER ? 0 : table.count(i, order[i]);
    }
    return (double) right / table.n();
  }

  /**
   * The table with its columns permuted so that matched pairs lie on the diagonal; the clusters
   * without a class follow in their order, and noise, if there is any, is the last column. A class
   * without a cluster gets a column of zeros, so that the diagonal stays whole.
   *
   * @return classes x max(classes, clusters), and one for noise, row i that of class i; no rows
   *     where a class is above 255, since nobody could look at them
   */
  public static int[][] matched(ContingencyTable table) {
    if (!table.numbered()) {
      return new int[0][];
    }
    int[] order = table.matching();
    int[][] matched = new int[table.classes()][order.length + (table.noise() ? 1 : 0)];
    for (int i = 0; i < matched.length; i++) {
      if (table.noise()) {
        matched[i][order.length] = table.count(i, table.clusters() - 1);
      }
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
    return table.matching().clone();
  }

  /** Solves the assignment; then classes left over take the clusters left over, in order. */
  static int[] solve(ContingencyTable table) {
    int classes = table.classes();
    int clusters = table.noise() ? table.clusters() - 1 : table.clusters();
    int[] order = new int[Math.max(classes, clusters)];
    Arrays.fill(order, NO_CLUSTER);
    Graph<Integer, DefaultWeightedEdge> graph = counts(table, clusters);
    BitSet used = new BitSet();
    for (DefaultWeightedEdge edge :
        new MaximumWeightBipartiteMatching<>(
                graph, range(0, classes), range(classes, classes + clusters))
            .getMatching()
            .getEdges()) {
      int cluster = graph.getEdgeTarget(edge) - classes;
      order[graph.getEdgeSource(edge)] = cluster;
      used.set(cluster);
    }
    for (int i = 0; i < order.length; i++) {
      int free = used.nextClearBit(0);
      if (order[i] == NO_CLUSTER && free < clusters) {
        order[i] = free;
        used.set(free);
      }
    }
    return order;
  }

  /**
   * Vertices are the classes, then the clusters; an edge weighs its count. Without those of weight
   * 0 a thousand classes are matched in a fraction of a second; a complete graph took a minute.
   */
  private static Graph<Integer, DefaultWeightedEdge> counts(ContingencyTable table, int clusters) {
    int classes = table.classes();
    Graph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    range(0, classes + clusters).forEach(graph::addVertex);
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < clusters; j++) {
        if (table.count(i, j) > 0) {
          graph.setEdgeWeight(graph.addEdge(i, classes + j), table.count(i, j));
        }
      }
    }
    return graph;
  }

  private static Set<Integer> range(int from, int to) {
    // Ordered, so that among equally good matchings the same one is found in every run.
    return IntStream.range(from, to).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
