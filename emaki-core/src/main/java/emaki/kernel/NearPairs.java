package emaki.kernel;

import java.util.Arrays;

/**
 * Sums of the Gaussian kernel over those pairs alone that lie near one another: for kernels so
 * narrow that most pairs add nothing. One to three dimensions.
 *
 * <p>Both samples are sorted by cells whose sides are as long as the farthest pairs that count; a
 * point's pairs then lie in its own cell and those next to it. A row depends on no other: the same
 * bits for any number of threads.
 */
final class NearPairs {
  /** Of a point's index in its sorted key; its cell has the bits above. */
  private static final int INDEX_BITS = 31;

  /** Of all coordinates of a cell together. */
  private static final int CELL_BITS = 30;

  /** That one piece of work has. */
  private static final int CELLS = 64;

  private final RowKernel kernel;
  private final double bandwidth;
  private final int threads;
  private final int dimension;
  private final double[] low;
  private final double[] side;

  /**
   * Cells along an axis: one more at either end stays empty, so that neighbours never wrap around.
   */
  private final long across;

  private final Sorted x;
  private final Sorted y;

  /**
   * @param reach distance from which on pairs count nothing
   */
  NearPairs(
      RowKernel kernel,
      double bandwidth,
      double reach,
      Points x,
      Points y,
      Columns.Box box,
      int threads) {
    this.kernel = kernel;
    this.bandwidth = bandwidth;
    this.threads = threads;
    this.dimension = x.dimension();
    this.low = box.low();
    this.across = 1L << (CELL_BITS / dimension);
    this.side = new double[dimension];
    for (int d = 0; d < dimension; d++) {
      side[d] = Math.max(reach, (box.high()[d] - box.low()[d]) / (across - 3));
    }
    this.x = sorted(x);
    this.y = x == y ? this.x : sorted(y);
  }

  /**
   * Points by cells.
   *
   * @param keys [points] ascending: cell and index
   * @param cells those that have points, ascending
   * @param starts where each of them begins in {@code keys}, and where the last ends
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Sorted(Points points, long[] keys, long[] cells, int[] starts) {
    int row(int at) {
      return (int) (keys[at] & ((1L << INDEX_BITS) - 1));
    }

    /** The first place whose cell is this one or a later one. */
    int from(long cell) {
      int at = Arrays.binarySearch(cells, cell);
      return starts[at < 0 ? -at - 1 : at];
    }
  }

  private Sorted sorted(Points points) {
    int n = points.size();
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] = cell(points, i) << INDEX_BITS | i;
    }
    Arrays.parallelSort(keys);
    long[] cells = new long[n];
    int[] starts = new int[n + 1];
    int count = 0;
    for (int i = 0; i < n; i++) {
      long cell = keys[i] >>> INDEX_BITS;
      if (i == 0 || cell != cells[count - 1]) {
        starts[count] = i;
        cells[count++] = cell;
      }
    }
    starts[count] = n;
    return new Sorted(points, keys, Arrays.copyOf(cells, count), Arrays.copyOf(starts, count + 1));
  }

  private long cell(Points points, int i) {
    long cell = 0;
    for (int d = 0; d < dimension; d++) {
      double place = (points.values()[i * dimension + d] - low[d]) / side[d];
      cell = cell * across + 1 + Math.min(across - 3, (long) place);
    }
    return cell;
  }

  /** Where the cells next to one, three side by side each time, begin and end among y's points. */
  private int[][] around(long cell) {
    int runs = dimension == 1 ? 1 : dimension == 2 ? 3 : 9;
    int[][] around = new int[runs][2];
    for (int run = 0; run < runs; run++) {
      long middle = cell;
      if (dimension == 2) {
        middle += (run - 1) * across;
      } else if (dimension == 3) {
        middle += (run / 3 - 1) * across * across + (run % 3 - 1) * across;
      }
      around[run][0] = y.from(middle - 1);
      around[run][1] = y.from(middle + 2);
    }
    return around;
  }

  /** How many pairs are looked at. */
  double count() {
    double[] counts = new double[x.cells.length];
    Workers.run(
        threads,
        pieces(),
        piece -> {
          for (int c = piece * CELLS; c < Math.min(counts.length, (piece + 1) * CELLS); c++) {
            for (int[] run : around(x.cells[c])) {
              counts[c] += (double) (x.starts[c + 1] - x.starts[c]) * (run[1] - run[0]);
            }
          }
        });
    return Arrays.stream(counts).sum();
  }

  private int pieces() {
    return (x.cells.length + CELLS - 1) / CELLS;
  }

  /**
   * The sums of each point of x.
   *
   * @param sums receives [points]
   * @param pulls receives sums of kernel (x - y), [points, dimension]; of length 0: not wanted
   */
  void add(double[] sums, double[] pulls) {
    Workers.run(
        threads,
        pieces(),
        piece -> {
          Row row = new Row(dimension, rate(), pulls.length > 0, null);
          for (int c = piece * CELLS; c < Math.min(x.cells.length, (piece + 1) * CELLS); c++) {
            Columns near = gathered(y, around(x.cells[c]));
            Columns own = gathered(x, new int[][] {{x.starts[c], x.starts[c + 1]}});
            for (int k = 0; k < own.count(); k++) {
              int i = x.row(x.starts[c] + k);
              kernel.add(own, k, near, 0, false, row);
              sums[i] = row.sum;
              for (int d = 0; row.pulls && d < dimension; d++) {
                pulls[i * dimension + d] = row.pull[d];
              }
            }
          }
        });
  }

  private Columns gathered(Sorted from, int[][] runs) {
    int count = Arrays.stream(runs).mapToInt(run -> run[1] - run[0]).sum();
    float[][] coordinates = Columns.zeros(dimension, count);
    int at = 0;
    for (int[] run : runs) {
      for (int k = run[0]; k < run[1]; k++, at++) {
        int row = from.row(k);
        for (int d = 0; d < dimension; d++) {
          coordinates[d][at] = from.points.values()[row * dimension + d];
        }
      }
    }
    return new Columns(coordinates, dimension, count);
  }

  private double rate() {
    return 1 / (2 * Math.log(2) * bandwidth * bandwidth);
  }
}
