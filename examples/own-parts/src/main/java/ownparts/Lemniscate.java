package ownparts;

import emaki.part.PartOptions;
import emaki.prior.Chart;
import emaki.prior.Prior;
import emaki.prior.PriorPart;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Bernoulli's lemniscate, a lying eight, in the first two coordinates, thickened by normal noise in
 * all of them: x = scale cos t / (1 + sin^2 t), y = x sin t.
 */
public record Lemniscate(int dimension, double scale, double width) implements Prior, Chart {
  @Override
  public String spec() {
    return "lemniscate:scale=%s,width=%s".formatted(scale, width);
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    float[] points = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      System.arraycopy(at(random.nextDouble()), 0, points, i * dimension, dimension);
    }
    for (int i = 0; i < points.length; i++) {
      points[i] += (float) (width * random.nextGaussian());
    }
    return points;
  }

  @Override
  public Optional<Chart> chart() {
    return Optional.of(this);
  }

  @Override
  public List<String> axes() {
    return List.of("along the eight");
  }

  @Override
  public float[] at(double... u) {
    double t = 2 * Math.PI * u[0];
    double x = scale * Math.cos(t) / (1 + Math.sin(t) * Math.sin(t));
    float[] point = new float[dimension];
    point[0] = (float) x;
    point[1] = (float) (x * Math.sin(t));
    return point;
  }

  /** By name. */
  public static final class Part implements PriorPart {
    @Override
    public String usage() {
      return "lemniscate:scale=4,width=0.1";
    }

    @Override
    public Prior make(PartOptions options, int latentDim) {
      if (latentDim < 2) {
        throw options.fault("needs 2 dimensions or more", "give ‹latent-dim› 2 or more");
      }
      double scale = options.positive("scale", 4);
      return new Lemniscate(latentDim, scale, options.positive("width", 0.1));
    }
  }
}
