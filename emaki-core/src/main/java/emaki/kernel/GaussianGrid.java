package emaki.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Points laid on a grid, which then holds what their Gaussians add up to: in time proportional to
 * the number of points and to the number of cells, for one to three dimensions.
 *
 * <p>Fewer coordinates than three stand behind axes of one cell, so that there is one way for all.
 * Points are sorted by columns of cells along the last axis. Columns that share no cell are filled
 * side by side, each in the order of its points: the same bits for any number of threads.
 */
final class GaussianGrid {
  private static final int AXES = 3;

  /**
   * Cells of a column's side, at least the widest window: its neighbour's neighbour shares none.
   */
  private static final int SIDE = 12;

  /** Rows that a stencil goes over at a time: they stay in the second-level cache. */
  private static final int STRIP = 64;

  private final Window window;
  private final int threads;
  private final int dimension;
  private final double step;

  /** Of the first cell, by axis. */
  private final double[] origin = new double[AXES];

  /** Cells, by axis. */
  private final int[] cells;

  /** Cells that a point is laid on, by axis. */
  private final int[] wide = new int[AXES];

  private final double[] grid;

  GaussianGrid(Window window, double bandwidth, Columns.Box box, int threads) {
    this.window = window;
    this.threads = threads;
    this.dimension = box.low().length;
    this.step = bandwidth / window.ratio;
    this.cells = sides(window, bandwidth, box);
    for (int axis = 0; axis < AXES; axis++) {
      int d = axis - (AXES - dimension);
      wide[axis] = d < 0 ? 1 : window.width;
      origin[axis] = d < 0 ? 0 : box.low()[d] - window.width / 2.0 * step;
    }
    this.grid = new double[Math.toIntExact((long) cells[0] * cells[1] * cells[2])];
  }

  private static int[] sides(Window window, double bandwidth, Columns.Box box) {
    int[] cells = {1, 1, 1};
    for (int d = 0; d < box.low().length; d++) {
      double steps = (box.high()[d] - box.low()[d]) * window.ratio / bandwidth;
      cells[AXES - box.low().length + d] =
          (int) Math.min(1 << 30, Math.ceil(steps) + window.width + 2);
    }
    return cells;
  }

