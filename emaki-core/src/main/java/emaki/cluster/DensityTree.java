package emaki.cluster;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * The condensed tree of HDBSCAN* (Campello, Moulavi and Sander 2013, "Density-based clustering
 * based on hierarchical density estimates"): as density 1 / length rises, clusters lose points, and
 * split where both parts have enough. Chosen are those clusters, none within another, whose
 * stability is together greatest: the sum over their points of how much density rises while the
 * point is in. The whole is none.
 */
final class DensityTree {
  private final int n;
  private final int least;

  /** Of the dendrogram's node n + e, made by the e-th shortest edge: its two parts. */
  private final int[] left;

  private final int[] right;
  private final int[] size;
  private final double[] density;

  /** Clusters in the order in which they come off, the whole being 0. */
  private final int[] parent;

  private final double[] birth;
  private final double[] stability;
  private int clusters;

  /** The last cluster that each point is in. */
  private final int[] home;

  private DensityTree(SpanningTree tree, int least) {
    this.n = tree.lengths().length + 1;
    this.least = least;
    this.left = new int[2 * n - 1];
    this.right = new int[2 * n - 1];
    this.size = new int[2 * n - 1];
    this.density = new double[2 * n - 1];
    this.parent = new int[n + 1];
    this.birth = new double[n + 1];
    this.stability = new double[n + 1];
    this.home = new int[n];
    merge(tree);
    condense();
  }

  /**
   * The chosen cluster of each point, or noise; in the order of their sizes.
   *
   * @param least points of a cluster, at least 2
   */
  static int[] labels(SpanningTree tree, int least) {
    return new DensityTree(tree, least).labels();
  }

  /** Joins parts by ever longer edges. */
  private void merge(SpanningTree tree) {
    int[] top = IntStream.range(0, 2 * n - 1).toArray();
    Arrays.fill(size, 0, n, 1);
    int[] order =
        IntStream.range(0, n - 1)
            .boxed()
            .sorted(Comparator.comparingDouble(e -> tree.lengths()[e]))
            .mapToInt(e -> e)
            .toArray();
    for (int e = 0; e < n - 1; e++) {
      int node = n + e;
      left[node] = top(top, tree.from()[order[e]]);
      right[node] = top(top, tree.to()[order[e]]);
      size[node] = size[left[node]] + size[right[node]];
      // Equal points are as dense as one can say.
      density[node] = 1 / Math.max(tree.lengths()[order[e]], Float.MIN_NORMAL);
      top[left[node]] = node;
      top[right[node]] = node;
    }
  }

  /** The node on top of another, to which all on the way now point. */
  private static int top(int[] top, int node) {
    int found = node;
    while (top[found] != found) {
      found = top[found];
    }
    int at = node;
    while (top[at] != found) {
      int above = top[at];
      top[at] = found;
      at = above;
    }
    return found;
  }

  private void condense() {
    clusters = 1;
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {2 * n - 2, 0});
    while (!open.isEmpty()) {
      int[] next = open.pop();
      int node = next[0];
      int cluster = next[1];
      boolean split = size[left[node]] >= least && size[right[node]] >= least;
      for (int part : new int[] {left[node], right[node]}) {
        if (split) {
          leave(cluster, size[part], density[node]);
          parent[clusters] = cluster;
          birth[clusters] = density[node];
          open.push(new int[] {part, clusters++});
        } else if (size[part] >= least) {
          open.push(new int[] {part, cluster});
        } else {
          leave(cluster, size[part], density[node]);
          settle(part, cluster);
        }
      }
    }
  }

  private void leave(int cluster, int points, double at) {
    stability[cluster] += points * (at - birth[cluster]);
  }

  private void settle(int part, int cluster) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(part);
    while (!open.isEmpty()) {
      int node = open.pop();
      if (node < n) {
        home[node] = cluster;
      } else {
        open.push(left[node]);
        open.push(right[node]);
      }
    }
  }

  private int[] labels() {
    double[] within = new double[clusters];
    boolean[] chosen = new boolean[clusters];
    for (int c = clusters - 1; c > 0; c--) {
      chosen[c] = stability[c] >= within[c];
      within[parent[c]] += Math.max(stability[c], within[c]);
    }
    // A cluster's choice, or that of one it lies in, which comes before it.
    int[] label = new int[clusters];
    label[0] = Clusters.NOISE;
    int count = 0;
    for (int c = 1; c < clusters; c++) {
      boolean inner = label[parent[c]] != Clusters.NOISE;
      label[c] = inner ? label[parent[c]] : chosen[c] ? count++ : Clusters.NOISE;
    }
    return Sizes.largestFirst(IntStream.of(home).map(c -> label[c]).toArray(), count);
  }
}
