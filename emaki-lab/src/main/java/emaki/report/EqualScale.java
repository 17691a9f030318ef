package emaki.report;

import java.awt.Graphics2D;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** Makes a unit of a chart as long across as upwards, with room for all points. */
final class EqualScale {
  /** Room around the points, as a share of their reach. */
  private static final double MARGIN = .04;

  /** The labels of the ticks change with the axes, and the plot's size with the labels. */
  private static final int ROUNDS = 3;

  private final XYChart chart;
  private final double[] across;
  private final double[] upwards;

  private EqualScale(XYChart chart, double[] across, double[] upwards) {
    this.chart = chart;
    this.across = across;
    this.upwards = upwards;
  }

  /** Sets the axes of a chart that has no series yet. */
  static void set(XYChart chart, double[] x, double[] y) {
    new EqualScale(chart, range(x), range(y)).set();
  }

  private static double[] range(double[] values) {
    double low = DoubleStream.of(values).min().orElse(-1);
    double high = DoubleStream.of(values).max().orElse(1);
    double reach = high > low ? high - low : Math.max(1e-6, Math.abs(high) * 1e-3);
    return new double[] {low - MARGIN * reach, high + MARGIN * reach};
  }

  private void set() {
    double[] x = across;
    double[] y = upwards;
    chart.addSeries("corners", across.clone(), upwards.clone());
    for (int round = 0; round < ROUNDS; round++) {
      axes(x, y);
      Graphics2D scratch = new Picture(1, 1).graphics();
      chart.paint(scratch, chart.getWidth(), chart.getHeight());
      scratch.dispose();
      double width = length(chart.getScreenXFromChart(x[0]), chart.getScreenXFromChart(x[1]));
      double height = length(chart.getScreenYFromChart(y[0]), chart.getScreenYFromChart(y[1]));
      double unit = Math.min(width / (across[1] - across[0]), height / (upwards[1] - upwards[0]));
      x = around(across, width / unit);
      y = around(upwards, height / unit);
    }
    axes(x, y);
    chart.removeSeries("corners");
  }

  private static double length(double from, double to) {
    return Math.abs(to - from);
  }

  private static double[] around(double[] range, double reach) {
    double middle = (range[0] + range[1]) / 2;
    return new double[] {middle - reach / 2, middle + reach / 2};
  }

  private void axes(double[] x, double[] y) {
    chart.getStyler().setXAxisMin(x[0]).setXAxisMax(x[1]).setYAxisMin(y[0]).setYAxisMax(y[1]);
  }
}