  /** How many cells a grid around these points would have. */
  static double cells(Window window, double bandwidth, Columns.Box box) {
    return Arrays.stream(sides(window, bandwidth, box)).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  /** The points by columns. */
  Order order(Points points) {
    int[] columns = {(cells[0] + SIDE - 1) / SIDE, (cells[1] + SIDE - 1) / SIDE};
    int n = points.size();
    int[] column = new int[n];
    int[] starts = new int[columns[0] * columns[1] + 1];
    for (int i = 0; i < n; i++) {
      column[i] = first(points, i, 0) / SIDE * columns[1] + first(points, i, 1) / SIDE;
      starts[column[i] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[next[column[i]]++] = i;
    }
    return new Order(points, rows, starts, columns[0], columns[1]);
  }

  /** Where a point is along an axis, in cells from the first. */
  private double place(Points points, int i, int axis) {
    int d = axis - (AXES - dimension);
    return d < 0 ? 0 : (points.values()[i * dimension + d] - origin[axis]) / step;
  }

  /** The first cell along an axis that a point is laid on. */
  private int first(Points points, int i, int axis) {
    return wide[axis] == 1 ? 0 : (int) Math.ceil(place(points, i, axis) - window.width / 2.0);
  }

  /**
   * Points, and their rows column by column.
   *
   * @param rows [points]
   * @param starts where each column begins in {@code rows}, and where the last ends
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Order(Points points, int[] rows, int[] starts, int high, int wide) {}

  /** Lays the points on the grid and smooths it. */
  void fill(Order order) {
    for (int colour = 0; colour < 4; colour++) {
      int down = colour / 2;
      int across = colour % 2;
      int high = (order.high - down + 1) / 2;
      int wideness = (order.wide - across + 1) / 2;
      if (high * wideness > 0) {
        Workers.run(
            threads,
            high * wideness,
            piece -> lay(order, 2 * (piece / wideness) + down, 2 * (piece % wideness) + across));
      }
    }
    smoothRows();
    smooth(cells[0], cells[1], cells[2]);
    smooth(1, cells[0], cells[1] * cells[2]);
  }

  private void lay(Order order, int down, int across) {
    int column = down * order.wide + across;
    Under under = new Under();
    for (int k = order.starts[column]; k < order.starts[column + 1]; k++) {
      under.at(order.points, order.rows[k], false);
      for (int a = 0; a < wide[0]; a++) {
        for (int b = 0; b < wide[1]; b++) {
          double share = under.values[0][a] * under.values[1][b];
          int from = under.cell(a, b);
          for (int c = 0; c < wide[2]; c++) {
            grid[from + c] += share * under.values[2][c];
          }
        }
      }
    }
  }

  /**
   * What the Gaussians of all points laid down add up to at others.
   *
   * @param sums receives [points]
   * @param slopes receives the derivatives, [points, dimension]; null: not wanted
   */
  void read(Order order, double[] sums, double @Nullable [] slopes) {
    Workers.run(
        threads,
        order.starts.length - 1,
        column -> {
          Under under = new Under();
          for (int k = order.starts[column]; k < order.starts[column + 1]; k++) {
            int i = order.rows[k];
            under.at(order.points, i, slopes != null);
            if (slopes == null) {
              sums[i] = value(under);
            } else {
              sums[i] = valueAndSlopes(under, slopes, i * dimension);
            }
          }
        });
  }

  private double value(Under under) {
    double sum = 0;
    for (int a = 0; a < wide[0]; a++) {
      for (int b = 0; b < wide[1]; b++) {
        int from = under.cell(a, b);
        double row = 0;
        for (int c = 0; c < wide[2]; c++) {
          row += grid[from + c] * under.values[2][c];
        }
        sum += under.values[0][a] * under.values[1][b] * row;
      }
    }
    return sum;
  }

  private double valueAndSlopes(Under under, double[] slopes, int at) {
    double sum = 0;
    double slope0 = 0;
    double slope1 = 0;
    double slope2 = 0;
    for (int a = 0; a < wide[0]; a++) {
      double plane = 0;
      double planeSlope = 0;
      for (int b = 0; b < wide[1]; b++) {
        int from = under.cell(a, b);
        double row = 0;
        double rowSlope = 0;
        for (int c = 0; c < wide[2]; c++) {
          row += grid[from + c] * under.values[2][c];
          rowSlope += grid[from + c] * under.slopes[2][c];
        }
        plane += under.values[1][b] * row;
        planeSlope += under.slopes[1][b] * row;
        slope2 += under.values[0][a] * under.values[1][b] * rowSlope;
      }
      sum += under.values[0][a] * plane;
      slope1 += under.values[0][a] * planeSlope;
      slope0 += under.slopes[0][a] * plane;
    }
    double[] all = {slope0, slope1, slope2};
    for (int d = 0; d < dimension; d++) {
      slopes[at + d] = all[AXES - dimension + d] / step;
    }
    return sum;
  }

  /** Along the last axis, whose cells lie side by side. */
  private void smoothRows() {
    int length = cells[2];
    double[] stencil = window.stencil;
    int reach = stencil.length - 1;
    int rows = cells[0] * cells[1];
    int pieces = (rows + STRIP - 1) / STRIP;
    Workers.run(
        threads,
        pieces,
        piece -> {
          double[] before = new double[length + 2 * reach];
          double[] after = new double[length];
          for (int row = piece * STRIP; row < Math.min(rows, (piece + 1) * STRIP); row++) {
            System.arraycopy(grid, row * length, before, reach, length);
            for (int i = 0; i < length; i++) {
              after[i] = stencil[0] * before[i + reach];
            }
            for (int m = 1; m <= reach; m++) {
              double weight = stencil[m];
              int left = reach - m;
              int right = reach + m;
              for (int i = 0; i < length; i++) {
                after[i] += weight * (before[i + left] + before[i + right]);
              }
            }
            System.arraycopy(after, 0, grid, row * length, length);
          }
        });
  }

  /** Along an axis whose cells lie {@code length} apart: so many columns at a time. */
  private void smooth(int blocks, int count, int length) {
    if (count == 1) {
      return;
    }
    int strips = (length + STRIP - 1) / STRIP;
    Workers.run(
        threads,
        blocks * strips,
        piece -> {
          int from = piece / strips * count * length + piece % strips * STRIP;
          smooth(from, count, length, Math.min(STRIP, length - piece % strips * STRIP));
        });
  }

  private void smooth(int from, int count, int length, int strip) {
    double[] stencil = window.stencil;
    double[] before = new double[count * strip];
    double[] after = new double[strip];
    for (int row = 0; row < count; row++) {
      System.arraycopy(grid, from + row * length, before, row * strip, strip);
    }
    for (int row = 0; row < count; row++) {
      Arrays.fill(after, 0);
      for (int other = Math.max(0, row - stencil.length + 1);
          other <= Math.min(count - 1, row + stencil.length - 1);
          other++) {
        double weight = stencil[Math.abs(row - other)];
        int at = other * strip;
        for (int i = 0; i < strip; i++) {
          after[i] += weight * before[at + i];
        }
      }
      System.arraycopy(after, 0, grid, from + row * length, strip);
    }
  }

  /** The cells under a point, with their weights by axis. */
  private final class Under {
    final double[][] values = new double[AXES][window.width];
    final double[][] slopes = new double[AXES][window.width];
    private final int[] first = new int[AXES];

    Under() {
      for (int axis = 0; axis < AXES - dimension; axis++) {
        values[axis][0] = 1;
      }
    }

    void at(Points points, int i, boolean sloped) {
      for (int axis = AXES - dimension; axis < AXES; axis++) {
        double edge = place(points, i, axis) - window.width / 2.0;
        first[axis] = (int) Math.ceil(edge);
        window.values(first[axis] - edge, values[axis]);
        if (sloped) {
          window.slopes(first[axis] - edge, slopes[axis]);
        }
      }
    }

    /** Where the grid's row of cells begins that is {@code a} and {@code b} on from the first. */
    int cell(int a, int b) {
      return ((first[0] + a) * cells[1] + first[1] + b) * cells[2] + first[2];
    }
  }
}
