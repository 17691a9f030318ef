package emaki.cluster;

import emaki.data.InputException;
import emaki.kernel.Metric;
import emaki.kernel.Points;
import emaki.part.PartOptions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which points are joined with which: each with so many nearest others.
 *
 * @param neighbours of each point, at least 1
 * @param metric by which they are nearest; null: by that which suits their dimension
 */
record Neighbourhood(int neighbours, @Nullable Metric metric) {
  static final String USAGE = "neighbours=10,metric=auto";
  private static final String AUTO = "auto";

  /** What the options say. */
  static Neighbourhood of(PartOptions options) {
    int neighbours = options.count("neighbours", 10, 1, 1000);
    String key = options.text("metric", AUTO);
    Metric metric =
        Stream.of(Metric.values()).filter(m -> m.key().equals(key)).findFirst().orElse(null);
    if (metric == null && !key.equals(AUTO)) {
      throw options.fault("no such metric: " + key, "there are auto, euclidean, cosine");
    }
    return new Neighbourhood(neighbours, metric);
  }

  /** As options spell it. */
  String spec() {
    return "neighbours=%d,metric=%s".formatted(neighbours, metric == null ? AUTO : metric.key());
  }

  /**
   * The graph that joins points.
   *
   * @throws InputException where there are no more points than neighbours, or too many of both
   */
  NeighbourGraph graph(Points points, NeighbourSource nearest, int threads) {
    if (points.size() <= neighbours) {
      throw new InputException(
          "neighbours=" + neighbours,
          "expected more points than neighbours, found " + points.size(),
          "lower the method's neighbours");
    }
    long ends = 2L * points.size() * neighbours;
    Room.requireArray(
        "neighbours=%d, ends of edges".formatted(neighbours),
        ends,
        "lower the method's neighbours");
    Room.require(
        "neighbours=" + neighbours,
        2.0 * ends * (Integer.BYTES + Double.BYTES),
        "lower the method's neighbours");
    Metric chosen = metric == null ? Metric.suiting(points.dimension()) : metric;
    return NeighbourGraph.of(nearest.of(points, neighbours, chosen, threads));
  }
}
