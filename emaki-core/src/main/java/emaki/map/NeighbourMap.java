package emaki.map;

import emaki.cluster.NeighbourSource;
import emaki.data.Streams;
import emaki.kernel.Metric;
import emaki.kernel.Points;
import emaki.kernel.Workers;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * A map of points on a plane: nearest neighbours are near each other there. How far apart the
 * others are tells little (McInnes, Healy and Melville 2018, "UMAP: Uniform Manifold Approximation
 * and Projection for Dimension Reduction", sections 3 and 4).
 *
 * <p>An epoch attracts each point to its neighbours, each as often as its weight says, and repels
 * it from some others drawn at random. Equal points, start and seed give equal maps, to the bit,
 * for any number of threads.
 */
public final class NeighbourMap {
  /*
   * In an epoch each point moves step by step as in the reference, but among the others as they stood when the epoch
   * began: so slices of points go to threads, and no bit depends on which came first. An edge stands with both its
   * points, and each moves its own end. The reference moves both ends for each, so that it attracts twice where it
   * repels once; here an attraction counts twice. A step sees where those before it led, so that the many neighbours
   * of one point do not add up to more than each wants, and none is longer than MOST in a coordinate: nothing explodes.
   */

  /** Neighbours of each point. */
  private static final int NEIGHBOURS = 10;

  /** Of 1 / (1 + A d^(2B)), the curve for a least distance of .1 and a spread of 1. */
  private static final double A = 1.577;

  private static final double B = .8951;

  private static final Force ATTRACTION =
      new Force(s -> 2 * A * B * Math.pow(s, B - 1) / (1 + A * Math.pow(s, B)));

  private static final Force REPULSION =
      new Force(s -> 2 * B / ((.001 + s) * (1 + A * Math.pow(s, B))));

  private static final int REPULSIONS = 5;
  private static final float MOST = 4;
  private static final int FEW_POINTS = 10_000;
  private static final int SLICE = 256;

  /** The largest coordinate of the start. */
  private static final float REACH = 10;

  private static final double JITTER = 1e-4;

  private final FuzzyGraph graph;
  private final int epochs;

  private NeighbourMap(FuzzyGraph graph) {
    this.graph = graph;
    this.epochs = graph.size() > FEW_POINTS ? 200 : 500;
  }

  /**
   * Lays points out.
   *
   * @param nearest gives their ten neighbours, fewer where there are not so many, by the metric
   *     that suits their dimension
   * @param start [n, 2], where the points begin, such as their first principal components; any
   *     scale
   * @param seed of what is drawn
   * @param threads at most so many at a time, at least 1
   * @param done hears the share of the layout that is done, from 0, when the neighbours have been
   *     found, to 1; what it throws ends the work
   * @return places, [n, 2]
   * @throws IllegalArgumentException if the start is not of as many points
   */
  public static float[] of(
      Points points,
      NeighbourSource nearest,
      float[] start,
      long seed,
      int threads,
      DoubleConsumer done) {
    int n = points.size();
    if (start.length != 2 * n) {
      throw new IllegalArgumentException(
          "expected a start of %d coordinates, found %d".formatted(2 * n, start.length));
    }
    if (n < 2) {
      return new float[2 * n];
    }
    Metric metric = Metric.suiting(points.dimension());
    int k = Math.min(NEIGHBOURS, n - 1);
    FuzzyGraph graph = FuzzyGraph.of(nearest.of(points, k, metric, threads));
    return new NeighbourMap(graph).layout(start, seed, threads, done);
  }

  private float[] layout(float[] start, long seed, int threads, DoubleConsumer done) {
    float[] before = scattered(start, seed);
    float[] after = new float[before.length];
    int slices = (graph.size() + SLICE - 1) / SLICE;
    for (int e = 0; e < epochs; e++) {
      done.accept((double) e / epochs);
      float[] from = before;
      float[] to = after;
      int epoch = e;
      long stream = Streams.of(seed, "map", e).nextLong();
      Workers.run(
          threads,
          slices,
          slice -> {
            int end = Math.min(graph.size(), (slice + 1) * SLICE);
            for (int point = slice * SLICE; point < end; point++) {
              move(point, epoch, stream, from, to);
            }
          });
      before = to;
      after = from;
    }
    done.accept(1);
    return before;
  }

  /** The start at the map's scale; equal points part a little, or nothing would ever part them. */
  private static float[] scattered(float[] start, long seed) {
    float largest = 0;
    for (float coordinate : start) {
      largest = Math.max(largest, Math.abs(coordinate));
    }
    RandomGenerator random = Streams.of(seed, "map start");
    float[] scattered = new float[start.length];
    for (int i = 0; i < start.length; i++) {
      float scaled = largest > 0 ? start[i] / largest * REACH : 0;
      scattered[i] = scaled + (float) (JITTER * random.nextGaussian());
    }
    return scattered;
  }

  private void move(int point, int epoch, long stream, float[] from, float[] to) {
    float rate = 1 - (float) epoch / epochs;
    int n = graph.size();
    long state = stream + point * 0x9E3779B97F4A7C15L;
    float x = from[2 * point];
    float y = from[2 * point + 1];
    for (int e = graph.starts()[point]; e < graph.starts()[point + 1]; e++) {
      float weight = graph.weights()[e];
      if ((int) ((epoch + 1) * weight) == (int) (epoch * weight)) {
        continue;
      }
      int neighbour = graph.ends()[e];
      float dx = x - from[2 * neighbour];
      float dy = y - from[2 * neighbour + 1];
      float pull = 2 * ATTRACTION.at(dx * dx + dy * dy);
      x -= rate * clipped(pull * dx);
      y -= rate * clipped(pull * dy);
      for (int r = 0; r < REPULSIONS; r++) {
        state = mixed(state + r + 1);
        int other = (int) ((state >>> 32) * n >>> 32);
        if (other != point) {
          dx = x - from[2 * other];
          dy = y - from[2 * other + 1];
          float push = REPULSION.at(dx * dx + dy * dy);
          x += rate * clipped(push * dx);
          y += rate * clipped(push * dy);
        }
      }
    }
    to[2 * point] = x;
    to[2 * point + 1] = y;
  }

  private static float clipped(float step) {
    return Math.max(-MOST, Math.min(MOST, step));
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a stream for each draw is too slow.
   */
  private static long mixed(long state) {
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
