package emaki.cluster;

import static emaki.kernel.NearestCentres.TILE;

import emaki.kernel.NearestCentres;
import emaki.kernel.Points;
import emaki.kernel.Workers;
import java.util.function.IntToDoubleFunction;

/**
 * Points in strips of whole tiles, for work in parallel whose sums are added in the strips' order.
 * The strips depend on the numbers of points and clusters alone, so that no bit depends on the
 * threads. Coordinates of centres and squared distances are times powers of two, see {@link
 * NearestCentres}.
 */
final class Strips {
  private static final int MOST = 64;

  final Points points;
  final int exponent;
  final NearestCentres search;
  final int count;

  /** Mean over the coordinates of their variance, times 2^(2 exponent). */
  final double variance;

  private final int threads;

  Strips(Points points, int k, int threads) {
    this.points = points;
    this.exponent = exponent(points.values());
    this.search = new NearestCentres(points, exponent);
    // Each strip has sums for k clusters: together no more room than the points.
    int small = Math.max(1, points.size() / (2 * k));
    this.count = Math.min(Math.min(MOST, search.tiles()), small);
    this.threads = threads;
    this.variance = Math.scalb(variance(points), 2 * exponent);
  }

  private static double variance(Points points) {
    int dimension = points.dimension();
    double[] sums = new double[dimension];
    double[] squares = new double[dimension];
    float[] values = points.values();
    for (int i = 0; i < values.length; i += dimension) {
      for (int d = 0; d < dimension; d++) {
        double value = values[i + d];
        sums[d] += value;
        squares[d] += value * value;
      }
    }
    double variance = 0;
    for (int d = 0; d < dimension; d++) {
      double mean = sums[d] / points.size();
      variance += Math.max(0, squares[d] / points.size() - mean * mean) / dimension;
    }
    return variance;
  }

  /** The power of two that brings the largest of some values into [1/2, 1). */
  static int exponent(float[]... arrays) {
    float largest = 0;
    for (float[] values : arrays) {
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return -1 - Math.getExponent(largest);
  }

  static float[] scaled(float[] values, int exponent) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = Math.scalb(values[i], exponent);
    }
    return scaled;
  }

  /** Makes a point one of some centres, row-major and times 2^exponent. */
  void put(int point, float[] centres, int centre) {
    int dimension = points.dimension();
    for (int d = 0; d < dimension; d++) {
      centres[centre * dimension + d] =
          Math.scalb(points.values()[point * dimension + d], exponent);
    }
  }

  /** Number of tiles before a strip. */
  int tile(int strip) {
    return (int) ((long) search.tiles() * strip / count);
  }

  /** Number of points before a strip. */
  int first(int strip) {
    return Math.min(points.size(), tile(strip) * TILE);
  }

  /** The strip that a point lies in. */
  int of(int point) {
    int strip = 0;
    while (first(strip + 1) <= point) {
      strip++;
    }
    return strip;
  }

  /** Room for a value a point, and for those that fill up the last tile. */
  int room() {
    return search.tiles() * TILE;
  }

  /** What the work on each strip comes to. */
  double[] each(IntToDoubleFunction work) {
    double[] results = new double[count];
    Workers.run(threads, count, strip -> results[strip] = work.applyAsDouble(strip));
    return results;
  }

  /** The sum of that. */
  double sum(IntToDoubleFunction work) {
    double sum = 0;
    for (double result : each(work)) {
      sum += result;
    }
    return sum;
  }

  /** The sum of a strip's values: four sums, for one would wait for itself. */
  double sum(float[] values, int strip) {
    int from = first(strip);
    int to = first(strip + 1);
    int whole = from + (to - from) / 4 * 4;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = from; i < whole; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (int i = whole; i < to; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }
}
