package emaki.trial;

import emaki.data.InputException;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.Chart;
import emaki.report.ImageGrid;
import emaki.run.RunChart;
import emaki.run.RunFolder;
import java.io.IOException;
import java.util.Arrays;

/**
 * Images decoded over a grid of latents (the study's Fig. 8). The grid follows the run's chart:
 * down the rows its first coordinate (a swiss roll's angle), across the columns its second (the
 * roll's linear direction); a chart of one coordinate runs on from row to row.
 *
 * @param latents row-major [rows * columns, dimension]
 * @param images values in [0, 1], row-major [rows * columns, values]
 * @param down what changes from row to row
 * @param across what changes from column to column
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Walk(
    int rows, int columns, float[] latents, float[] images, String down, String across) {

  /** Walks a run's manifold and draws it to {@code figures/walk.png}. */
  public static Walk run(RunFolder run, int rows, int columns) throws IOException {
    if (rows < 1 || columns < 1 || (long) rows * columns > 10_000) {
      throw new InputException(
          "‹rows› %d ‹columns› %d".formatted(rows, columns),
          "expected a grid of 1 to 10000 images",
          "try 10 by 10");
    }
    Chart chart = RunChart.of(run, run::latents);
    float[][] points = grid(chart, rows, columns);
    try (Autoencoder model = run.model()) {
      AutoencoderSpec shape = model.spec();
      int dimension = shape.latentDim();
      if (points[0].length != dimension) {
        throw new InputException(
            run.latentsFile().toString(),
            "expected latents of %d dimensions, found %d".formatted(dimension, points[0].length),
            "restore it from a copy or train again");
      }
      float[] latents = new float[points.length * dimension];
      for (int i = 0; i < points.length; i++) {
        System.arraycopy(points[i], 0, latents, i * dimension, dimension);
      }
      String first = chart.axes().get(0);
      boolean alone = chart.axes().size() == 1;
      String down = alone ? first + ", on from row to row" : first;
      String across = alone ? first : chart.axes().get(1);
      Walk walk = new Walk(rows, columns, latents, model.decode(latents), down, across);
      ImageGrid.of(walk.images, shape.height(), shape.width(), shape.channels(), columns)
          .withAxes(walk.down, walk.across)
          .write(run.figure("walk.png"));
      return walk;
    }
  }

  private static float[][] grid(Chart chart, int rows, int columns) {
    boolean toEdges = chart instanceof RunChart;
    int coordinates = chart.axes().size();
    float[][] points = new float[rows * columns][];
    for (int i = 0; i < points.length; i++) {
      double[] u = new double[coordinates];
      Arrays.fill(u, 0.5);
      if (coordinates == 1) {
        u[0] = place(i, points.length, toEdges);
      } else {
        u[0] = place(i / columns, rows, toEdges);
        u[1] = place(i % columns, columns, toEdges);
      }
      points[i] = chart.at(u);
    }
    return points;
  }

  /** The principal plane is walked from edge to edge, a prior's chart from centre to centre. */
  private static double place(int i, int n, boolean toEdges) {
    return !toEdges ? (i + 0.5) / n : n == 1 ? 0.5 : (double) i / (n - 1);
  }
}
