package emaki.bench;

import emaki.data.InputException;
import emaki.report.CurveFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What work on Spark costs as it and the cluster grow: constants fitted to what {@code scaling.sh}
 * measured with one and two workers, held against a larger measurement, and drawn to 512 machines.
 *
 * <pre>
 * driver    = d0 + d N                          processor seconds
 * executors = m (e0 + e N) + w N^p              of m machines together
 * seconds   = d0 + e0 + 2 + (d + e) N + w N^p / m + traffic / bandwidth
 * </pre>
 *
 * for N runs, images or points; p = 2 where every pair is visited, and e = 0 for runs, of which a
 * machine sees its own alone. The first two are fitted; the third follows where machines are quiet
 * and driver and executors wait for each other. The 2 seconds are those that a command waits for
 * further executors.
 */
public final class ScalingModel {
  /** Of emaki's jars, which the driver sends to each machine. */
  private static final double JARS = 150e6;

  /** Ten gigabits a second, taken for granted: on loopback none was measured. */
  private static final double BANDWIDTH = 1.25e9;

  private static final double WAIT = 2;

  /** More than any machine here, by powers of two. */
  private static final int MOST_DOUBLINGS = 9;

  private static final int[] TOLD = {1, 8, 64, 512};

  /**
   * A kind of work.
   *
   * @param power of its size that the work grows by
   * @param everywhere whether each machine has all of it, be it to read or to meet
   * @param fetched bytes a unit that each machine fetches
   * @param home bytes a unit that the driver takes in
   * @param drawn the size that is drawn
   * @param what in words, of that size
   */
  private record Kind(
      String name,
      int power,
      boolean everywhere,
      double fetched,
      double home,
      double drawn,
      String what) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("sweep", 1, false, 0, 8e6, 10_000, "10,000 runs"),
          new Kind("encode", 1, true, 784, 0, 1e8, "encoding 100 million"),
          new Kind("pairs", 2, true, 5 * 12, 5 * 8, 1e6, "pairs of a million"),
          new Kind("neighbours", 2, true, 12, 80, 1e6, "neighbours of a million"));

  /**
   * A line of what was measured.
   *
   * @param executors NaN where they were not
   * @param check whether it is kept from the fit
   */
  private record Measured(
      String what, double size, int workers, double driver, double executors, boolean check) {
    static Measured of(String line) {
      String[] fields = line.split(",", -1);
      return new Measured(
          fields[0],
          Double.parseDouble(fields[1]),
          Integer.parseInt(fields[2]),
          Double.parseDouble(fields[4]),
          fields[5].isEmpty() ? Double.NaN : Double.parseDouble(fields[5]),
          fields[6].equals("check"));
    }
  }

  /**
   * A kind's constants, seconds, as the class has them.
   *
   * @param driver d0, d
   * @param executors e0, e, w
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Costs(Kind kind, double[] driver, double[] executors) {
    static Costs of(Kind kind, List<Measured> of) {
      return new Costs(
          kind,
          fit(of, m -> new double[] {1, m.size}, Measured::driver),
          fit(
              of,
              m ->
                  new double[] {
                    m.workers,
                    kind.everywhere ? m.workers * m.size : 0,
                    Math.pow(m.size, kind.power)
                  },
              Measured::executors));
    }

    /** What all processors do together. */
    double processor(double size, int machines) {
      return driver[0]
          + driver[1] * size
          + machines * (executors[0] + executors[1] * size)
          + executors[2] * Math.pow(size, kind.power);
    }

    double start() {
      return driver[0] + executors[0] + WAIT;
    }

    /** What no machine takes off another. */
    double alone(double size) {
      return (driver[1] + executors[1]) * size;
    }

    /** Runs are done whole, one after another on a machine. */
    double work(double size, int machines) {
      double share = kind.power == 1 ? Math.ceil(size / machines) : size * size / machines;
      return executors[2] * share;
    }

    double traffic(double size, int machines) {
      return (JARS * machines + size * (kind.fetched + kind.home)) / BANDWIDTH;
    }

    double seconds(double size, int machines) {
      return start() + alone(size) + work(size, machines) + traffic(size, machines);
    }
  }

  private ScalingModel() {}

  /**
   * Prints constants, checks and what 1 to 512 machines take, and draws a chart.
   *
   * @param args what scaling.sh printed, and where the chart goes
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new InputException("ScalingModel", "expected scaling.csv and scaling.png", "name both");
    }
    List<Measured> all =
        Files.readAllLines(Path.of(args[0])).stream().skip(1).map(Measured::of).toList();
    List<Costs> costs = KINDS.stream().map(kind -> costs(kind, all)).toList();
    System.out.printf(
        "%n%-26s %8s %8s %8s %8s %8s %8s%n",
        "", "machines", "start", "alone", "work", "traffic", "seconds");
    List<CurveFigure.Series> curves = new ArrayList<>();
    for (Costs each : costs) {
      double size = each.kind.drawn;
      for (int machines : TOLD) {
        System.out.printf(
            "%-26s %8d %8.0f %8.0f %8.0f %8.1f %8.0f%n",
            each.kind.what,
            machines,
            each.start(),
            each.alone(size),
            each.work(size, machines),
            each.traffic(size, machines),
            each.seconds(size, machines));
      }
      double[] doublings = IntStream.rangeClosed(0, MOST_DOUBLINGS).asDoubleStream().toArray();
      double[] seconds =
          Arrays.stream(doublings).map(d -> each.seconds(size, 1 << (int) d)).toArray();
      curves.add(new CurveFigure.Series(each.kind.what, doublings, seconds, Double.NaN));
    }
    CurveFigure.write(
        Path.of(args[1]), "Machines of one core, as a power of 2", "Seconds", true, curves);
  }

  /** What is kept from the fit tells how far it can be trusted. */
  private static Costs costs(Kind kind, List<Measured> all) {
    List<Measured> of = all.stream().filter(m -> m.what.equals(kind.name)).toList();
    Costs costs = Costs.of(kind, of.stream().filter(m -> !m.check).toList());
    System.out.printf(
        "%-10s driver %.1f s + %.3g s N, a machine %.1f s + %.3g s N, work %.3g s N^%d%n",
        kind.name,
        costs.driver[0],
        costs.driver[1],
        costs.executors[0],
        costs.executors[1],
        costs.executors[2],
        kind.power);
    for (Measured check : of) {
      if (check.check) {
        double measured = check.driver + check.executors;
        double predicted = costs.processor(check.size, check.workers);
        System.out.printf(
            "%-10s N = %.0f on %d, not fitted to: %.1f processor seconds, the model says %.1f (%+.0f %%)%n",
            "", check.size, check.workers, measured, predicted, 100 * (predicted / measured - 1));
      }
    }
    return costs;
  }

  /** Least squares of relative errors; none of the constants is below 0. */
  private static double[] fit(List<Measured> all, RowOf row, ToDoubleFunction<Measured> seconds) {
    List<Measured> of = all.stream().filter(m -> !Double.isNaN(seconds.applyAsDouble(m))).toList();
    int unknowns = row.of(of.get(0)).length;
    double[] best = new double[unknowns];
    double least = Double.POSITIVE_INFINITY;
    for (int some = 1; some < 1 << unknowns; some++) {
      int subset = some;
      int[] free = IntStream.range(0, unknowns).filter(i -> (subset >> i & 1) == 1).toArray();
      DMatrixRMaj a = new DMatrixRMaj(of.size(), free.length);
      DMatrixRMaj b = new DMatrixRMaj(of.size(), 1);
      for (int r = 0; r < of.size(); r++) {
        double measured = seconds.applyAsDouble(of.get(r));
        for (int c = 0; c < free.length; c++) {
          a.set(r, c, row.of(of.get(r))[free[c]] / measured);
        }
        b.set(r, 0, 1);
      }
      DMatrixRMaj x = new DMatrixRMaj(free.length, 1);
      if (CommonOps_DDRM.solve(a, b, x) && CommonOps_DDRM.elementMin(x) >= 0) {
        DMatrixRMaj off = new DMatrixRMaj(of.size(), 1);
        CommonOps_DDRM.mult(a, x, off);
        CommonOps_DDRM.subtractEquals(off, b);
        double error = CommonOps_DDRM.dot(off, off);
        if (error < least) {
          least = error;
          best = new double[unknowns];
          for (int c = 0; c < free.length; c++) {
            best[free[c]] = x.get(c, 0);
          }
        }
      }
    }
    return best;
  }

  /** What each constant is multiplied by. */
  @FunctionalInterface
  private interface RowOf {
    double[] of(Measured measured);
  }
}
