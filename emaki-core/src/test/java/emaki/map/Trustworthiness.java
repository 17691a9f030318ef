package emaki.map;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far a map's neighbours can be trusted: 1 less the penalty of those among a point's k nearest
 * on the map that are not among its k nearest in the space, by how much further they are there; 1 -
 * 2 / (n k (2 n - 3 k - 1)) sum_i sum_j (r(i, j) - k), r the rank in the space from 1 (Venna and
 * Kaski 2001, "Neighborhood preservation in nonlinear projection methods").
 */
final class Trustworthiness {
  private Trustworthiness() {}

  static double of(float[] space, int dimension, float[] map, int k) {
    int n = map.length / 2;
    long penalty = 0;
    for (int i = 0; i < n; i++) {
      int[] ranked = ranked(space, dimension, i);
      int[] rank = new int[n];
      for (int r = 0; r < ranked.length; r++) {
        rank[ranked[r]] = r + 1;
      }
      int[] near = ranked(map, 2, i);
      for (int j = 0; j < k; j++) {
        penalty += Math.max(0, rank[near[j]] - k);
      }
    }
    return 1 - 2.0 * penalty / ((double) n * k * (2 * n - 3 * k - 1));
  }

  /** All others, the nearest first. */
  static int[] ranked(float[] points, int dimension, int point) {
    double[] squares = new double[points.length / dimension];
    for (int i = 0; i < points.length; i++) {
      double apart = (double) points[i] - points[point * dimension + i % dimension];
      squares[i / dimension] += apart * apart;
    }
    return IntStream.range(0, squares.length)
        .filter(other -> other != point)
        .boxed()
        .sorted(Comparator.comparingDouble(other -> squares[other]))
        .mapToInt(other -> other)
        .toArray();
  }
}
