package emaki.spark;

import emaki.kernel.GaussianSums;
import emaki.kernel.Points;
import emaki.kernel.RowMeans;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The Gaussian kernel over all pairs of two samples, rows of the first dealt out in blocks. Each
 * row of a block meets the whole other sample, which executors have once; what comes back is a
 * number a row. As no row knows another, the digits do not depend on how many executors there are.
 */
final class PairSums {
  private static final int BLOCK = 2048;

  private final JavaSparkContext context;
  private final int tasks;
  private final int cores;

  /**
   * @param tasks that the blocks are dealt out to
   * @param cores of each task
   */
  PairSums(JavaSparkContext context, int tasks, int cores) {
    this.context = context;
    this.tasks = tasks;
    this.cores = cores;
  }

  /** Consecutive rows of a sample, row-major from {@code first} on. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Block(int first, float[] values) implements Serializable {
    RowMeans means(float[] others, int dimension, double bandwidth, int threads) {
      return new GaussianSums(bandwidth, threads)
          .rows(first, new Points(values, dimension), new Points(others, dimension), false);
    }
  }

  /**
   * log of the mean kernel.
   *
   * @param x [n, dimension]
   * @param y [m, dimension]; may be x itself
   */
  double logMean(Points x, Points y, double bandwidth) {
    int dimension = x.dimension();
    int threads = cores;
    Broadcast<float[]> others = context.broadcast(y.values());
    try {
      List<Block> blocks = blocks(x);
      List<RowMeans> means =
          context
              .parallelize(blocks, Math.min(tasks, blocks.size()))
              .map(block -> block.means(others.value(), dimension, bandwidth, threads))
              .collect();
      return RowMeans.whole(x.size(), means).logMean();
    } finally {
      others.destroy();
    }
  }

  private static List<Block> blocks(Points points) {
    List<Block> blocks = new ArrayList<>();
    int dimension = points.dimension();
    for (int first = 0; first < points.size(); first += BLOCK) {
      int end = Math.min(points.size(), first + BLOCK);
      blocks.add(
          new Block(
              first, Arrays.copyOfRange(points.values(), first * dimension, end * dimension)));
    }
    return blocks;
  }
}
