package ownparts;

import emaki.divergence.Divergence;
import emaki.divergence.DivergencePart;
import emaki.part.PartOptions;
import emaki.prior.Prior;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The energy distance of points and as many of the prior, 2 E|x - y| - E|x - x'| - E|y - y'| (Rizzo
 * and Szekely, 2016, "Energy distance"), each mean over all pairs, so that it is at least 0. It has
 * no kernel and no width, and reaches as far as the prior is away.
 */
public final class EnergyDistance implements Divergence {
  @Override
  public String spec() {
    return "own-energy";
  }

  @Override
  public List<String> parts() {
    return List.of("between", "within");
  }

  @Override
  public Measurement of(
      float[] points, Prior prior, RandomGenerator random, double share, float[] gradient) {
    int k = prior.dimension();
    float[] drawn = prior.sample(points.length / k, random);
    double[] slope = gradient == null ? null : new double[points.length];
    double between = 2 * mean(points, drawn, k, 2, slope);
    // A pair within the points moves with both of its ends.
    double within = mean(points, points, k, -2, slope);
    for (int i = 0; slope != null && i < slope.length; i++) {
      gradient[i] = (float) slope[i];
    }
    return new Measurement(
        between - within - mean(drawn, drawn, k, 0, null),
        Map.of("between", between, "within", within));
  }

  /** The mean distance of x and y; adds its gradient with respect to x, weighted, to a slope. */
  private static double mean(float[] x, float[] y, int k, double weight, double[] slope) {
    double pairs = (double) (x.length / k) * (y.length / k);
    double sum = 0;
    for (int i = 0; i < x.length; i += k) {
      for (int j = 0; j < y.length; j += k) {
        double square = 0;
        for (int d = 0; d < k; d++) {
          square += ((double) x[i + d] - y[j + d]) * ((double) x[i + d] - y[j + d]);
        }
        double distance = Math.sqrt(square);
        sum += distance;
        for (int d = 0; slope != null && distance > 0 && d < k; d++) {
          slope[i + d] += weight * ((double) x[i + d] - y[j + d]) / (distance * pairs);
        }
      }
    }
    return sum / pairs;
  }

  /** By name. */
  public static final class Part implements DivergencePart {
    @Override
    public String usage() {
      return "own-energy";
    }

    @Override
    public Divergence make(PartOptions options, Setting setting) {
      return new EnergyDistance();
    }
  }
}
