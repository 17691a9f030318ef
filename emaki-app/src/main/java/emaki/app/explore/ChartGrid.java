package emaki.app.explore;

import emaki.prior.Chart;
import java.util.Arrays;

/**
 * A chart as a grid of latents between which a page interpolates.
 *
 * @param nodes along the first axis, and along the second where there is one; further axes stand at
 *     their middle
 * @param latents row-major [nodes..., dimension]
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ChartGrid(int[] nodes, float[] latents) {
  /** So that the middles of a map's 24 cells are nodes: there the grid is exact. */
  private static final int NODES = 97;

  /** Of a chart with one axis, whose 24 x 24 cells run on from line to line. */
  private static final int NODES_ALONE = 2 * 24 * 24 + 1;

  static ChartGrid of(Chart chart) {
    int axes = chart.axes().size();
    int[] nodes = axes == 1 ? new int[] {NODES_ALONE} : new int[] {NODES, NODES};
    int columns = axes == 1 ? 1 : NODES;
    double[] u = new double[axes];
    Arrays.fill(u, 0.5);
    float[] latents = new float[0];
    for (int i = 0; i < nodes[0] * columns; i++) {
      u[0] = (i / columns) / (nodes[0] - 1.0);
      if (axes > 1) {
        u[1] = (i % columns) / (columns - 1.0);
      }
      float[] latent = chart.at(u);
      if (i == 0) {
        latents = new float[nodes[0] * columns * latent.length];
      }
      System.arraycopy(latent, 0, latents, i * latent.length, latent.length);
    }
    return new ChartGrid(nodes, latents);
  }
}
