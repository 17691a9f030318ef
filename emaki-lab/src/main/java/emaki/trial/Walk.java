package emaki.trial;

import emaki.data.InputException;
import emaki.eval.PrincipalComponents;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.Chart;
import emaki.prior.Prior;
import emaki.report.ImageGrid;
import emaki.run.Latents;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Images decoded over a grid of latents (the study's Fig. 8). With a prior that has a chart the
 * grid follows it: down the rows its first coordinate (a swiss roll's angle), across the columns
 * its second (the roll's linear direction); otherwise it spans the latents' first two principal
 * axes, two standard deviations to each side.
 *
 * @param latents row-major [rows * columns, dimension]
 * @param images values in [0, 1], row-major [rows * columns, values]
 * @param down what changes from row to row
 * @param across what changes from column to column
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Walk(
    int rows, int columns, float[] latents, float[] images, String down, String across) {
  /** Standard deviations to each side along a principal axis. */
  private static final double REACH = 2;

  /** Walks a run's manifold and draws it to {@code figures/walk.png}. */
  public static Walk run(RunFolder run, int rows, int columns) throws IOException {
    if (rows < 1 || columns < 1 || (long) rows * columns > 10_000) {
      throw new InputException(
          "‹rows› %d ‹columns› %d".formatted(rows, columns),
          "expected a grid of 1 to 10000 images",
          "try 10 by 10");
    }
    Chart chart = run.prior(run.record().autoencoder()).flatMap(Prior::chart).orElse(null);
    float[] grid =
        chart == null ? principal(run.latents(), rows, columns) : charted(chart, rows, columns);
    String down = chart == null ? "second principal axis" : chart.axes().get(0);
    String across =
        chart == null
            ? "first principal axis"
            : chart.axes().get(Math.min(1, chart.axes().size() - 1));
    try (Autoencoder model = run.model()) {
      if (grid.length != rows * columns * model.spec().latentDim()) {
        throw new InputException(
            run.latentsFile().toString(),
            "expected latents of %d dimensions, found %d"
                .formatted(model.spec().latentDim(), grid.length / (rows * columns)),
            "restore it from a copy or train again");
      }
      Walk walk = new Walk(rows, columns, grid, model.decode(grid), down, across);
      walk.draw(model.spec(), run.figure("walk.png"));
      return walk;
    }
  }

  private void draw(AutoencoderSpec shape, Path file) throws IOException {
    ImageGrid.of(images, shape.height(), shape.width(), shape.channels(), columns)
        .withAxes(down, across)
        .write(file);
  }

  /**
   * The chart at the centres of the grid's cells; a chart of one coordinate runs on from row to
   * row.
   */
  private static float[] charted(Chart chart, int rows, int columns) {
    int coordinates = chart.axes().size();
    float[][] points = new float[rows * columns][];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double[] u = new double[coordinates];
        java.util.Arrays.fill(u, 0.5);
        if (coordinates == 1) {
          u[0] = (r * columns + c + 0.5) / (rows * columns);
        } else {
          u[0] = (r + 0.5) / rows;
          u[1] = (c + 0.5) / columns;
        }
        points[r * columns + c] = chart.at(u);
      }
    }
    return concatenate(points);
  }

  private static float[] principal(Latents latents, int rows, int columns) {
    PrincipalComponents axes = PrincipalComponents.of(latents.values(), latents.dimension());
    float[][] points = new float[rows * columns][];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        points[r * columns + c] =
            axes.at(steps(c, columns), latents.dimension() > 1 ? steps(r, rows) : 0);
      }
    }
    return concatenate(points);
  }

  private static double steps(int i, int n) {
    return n == 1 ? 0 : REACH * (2.0 * i / (n - 1) - 1);
  }

  private static float[] concatenate(float[][] points) {
    int dimension = points[0].length;
    float[] all = new float[points.length * dimension];
    for (int i = 0; i < points.length; i++) {
      System.arraycopy(points[i], 0, all, i * dimension, dimension);
    }
    return all;
  }
}
