package emaki.cluster;

import emaki.kernel.Neighbours;
import java.util.Arrays;

/**
 * The symmetric graph of nearest neighbours, A + A^T: two points are joined by an edge of weight 1
 * where one is among the nearest of the other, of weight 2 where each is.
 *
 * @param starts [n + 1], where the edges of each point begin, and where the last one's end
 * @param ends the other point of each edge, ascending for each point; each edge stands with both
 * @param weights of the edges
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record NeighbourGraph(int[] starts, int[] ends, double[] weights) {
  static NeighbourGraph of(Neighbours nearest) {
    int k = nearest.k();
    int n = nearest.indices().length / k;
    int[] starts = new int[n + 1];
    for (int i = 0; i < n * k; i++) {
      starts[i / k + 1]++;
      starts[nearest.indices()[i] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] ends = new int[2 * n * k];
    int[] at = starts.clone();
    for (int i = 0; i < n * k; i++) {
      ends[at[i / k]++] = nearest.indices()[i];
      ends[at[nearest.indices()[i]]++] = i / k;
    }
    return merged(starts, ends);
  }

  /** An edge that a point has twice becomes one of weight 2. */
  private static NeighbourGraph merged(int[] starts, int[] ends) {
    double[] weights = new double[ends.length];
    int count = 0;
    for (int i = 0; i + 1 < starts.length; i++) {
      int from = starts[i];
      Arrays.sort(ends, from, starts[i + 1]);
      starts[i] = count;
      for (int e = from; e < starts[i + 1]; e++) {
        if (count > starts[i] && ends[count - 1] == ends[e]) {
          weights[count - 1]++;
        } else {
          ends[count] = ends[e];
          weights[count++] = 1;
        }
      }
    }
    starts[starts.length - 1] = count;
    return new NeighbourGraph(starts, Arrays.copyOf(ends, count), Arrays.copyOf(weights, count));
  }

  /** The number of points. */
  int size() {
    return starts.length - 1;
  }

  /** The weights of each point's edges together. */
  double[] degrees() {
    double[] degrees = new double[size()];
    for (int i = 0; i < degrees.length; i++) {
      for (int e = starts[i]; e < starts[i + 1]; e++) {
        degrees[i] += weights[e];
      }
    }
    return degrees;
  }

  /** The connected component of each point, the largest being 0. */
  int[] components() {
    int[] component = new int[size()];
    Arrays.fill(component, -1);
    int[] reached = new int[size()];
    int count = 0;
    for (int seed = 0; seed < component.length; seed++) {
      if (component[seed] < 0) {
        int last = 0;
        reached[last++] = seed;
        component[seed] = count;
        for (int next = 0; next < last; next++) {
          for (int e = starts[reached[next]]; e < starts[reached[next] + 1]; e++) {
            if (component[ends[e]] < 0) {
              component[ends[e]] = count;
              reached[last++] = ends[e];
            }
          }
        }
        count++;
      }
    }
    return Sizes.largestFirst(component, count);
  }

  /**
   * The weights between groups of points, an edge counting from both its ends.
   *
   * @param groups [n], from 0 to count - 1
   * @return [count, count]
   */
  double[][] between(int[] groups, int count) {
    double[][] between = new double[count][count];
    for (int i = 0; i < size(); i++) {
      for (int e = starts[i]; e < starts[i + 1]; e++) {
        between[groups[i]][groups[ends[e]]] += weights[e];
      }
    }
    return between;
  }
}
