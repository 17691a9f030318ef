package emaki.report;

import emaki.report.FigureLegend.Entry;
import emaki.report.FigureLegend.Mark;
import emaki.report.FigureLegend.Strokes;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves of several series in one picture, each with a dashed reference where it has one. */
public final class CurveFigure {
  static final int WIDTH = 760;
  static final int HEIGHT = 420;

  /** So many values have room for a label each. */
  private static final int FEW = 15;

  private final boolean logarithmic;
  private final List<Series> series;

  private CurveFigure(boolean logarithmic, List<Series> series) {
    this.logarithmic = logarithmic;
    this.series = series;
  }

  /**
   * A curve.
   *
   * @param name in the legend
   * @param x ascending
   * @param y as many; what cannot be drawn, as it is not finite or not above 0 on a logarithmic
   *     axis, leaves a gap
   * @param floor a reference over the curve's whole breadth; NaN: none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Series(String name, double[] x, double[] y, double floor) {}

  /**
   * Draws the curves as a PNG.
   *
   * @param xAxis title, with the unit
   * @param yAxis title, with the unit
   */
  public static void write(
      Path file, String xAxis, String yAxis, boolean logarithmicY, List<Series> series)
      throws IOException {
    CurveFigure figure = new CurveFigure(logarithmicY, series);
    FigureLegend legend = new FigureLegend(figure.entries(), WIDTH - 40);
    Picture picture = new Picture(WIDTH, HEIGHT + legend.height() + 8);
    picture.draw(figure.chart(xAxis, yAxis), 0, 0);
    picture.graphics().translate(20, 0);
    legend.draw(picture.graphics(), HEIGHT);
    picture.write(file);
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      entries.add(new Entry(series.get(i).name(), Palette.of(i), Mark.LINE));
    }
    if (hasFloor()) {
      entries.add(new Entry("its floor", Palette.INK, Mark.DASHES));
    }
    return entries;
  }

  private XYChart chart(String xAxis, String yAxis) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    XYStyler styler = FigureStyle.apply(chart, xAxis, yAxis);
    styler.setYAxisLogarithmic(logarithmic);
    styler.setxAxisTickLabelsFormattingFunction(FigureStyle::number);
    if (!logarithmic) {
      // A logarithmic axis would be numbered as a linear one.
      styler.setyAxisTickLabelsFormattingFunction(FigureStyle::number);
    }
    if (!logarithmic && hasFloor() && least() >= 0) {
      // How far a curve is above its floor shows only beside how far that is above nothing.
      styler.setYAxisMin(0.0);
    }
    for (int i = 0; i < series.size(); i++) {
      add(chart, i, series.get(i));
    }
    return chart;
  }

  private void add(XYChart chart, int index, Series each) {
    double[] y = DoubleStream.of(each.y()).map(v -> drawable(v) ? v : Double.NaN).toArray();
    if (y.length == 0 || DoubleStream.of(y).allMatch(Double::isNaN)) {
      return;
    }
    Color colour = Palette.of(index);
    XYSeries curve = chart.addSeries("curve " + index, each.x(), y);
    curve.setLineColor(colour);
    curve.setMarkerColor(colour);
    curve.setLineStyle(Strokes.SOLID);
    curve.setMarker(lonely(y) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    unevenly(chart, index, each.x(), y);
    if (drawable(each.floor())) {
      double[] ends = {each.x()[0], each.x()[each.x().length - 1]};
      double[] floor = new double[2];
      Arrays.fill(floor, each.floor());
      XYSeries reference = chart.addSeries("floor " + index, ends, floor);
      reference.setLineColor(colour);
      reference.setLineStyle(Strokes.DASHED);
      reference.setMarker(SeriesMarkers.NONE);
    }
  }

  /**
   * Adds what is not seen. Where all values of an axis are evenly spaced, such as epochs, XChart
   * labels as many of them as fit, tightly; one between them has it choose round ones.
   */
  private static void unevenly(XYChart chart, int index, double[] x, double[] y) {
    if (x.length > FEW) {
      double seen = DoubleStream.of(y).filter(Double::isFinite).findFirst().orElseThrow();
      double[] between = {x[0] + .4 * (x[1] - x[0])};
      XYSeries unseen = chart.addSeries("unseen " + index, between, new double[] {seen});
      unseen.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      unseen.setMarker(SeriesMarkers.NONE);
    }
  }

  private boolean hasFloor() {
    return series.stream().anyMatch(s -> drawable(s.floor()));
  }

  private double least() {
    return series.stream()
        .flatMapToDouble(
            s -> DoubleStream.concat(DoubleStream.of(s.floor()), DoubleStream.of(s.y())))
        .filter(Double::isFinite)
        .min()
        .orElse(0);
  }

  private boolean drawable(double value) {
    return Double.isFinite(value) && (value > 0 || !logarithmic);
  }

  /** Whether no two neighbours could be joined, so that a line alone would show nothing. */
  private static boolean lonely(double[] y) {
    return IntStream.range(1, y.length)
        .noneMatch(i -> Double.isFinite(y[i - 1]) && Double.isFinite(y[i]));
  }
}
