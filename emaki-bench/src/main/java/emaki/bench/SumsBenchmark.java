package emaki.bench;

import emaki.data.Streams;
import emaki.kernel.FastGaussianSums;
import emaki.kernel.GaussianSums;
import emaki.kernel.Points;
import emaki.report.CurveFigure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Gaussian sums with gradient of ten thousand points and more within one sample, by their number:
 * seconds, error, and how many times as long every pair would take by the kernel's own rate here.
 * Normal samples, at Silverman's width; two threads.
 */
public final class SumsBenchmark {
  private static final int THREADS = 2;
  private static final int TURNS = 3;
  private static final int RATED = 20_000;

  /** As many as docs/scaling.md deals out to executors. */
  private static final int DEALT = 200_000;

  private static final int[] COUNTS = {
    10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000
  };

  private SumsBenchmark() {}

  /**
   * Prints a table and draws a chart.
   *
   * @param args where the chart goes, and which tolerances: sums.png 1e-3 1e-6
   */
  public static void main(String[] args) throws IOException {
    Path chart = Path.of(args.length == 0 ? "sums.png" : args[0]);
    double[] tolerances =
        args.length < 2
            ? new double[] {1e-3, 1e-6}
            : Arrays.stream(args).skip(1).mapToDouble(Double::parseDouble).toArray();
    System.out.printf(
        "every pair of %,d x %,d points in 3-D, values alone: %.2f s%n", DEALT, DEALT, dealt());
    List<CurveFigure.Series> curves = new ArrayList<>();
    System.out.println(
        "d  tolerance     points  way    seconds  ns a point    error  every pair, times as long");
    for (int dimension = 2; dimension <= 3; dimension++) {
      double pair = secondsPerPair(dimension);
      for (double tolerance : tolerances) {
        double[] seconds = new double[COUNTS.length];
        for (int i = 0; i < COUNTS.length; i++) {
          seconds[i] = measure(dimension, tolerance, COUNTS[i], pair);
        }
        double[] decades = Arrays.stream(COUNTS).mapToDouble(Math::log10).toArray();
        String name = "%d-D to %.0e".formatted(dimension, tolerance);
        curves.add(new CurveFigure.Series(name, decades, seconds, Double.NaN));
      }
    }
    CurveFigure.write(chart, "Points, as a power of 10", "Seconds", true, curves);
  }

  private static double measure(int dimension, double tolerance, int n, double pair) {
    Points points = normal(n, dimension);
    double width = Math.sqrt(2) * Math.pow(4.0 / ((dimension + 2.0) * n), 1.0 / (dimension + 4));
    FastGaussianSums sums = new FastGaussianSums(width, tolerance, THREADS);
    float[] gradient = new float[points.values().length];
    double best = Double.POSITIVE_INFINITY;
    FastGaussianSums.Mean found = null;
    for (int turn = 0; turn < TURNS; turn++) {
      long start = System.nanoTime();
      found = sums.logMean(points, points, gradient);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    System.out.printf(
        "%d %10.0e %10d  %-5s %8.3f %11.0f %8.1e %10.0f%n",
        dimension,
        tolerance,
        n,
        found == null ? "" : found.way(),
        best,
        1e9 * best / n,
        found == null ? 0 : found.error(),
        pair * n * n / best);
    return best;
  }

  /** Of the kernel that visits each pair once, with gradient. */
  private static double secondsPerPair(int dimension) {
    Points points = normal(RATED, dimension);
    GaussianSums sums = new GaussianSums(0.3, THREADS);
    float[] gradient = new float[points.values().length];
    double best = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < TURNS; turn++) {
      long start = System.nanoTime();
      sums.logMean(points, gradient);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best / RATED / RATED;
  }

  /** What executors are compared with: all rows of one sample with the whole of another. */
  private static double dealt() {
    Points x = normal(DEALT, 3);
    Points y = normal(DEALT, 3);
    GaussianSums sums = new GaussianSums(0.24, THREADS);
    double best = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < TURNS; turn++) {
      long start = System.nanoTime();
      sums.rows(0, x, y, false);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best;
  }

  private static Points normal(int n, int dimension) {
    RandomGenerator random = Streams.of(0, "sums", n);
    float[] values = new float[n * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Points(values, dimension);
  }
}
