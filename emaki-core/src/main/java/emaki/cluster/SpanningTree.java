package emaki.cluster;

import static emaki.kernel.NearestCentres.TILE;

import emaki.kernel.NearestCentres;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import java.util.Arrays;

/**
 * The minimum spanning tree of points by mutual reachability, max(|x - y|, core x, core y), a
 * point's core being the distance of one of its nearest others; by Prim's algorithm over all pairs.
 *
 * @param from [n - 1], one end of each edge
 * @param to the other
 * @param lengths of the edges
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record SpanningTree(int[] from, int[] to, double[] lengths) {
  /*
   * Cost: n^2 d, and no n x n matrix: each point that joins the tree is compared with all, in vector lanes. Edges come
   * in an order, and of equal ones the first, that depend on no thread.
   */
  private static final int TILES_A_SLICE = 64;

  /**
   * Of points.
   *
   * @param nearest by Euclidean distance; the furthest of a point's makes its core
   */
  static SpanningTree of(Points points, Neighbours nearest, int threads) {
    return new Growth(points, nearest, threads).tree();
  }

  private static final class Growth {
    private final int n;
    private final int exponent;
    private final float[] values;
    private final NearestCentres search;
    private final Slices slices;

    /** Squares, times 2^(2 exponent), as are all here. */
    private final float[] core;

    private final float[] squares;
    private final float[] infinite;

    /** Of each point outside the tree: how far it is, and from which point inside. */
    private final float[] reach;

    private final int[] nearest;
    private final boolean[] inside;

    /** The nearest outside, of each slice. */
    private final int[] next;

    Growth(Points points, Neighbours nearest, int threads) {
      n = points.size();
      exponent = Strips.exponent(points.values());
      values = Strips.scaled(points.values(), exponent);
      search = new NearestCentres(points, exponent);
      slices =
          new Slices(search.tiles(), (search.tiles() + TILES_A_SLICE - 1) / TILES_A_SLICE, threads);
      core = new float[n];
      for (int i = 0; i < n; i++) {
        float distance = Math.scalb(nearest.distances()[(i + 1) * nearest.k() - 1], exponent);
        core[i] = distance * distance;
      }
      squares = new float[search.tiles() * TILE];
      infinite = new float[squares.length];
      Arrays.fill(infinite, Float.POSITIVE_INFINITY);
      reach = infinite.clone();
      this.nearest = new int[n];
      inside = new boolean[n];
      next = new int[slices.count()];
    }

    SpanningTree tree() {
      int[] from = new int[n - 1];
      int[] to = new int[n - 1];
      double[] lengths = new double[n - 1];
      int last = 0;
      for (int edge = 0; edge < n - 1; edge++) {
        int joined = last;
        inside[joined] = true;
        slices.each(slice -> next[slice] = compare(joined, slice));
        last = next[0];
        for (int other : next) {
          last = last < 0 || (other >= 0 && reach[other] < reach[last]) ? other : last;
        }
        from[edge] = nearest[last];
        to[edge] = last;
        lengths[edge] = Math.scalb(Math.sqrt(reach[last]), -exponent);
      }
      return new SpanningTree(from, to, lengths);
    }

    /** Compares a slice with the point that joined; returns its nearest outside, -1: none. */
    private int compare(int joined, int slice) {
      int least = -1;
      int end = Math.min(n, slices.start(slice + 1) * TILE);
      for (int tile = slices.start(slice); tile < slices.start(slice + 1); tile++) {
        search.nearer(tile, values, joined, infinite, squares);
      }
      for (int i = slices.start(slice) * TILE; i < end; i++) {
        if (!inside[i]) {
          float mutual = Math.max(Math.max(squares[i], core[i]), core[joined]);
          if (mutual < reach[i]) {
            reach[i] = mutual;
            nearest[i] = joined;
          }
          least = least < 0 || reach[i] < reach[least] ? i : least;
        }
      }
      return least;
    }
  }
}
