package emaki.cluster;

import emaki.data.Streams;
import emaki.kernel.Points;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Points whose clusters are known. */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Blobs(Points points, int[] truth) {
  /** Gaussian blobs of deviation 1 in turn, their centres so far apart along the axes. */
  static Blobs of(int n, int dimension, int blobs, double apart) {
    RandomGenerator random = Streams.of(1, "blobs", n, dimension, blobs);
    float[] values = new float[n * dimension];
    int[] truth = new int[n];
    for (int i = 0; i < n; i++) {
      truth[i] = i % blobs;
      for (int d = 0; d < dimension; d++) {
        double centre = d == truth[i] % dimension ? apart * (1 + truth[i] / dimension) : 0;
        values[i * dimension + d] = (float) (centre + random.nextGaussian());
      }
    }
    return new Blobs(new Points(values, dimension), truth);
  }

  /** Two rings in the plane, one around the other: no centres tell them apart. */
  static Blobs rings(int n) {
    RandomGenerator random = Streams.of(1, "rings", n);
    float[] values = new float[2 * n];
    int[] truth = new int[n];
    for (int i = 0; i < n; i++) {
      truth[i] = i % 2;
      double angle = 2 * Math.PI * random.nextDouble();
      double radius = 1 + 2 * truth[i] + 0.1 * random.nextGaussian();
      values[2 * i] = (float) (radius * Math.cos(angle));
      values[2 * i + 1] = (float) (radius * Math.sin(angle));
    }
    return new Blobs(new Points(values, 2), truth);
  }

  /** The share of points that are in the cluster of most points of their blob. */
  double found(int[] labels) {
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      counts.merge((long) truth[i] << 32 | labels[i], 1, Integer::sum);
    }
    Map<Long, Integer> most = new HashMap<>();
    counts.forEach((pair, count) -> most.merge(pair >> 32, count, Math::max));
    return most.values().stream().mapToInt(count -> count).sum() / (double) labels.length;
  }
}
