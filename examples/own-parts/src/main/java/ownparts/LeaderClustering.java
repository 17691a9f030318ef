package ownparts;

import emaki.cluster.Clusterer;
import emaki.cluster.ClustererPart;
import emaki.cluster.Clusters;
import emaki.kernel.Points;
import emaki.part.PartOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Leader clustering (Hartigan, 1975, "Clustering Algorithms", chapter 3): in one pass each point
 * joins the nearest leader within a radius, or leads. Those of leaders with few followers are
 * noise. It depends on the order of the points, and needs no number of clusters.
 */
public record LeaderClustering(double radius, int least) implements Clusterer {
  @Override
  public String spec() {
    return "leader:radius=%s,least=%d".formatted(radius, least);
  }

  /** Points are taken in their order. */
  @Override
  public boolean seeded() {
    return false;
  }

  @Override
  public Clusters fit(Points points, long seed, int threads) {
    List<float[]> leaders = new ArrayList<>();
    List<Integer> followers = new ArrayList<>();
    for (float[] point : rows(points)) {
      int nearest = nearest(leaders, point);
      if (nearest >= 0) {
        followers.set(nearest, followers.get(nearest) + 1);
      } else {
        leaders.add(point);
        followers.add(1);
      }
    }
    List<float[]> kept = new ArrayList<>();
    for (int i = 0; i < leaders.size(); i++) {
      if (followers.get(i) >= least) {
        kept.add(leaders.get(i));
      }
    }
    Clusters.Assigner assigner = others -> assign(kept, others);
    return new Clusters(
        assigner.assign(points),
        kept.size(),
        Optional.of(assigner),
        Map.of("leaders", (double) leaders.size()));
  }

  private int[] assign(List<float[]> leaders, Points points) {
    return rows(points).stream().mapToInt(point -> nearest(leaders, point)).toArray();
  }

  private static List<float[]> rows(Points points) {
    int d = points.dimension();
    return IntStream.range(0, points.size())
        .mapToObj(i -> Arrays.copyOfRange(points.values(), i * d, (i + 1) * d))
        .toList();
  }

  /** The nearest leader within the radius, or noise. */
  private int nearest(List<float[]> leaders, float[] point) {
    double best = radius * radius;
    int nearest = Clusters.NOISE;
    for (int c = 0; c < leaders.size(); c++) {
      double square = 0;
      for (int d = 0; d < point.length; d++) {
        square += Math.pow((double) point[d] - leaders.get(c)[d], 2);
      }
      if (square <= best) {
        best = square;
        nearest = c;
      }
    }
    return nearest;
  }

  /** By name. */
  public static final class Part implements ClustererPart {
    @Override
    public String usage() {
      return "leader:radius=1,least=5";
    }

    @Override
    public Clusterer make(PartOptions options) {
      double radius = options.positive("radius", 1);
      return new LeaderClustering(radius, options.count("least", 5, 1, 1_000_000));
    }
  }
}
