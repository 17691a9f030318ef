package emaki.map;

import emaki.kernel.Neighbours;
import java.util.Arrays;

/**
 * The weighted graph of nearest neighbours that a map keeps: how much each two points are
 * neighbours, in (0, 1] (McInnes, Healy and Melville 2018, "UMAP", section 3.1 and algorithm 3).
 *
 * @param starts [n + 1], where the edges of each point begin, and where the last one's end
 * @param ends the other point of each edge; each edge stands with both, with one weight
 * @param weights of the edges
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record FuzzyGraph(int[] starts, int[] ends, float[] weights) {
  private static final int BISECTIONS = 64;

  /** Widths are at least this share of the mean distance: of equal points they would be 0. */
  private static final double LEAST_WIDTH = 1e-3;

  /** Either is a neighbour of the other: a + b - ab, of the memberships a and b. */
  static FuzzyGraph of(Neighbours nearest) {
    int k = nearest.k();
    int[] indices = nearest.indices();
    float[] memberships = memberships(nearest);
    int[] starts = new int[indices.length / k + 1];
    float[] others = new float[indices.length];
    for (int e = 0; e < indices.length; e++) {
      int back = find(nearest, indices[e], e / k);
      others[e] = back < 0 ? -1 : memberships[back];
      starts[e / k + 1]++;
      if (back < 0) {
        starts[indices[e] + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] at = starts.clone();
    int[] ends = new int[starts[starts.length - 1]];
    float[] weights = new float[ends.length];
    for (int e = 0; e < indices.length; e++) {
      int point = e / k;
      float own = memberships[e];
      float other = Math.max(0, others[e]);
      float weight = own + other - own * other;
      ends[at[point]] = indices[e];
      weights[at[point]++] = weight;
      if (others[e] < 0) {
        ends[at[indices[e]]] = point;
        weights[at[indices[e]]++] = weight;
      }
    }
    return new FuzzyGraph(starts, ends, weights);
  }

  int size() {
    return starts.length - 1;
  }

  /**
   * How much each neighbour is one to its point: exp(-max(0, d - rho) / sigma), where rho is the
   * distance of the nearest that is not equal to the point, and sigma such that a point's
   * memberships sum to log2(k).
   *
   * @return [n, k]
   */
  static float[] memberships(Neighbours nearest) {
    int k = nearest.k();
    float[] distances = nearest.distances();
    double total = 0;
    for (float distance : distances) {
      total += distance;
    }
    float[] memberships = new float[distances.length];
    for (int from = 0; from < distances.length; from += k) {
      double[] beyond = new double[k];
      double rho = nearestOther(distances, from, k);
      double mean = 0;
      for (int j = 0; j < k; j++) {
        beyond[j] = Math.max(0, distances[from + j] - rho);
        mean += distances[from + j] / k;
      }
      double least = LEAST_WIDTH * (mean > 0 ? mean : total / distances.length);
      double sigma = Math.max(width(beyond), least);
      for (int j = 0; j < k; j++) {
        memberships[from + j] = beyond[j] > 0 ? (float) Math.exp(-beyond[j] / sigma) : 1;
      }
    }
    return memberships;
  }

  private static double nearestOther(float[] distances, int from, int k) {
    for (int j = from; j < from + k; j++) {
      if (distances[j] > 0) {
        return distances[j];
      }
    }
    return 0;
  }

  private static double width(double[] beyond) {
    double target = Math.log(beyond.length) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double sigma = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double sum = 0;
      for (double distance : beyond) {
        sum += distance > 0 ? Math.exp(-distance / sigma) : 1;
      }
      if (sum > target) {
        high = sigma;
      } else {
        low = sigma;
      }
      sigma = high == Double.POSITIVE_INFINITY ? 2 * sigma : (low + high) / 2;
    }
    return sigma;
  }

  /** Where one point stands among another's neighbours, or -1. */
  private static int find(Neighbours nearest, int point, int other) {
    for (int e = point * nearest.k(); e < (point + 1) * nearest.k(); e++) {
      if (nearest.indices()[e] == other) {
        return e;
      }
    }
    return -1;
  }
}
