package emaki.cluster;

import com.google.auto.service.AutoService;
import emaki.data.InputException;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.part.PartOptions;
import java.util.Map;
import java.util.Optional;

/**
 * HDBSCAN*: clusters are what stays dense while thinner places fall away, of any form, as many as
 * there are; what lies in thin places is noise ({@link DensityTree}).
 *
 * @param least points of a cluster, at least 2
 * @param neighbours which of a point's nearest others tells how thin its place is, at least 1
 */
record HdbscanClusterer(int least, int neighbours) implements Clusterer {
  @Override
  public String spec() {
    return "hdbscan:least=%d,neighbours=%d".formatted(least, neighbours);
  }

  @Override
  public boolean assigns() {
    return false;
  }

  @Override
  public boolean asksNeighbours() {
    return true;
  }

  @Override
  public boolean seeded() {
    return false;
  }

  @Override
  public Clusters fit(Points points, long seed, int threads) {
    return fit(points, Neighbours::of, seed, threads);
  }

  @Override
  public Clusters fit(Points points, NeighbourSource nearest, long seed, int threads) {
    if (points.size() <= neighbours) {
      throw new InputException(
          "neighbours=" + neighbours,
          "expected more points than neighbours, found " + points.size(),
          "lower the method's neighbours");
    }
    SpanningTree tree =
        SpanningTree.of(points, nearest.of(points, neighbours, Metric.EUCLIDEAN, threads), threads);
    int[] labels = DensityTree.labels(tree, least);
    return new Clusters(labels, Sizes.count(labels), Optional.empty(), Map.of());
  }

  /** By name. */
  @AutoService(ClustererPart.class)
  public static final class Part implements ClustererPart {
    @Override
    public String usage() {
      return "hdbscan:least=50,neighbours=10";
    }

    @Override
    public Clusterer make(PartOptions options) {
      return new HdbscanClusterer(
          options.count("least", 50, 2, 1_000_000), options.count("neighbours", 10, 1, 1000));
    }
  }
}
