package emaki.prior;

import emaki.data.Streams;
import java.util.random.RandomGenerator;

/** Points well apart on the unit sphere, always the same for the same numbers. */
final class SphereCode {
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
  private static final int CANDIDATES = 2000;

  /** Beyond so many points, and beyond so many dimensions, there are fewer candidates. */
  private static final int FULL_POINTS = 100;

  private static final int FULL_DIMENSION = 32;

  private SphereCode() {}

  static double[][] of(int count, int dimension) {
    double[][] points = new double[count][dimension];
    if (count == 1) {
      return points;
    }
    for (int i = 0; i < count; i++) {
      switch (dimension) {
        case 1 -> points[i][0] = 2.0 * i / (count - 1) - 1;
        case 2 -> {
          points[i][0] = Math.cos(2 * Math.PI * i / count);
          points[i][1] = Math.sin(2 * Math.PI * i / count);
        }
        case 3 -> {
          // A Fibonacci lattice: equal steps of height, the golden angle between neighbours.
          double z = 1 - (2.0 * i + 1) / count;
          double radius = Math.sqrt(1 - z * z);
          points[i][0] = radius * Math.cos(i * GOLDEN_ANGLE);
          points[i][1] = radius * Math.sin(i * GOLDEN_ANGLE);
          points[i][2] = z;
        }
        default -> points[i] = farthest(points, i, dimension);
      }
    }
    return points;
  }

  /**
   * The candidate whose nearest neighbour among the first {@code placed} points is furthest away.
   */
  private static double[] farthest(double[][] points, int placed, int dimension) {
    RandomGenerator random = Streams.of(0, "sphere", placed, dimension);
    double[] best = new double[dimension];
    double bestDistance = -1;
    int candidates = candidates(placed, dimension);
    if (candidates == 1) {
      return unit(random, dimension);
    }
    for (int c = 0; c < candidates; c++) {
      double[] candidate = unit(random, dimension);
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < placed && nearest > bestDistance; i++) {
        nearest = Math.min(nearest, squaredDistance(points[i], candidate));
      }
      if (nearest > bestDistance) {
        bestDistance = nearest;
        best = candidate;
      }
    }
    return best;
  }

  /**
   * How many: a thousand points take no longer than a few hundred would at full number, for a
   * smallest distance that is a few percent smaller. In many dimensions any two points are nearly
   * at right angles, and more candidates gain little.
   */
  private static int candidates(int placed, int dimension) {
    double points = (double) FULL_POINTS / Math.max(FULL_POINTS, placed);
    double dimensions = (double) FULL_DIMENSION / Math.max(FULL_DIMENSION, dimension);
    return (int) Math.max(1, CANDIDATES * points * points * dimensions);
  }

  private static double[] unit(RandomGenerator random, int dimension) {
    double[] point = new double[dimension];
    double norm = 0;
    for (int d = 0; d < dimension; d++) {
      point[d] = random.nextGaussian();
      norm += point[d] * point[d];
    }
    for (int d = 0; d < dimension; d++) {
      point[d] /= Math.sqrt(norm);
    }
    return point;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }
}
