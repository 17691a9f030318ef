package emaki.spark;

import emaki.kernel.Metric;
import emaki.kernel.NearestSoFar;
import emaki.kernel.NeighbourSearch;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Nearest neighbours by pairs of blocks. Blocks of points are dealt out; each meets one slab of all
 * points after another, which executors fetch once and may put on disk, and carries its lists along
 * in the slabs' order. So the result is that of one machine, to the bit, however the blocks were
 * dealt out, and an executor's heap holds a slab and a block, not all points.
 */
final class PairNeighbours {
  /** Tiles of a block: enough for the kernel, and few enough for the last task to be short. */
  private static final int FEWEST = 4;

  private static final int MOST = 32;

  /** Tiles of a slab: 65,536 points. */
  private static final int SLAB = 1024;

  private final JavaSparkContext context;
  private final int tasks;
  private final int cores;
  private final int slab;

  /**
   * @param tasks that the blocks are dealt out to
   * @param cores of each task
   */
  PairNeighbours(JavaSparkContext context, int tasks, int cores) {
    this(context, tasks, cores, SLAB);
  }

  PairNeighbours(JavaSparkContext context, int tasks, int cores, int slab) {
    this.context = context;
    this.tasks = tasks;
    this.cores = cores;
    this.slab = slab;
  }

  /** What every block meets. */
  private record Slabs(List<Broadcast<NeighbourSearch.Part>> parts, int k, int threads)
      implements Serializable {
    NearestSoFar meetAll(NeighbourSearch.Part block) {
      NearestSoFar nearest = block.alone(k);
      for (Broadcast<NeighbourSearch.Part> part : parts) {
        nearest.meet(block, part.value(), threads);
      }
      return nearest;
    }
  }

  /**
   * Finds them.
   *
   * @param k at least 1, fewer than there are points
   */
  Neighbours find(Points points, int k, Metric metric) {
    NeighbourSearch search = new NeighbourSearch(points, k, metric);
    int share = (search.tiles() + tasks - 1) / tasks;
    List<NeighbourSearch.Part> blocks = parts(search, Math.max(FEWEST, Math.min(MOST, share)));
    List<Broadcast<NeighbourSearch.Part>> sent = new ArrayList<>();
    try {
      for (NeighbourSearch.Part part : parts(search, slab)) {
        sent.add(context.broadcast(part));
      }
      Slabs slabs = new Slabs(sent, k, cores);
      return search.whole(
          context
              .parallelize(blocks, Math.min(tasks, blocks.size()))
              .map(slabs::meetAll)
              .collect());
    } finally {
      sent.forEach(Broadcast::destroy);
    }
  }

  private static List<NeighbourSearch.Part> parts(NeighbourSearch search, int tiles) {
    List<NeighbourSearch.Part> parts = new ArrayList<>();
    for (int from = 0; from < search.tiles(); from += tiles) {
      parts.add(search.part(from, Math.min(search.tiles(), from + tiles)));
    }
    return parts;
  }
}
