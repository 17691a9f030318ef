package emaki.paper;

import emaki.data.Split;
import emaki.eval.Silhouette;
import emaki.run.Latents;
import java.util.stream.IntStream;

/**
 * Latents of test images.
 *
 * @param run all of the run's
 * @param rows of the images
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record TestLatents(Latents run, int[] rows) {
  static TestLatents of(Latents run) {
    return new TestLatents(run, run.rows(Split.TEST));
  }

  /** Of at most so many of the images, evenly picked. */
  TestLatents thinned(int most) {
    int n = Math.min(most, rows.length);
    return new TestLatents(
        run, IntStream.range(0, n).map(i -> rows[(int) ((long) i * rows.length / n)]).toArray());
  }

  /** Row-major [images, dimension]. */
  float[] values() {
    return run.select(rows);
  }

  /** These images' of what every image of the run has. */
  int[] of(int[] each) {
    return IntStream.of(rows).map(row -> each[row]).toArray();
  }

  /**
   * How far apart groups of the images lie, -1 to 1.
   *
   * @param groups of every image of the run
   * @param most images that are measured
   */
  double silhouette(int[] groups, int most) {
    return Silhouette.of(values(), run.dimension(), of(groups), most, 0);
  }

  /** One coordinate of points that are row-major [n, dimension]. */
  static float[] column(float[] points, int dimension, int coordinate) {
    float[] column = new float[points.length / dimension];
    for (int i = 0; i < column.length; i++) {
      column[i] = points[i * dimension + coordinate];
    }
    return column;
  }
}
