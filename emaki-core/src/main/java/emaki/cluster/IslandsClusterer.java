package emaki.cluster;

import com.google.auto.service.AutoService;
import emaki.data.Streams;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.part.PartOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Islands: densely connected communities of the graph of nearest neighbours, as many as there are
 * ({@link Leiden}), the largest first. Where the sizes of the classes are given, islands are put
 * together to classes of these sizes ({@link Grouping}).
 *
 * @param resolution the higher, the more and the smaller are the islands
 * @param neighbourhood which points the graph joins
 * @param sizes of the classes; null: the islands themselves are the clusters
 */
record IslandsClusterer(double resolution, Neighbourhood neighbourhood, @Nullable ClassSizes sizes)
    implements Clusterer {
  @Override
  public String spec() {
    return sizes == null
        ? "islands:resolution=%s,%s".formatted(resolution, neighbourhood.spec())
        : "islands:%s,sizes=%s,k=%d"
            .formatted(neighbourhood.spec(), sizes.option(), sizes.shares().length);
  }

  @Override
  public String assumption() {
    return sizes == null ? Clusterer.super.assumption() : sizes.told();
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
  public Clusters fit(Points points, long seed, int threads) {
    return fit(points, Neighbours::of, seed, threads);
  }

  @Override
  public Clusters fit(Points points, NeighbourSource nearest, long seed, int threads) {
    if (sizes == null) {
      long own = Streams.of(seed, "islands", 0).nextLong();
      // Leiden has a copy: the graph itself, a quarter of all there is, is let go.
      Leiden leiden = new Leiden(neighbourhood.graph(points, nearest, threads));
      int[] islands = leiden.communities(resolution, own);
      return new Clusters(islands, Sizes.count(islands), Optional.empty(), Map.of());
    }
    NeighbourGraph graph = neighbourhood.graph(points, nearest, threads);
    Grouping grouping = new Grouping(graph, sizes, seed, threads);
    int[] classes = grouping.classes();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("islands", (double) grouping.islands());
    figures.put("off_sizes", sizes.off(classes));
    return new Clusters(classes, sizes.shares().length, Optional.empty(), figures);
  }

  /** By name. */
  @AutoService(ClustererPart.class)
  public static final class Part implements ClustererPart {
    private static final String FREE = "free";

    @Override
    public String usage() {
      return "islands:resolution=1," + Neighbourhood.USAGE + ",sizes=" + FREE;
    }

    @Override
    public Clusterer make(PartOptions options) {
      String sizes = options.text("sizes", FREE);
      return new IslandsClusterer(
          resolution(sizes, options), Neighbourhood.of(options), sizes(sizes, options));
    }

    private static double resolution(String sizes, PartOptions options) {
      if (sizes.equals(FREE)) {
        return options.positive("resolution", 1);
      }
      String resolution = options.text("resolution", "");
      if (!resolution.isEmpty()) {
        throw options.fault(
            "islands of several resolutions are put together to sizes, of none alone",
            "leave out resolution=" + resolution);
      }
      return 1;
    }

    private static @Nullable ClassSizes sizes(String sizes, PartOptions options) {
      if (sizes.equals(ClassSizes.EQUAL)) {
        int k = options.count("k", 0, 2, 1000);
        if (k == 0) {
          throw options.fault("equal sizes take a number of classes", "say how many by ‹k› 10");
        }
        return ClassSizes.equal(k);
      }
      if (sizes.equals(FREE)) {
        String k = options.text("k", "");
        if (!k.isEmpty()) {
          throw k.equals(PartOptions.AUTO)
              ? options.fault("islands are as many as there are", "leave out ‹k› " + k)
              : options.fault("k=" + k + " goes with sizes", "add ‹sizes› equal, or leave out ‹k›");
        }
        return null;
      }
      ClassSizes given = ClassSizes.read(sizes);
      int k = given.shares().length;
      if (options.count("k", k, 2, 1000) != k) {
        throw options.fault("there are %d classes in %s".formatted(k, sizes), "leave out k");
      }
      return given;
    }
  }
}
