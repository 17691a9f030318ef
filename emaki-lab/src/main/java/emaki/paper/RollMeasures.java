package emaki.paper;

import emaki.data.Streams;
import emaki.eval.PriorDistance;
import emaki.prior.Gaussian;
import emaki.prior.Prior;
import emaki.prior.SwissRoll;
import emaki.run.Latents;
import java.util.Arrays;
import java.util.List;

/**
 * How far the test images' latents took a prior's shape, by measures that do not depend on the
 * sigma that they were trained with.
 *
 * @param divergence Cauchy-Schwarz at sigma 1, nats
 * @param floor of that divergence: a sample of the prior against another
 * @param distance mean distance of a latent to the nearest of many points of the prior
 * @param coverage share of the prior's points that have a latent within {@link #REACH}
 * @param silhouette of the classes, -1 to 1: how far apart they lie
 */
record RollMeasures(
    double divergence, double floor, double distance, double coverage, double silhouette) {
  /** How near a latent must be to cover a point of the prior, in units of the latent space. */
  static final double REACH = 2;

  private static final int POINTS = 5000;

  static RollMeasures of(Latents latents, Prior prior) {
    float[] test = TestLatents.of(latents).thinned(POINTS).values();
    return of(test, prior, silhouette(latents));
  }

  /** Of a sample of the swiss roll, for comparison; it has no classes. */
  static RollMeasures ofRoll() {
    Prior roll = new SwissRoll(1);
    return of(roll.sample(POINTS, Streams.of(1, "paper")), roll, Double.NaN);
  }

  /** Of a Gaussian with the swiss roll's mean and standard deviation in each dimension. */
  static RollMeasures ofGaussian() {
    Prior roll = new SwissRoll(1);
    int k = roll.dimension();
    float[] points = roll.sample(POINTS, Streams.of(1, "paper"));
    float[] gaussian = new Gaussian(k).sample(POINTS, Streams.of(2, "paper"));
    for (int d = 0; d < k; d++) {
      double mean = 0;
      double square = 0;
      for (int i = d; i < points.length; i += k) {
        mean += points[i] / (double) POINTS;
        square += (double) points[i] * points[i] / POINTS;
      }
      double deviation = Math.sqrt(square - mean * mean);
      for (int i = d; i < gaussian.length; i += k) {
        gaussian[i] = (float) (mean + deviation * gaussian[i]);
      }
    }
    return of(gaussian, roll, Double.NaN);
  }

  private static RollMeasures of(float[] points, Prior prior, double silhouette) {
    int k = prior.dimension();
    PriorDistance atOne = Reading.atOne(prior, points);
    float[] sample = prior.sample(POINTS, Streams.of(0, "paper"));
    double[] toPoints = nearest(sample, points, k);
    return new RollMeasures(
        atOne.of(points).mean(),
        atOne.floor().mean(),
        Arrays.stream(nearest(points, sample, k)).average().orElseThrow(),
        Arrays.stream(toPoints).filter(d -> d <= REACH).count() / (double) toPoints.length,
        silhouette);
  }

  /** How far apart the classes of the test images lie. */
  static double silhouette(Latents latents) {
    return TestLatents.of(latents).silhouette(latents.labels(), POINTS);
  }

  /** As a table's row has them: all but the silhouette. */
  List<String> cells() {
    return List.of(
        "%.3f".formatted(divergence),
        "%.3f".formatted(floor),
        "%.2f".formatted(distance),
        "%.3f".formatted(coverage));
  }

  /** Of each point the distance to the nearest of the others. */
  private static double[] nearest(float[] points, float[] others, int k) {
    double[] nearest = new double[points.length / k];
    for (int i = 0; i < nearest.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < others.length / k; j++) {
        least = Math.min(least, squaredDistance(points, i, others, j, k));
      }
      nearest[i] = Math.sqrt(least);
    }
    return nearest;
  }

  /** Between row i of the one and row j of the other, rows of k values. */
  static double squaredDistance(float[] a, int i, float[] b, int j, int k) {
    double sum = 0;
    for (int d = 0; d < k; d++) {
      double difference = a[i * k + d] - b[j * k + d];
      sum += difference * difference;
    }
    return sum;
  }
}
