package emaki.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.MarkerSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Means with their spread, as one picture of panels below each other; more than two panels of
 * curves stand in twos.
 */
public final class SpreadPlot {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 340;

  /** What a name in a legend takes beside its letters: line, mark and spaces. */
  private static final int MARK = 60;

  /** Most columns that are labelled by name; more are numbered. */
  private static final int MOST_LABELS = 16;

  private static final int LONGEST_LABEL = 40;

  private final String axis;

  /** A series has one colour in all panels. */
  private final Map<String, Color> colours = new HashMap<>();

  private SpreadPlot(String axis) {
    this.axis = axis;
  }

  /**
   * What one panel shows.
   *
   * @param title of its vertical axis, with the unit
   */
  public record Panel(String title, List<Series> series) {
    public Panel {
      series = List.copyOf(series);
    }

    /** Whether its columns have names. */
    boolean named() {
      return !series.get(0).labels().isEmpty();
    }
  }

  /**
   * Means along an axis of numbers, or, where there are labels, a column each.
   *
   * @param labels of the columns, the same in all series of a panel; empty where {@code x} says
   *     where the means stand
   * @param x ascending
   * @param mean NaN, as its {@code sd}: a column without one
   * @param sd half the length of each error bar; 0: none
   * @param line whether the means are joined
   * @param logarithmic whether x wants a logarithmic axis; then all are above 0
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Series(
      String name,
      List<String> labels,
      double[] x,
      double[] mean,
      double[] sd,
      boolean line,
      boolean logarithmic) {}

  /** Draws the panels into a PNG. */
  public static void write(Path file, String axis, List<Panel> panels) throws IOException {
    SpreadPlot plot = new SpreadPlot(axis);
    int abreast = panels.size() > 2 && panels.stream().noneMatch(Panel::named) ? 2 : 1;
    int rows = (panels.size() + abreast - 1) / abreast;
    Picture picture = new Picture(WIDTH * abreast, HEIGHT * rows);
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      picture.draw(
          panel.named() ? plot.columns(panel) : plot.curves(panel),
          WIDTH * (i % abreast),
          HEIGHT * (i / abreast));
    }
    picture.write(file);
  }

  private XYChart curves(Panel panel) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    style(chart, panel)
        .setXAxisLogarithmic(panel.series().stream().anyMatch(Series::logarithmic))
        .setLegendVisible(panel.series().size() > 1);
    for (Series each : panel.series()) {
      XYSeries series = chart.addSeries(name(each), each.x(), each.mean(), each.sd());
      mark(series);
      if (!each.line()) {
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      }
    }
    return chart;
  }

  private CategoryChart columns(Panel panel) {
    CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
    DoubleSummaryStatistics reach =
        panel.series().stream()
            .flatMapToDouble(SpreadPlot::ends)
            .filter(end -> !Double.isNaN(end))
            .summaryStatistics();
    CategoryStyler styler = style(chart, panel);
    if (reach.getMin() == reach.getMax()) {
      // XChart draws nothing on an axis of no length.
      double value = reach.getMin();
      styler.setYAxisMin(value == 0 ? -1 : value - Math.abs(value) / 2);
      styler.setYAxisMax(value == 0 ? 1 : value + Math.abs(value) / 2);
    }
    styler
        .setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter)
        .setXAxisMaxLabelCount(MOST_LABELS)
        .setLegendVisible(panel.series().size() > 1);
    for (Series each : panel.series()) {
      mark(
          chart.addSeries(name(each), labels(each.labels()), boxed(each.mean()), boxed(each.sd())));
    }
    return chart;
  }

  private static String name(Series series) {
    return series.name().isEmpty() ? "mean" : series.name();
  }

  private void mark(MarkerSeries series) {
    Color colour = colours.computeIfAbsent(series.getName(), n -> Palette.of(colours.size()));
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(colour);
    series.setLineColor(colour);
  }

  /** Feet and heads of the error bars. */
  private static DoubleStream ends(Series of) {
    return IntStream.range(0, 2 * of.mean().length)
        .mapToDouble(i -> of.mean()[i / 2] + (i % 2 == 0 ? -of.sd()[i / 2] : of.sd()[i / 2]));
  }

  private <S extends AxesChartStyler> S style(Chart<S, ?> chart, Panel panel) {
    S styler = FigureStyle.apply(chart, axis, panel.title());
    styler.setErrorBarsColorSeriesColor(true);
    styler.setMarkerSize(6);
    boolean below = legend(panel, styler.getLegendFont()) < WIDTH;
    styler.setLegendPosition(below ? LegendPosition.OutsideS : LegendPosition.OutsideE);
    styler.setLegendLayout(below ? LegendLayout.Horizontal : LegendLayout.Vertical);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setyAxisTickLabelsFormattingFunction(FigureStyle::number);
    return styler;
  }

  /** How wide a legend of one line would be. */
  private static double legend(Panel panel, Font font) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    return panel.series().stream()
        .mapToDouble(each -> MARK + font.getStringBounds(name(each), context).getWidth())
        .sum();
  }

  private static List<Number> boxed(double[] values) {
    List<Number> boxed = new ArrayList<>();
    DoubleStream.of(values).forEach(boxed::add);
    return boxed;
  }

  /** Different short names; the rows of the summary where there are many. */
  private static List<String> labels(List<String> names) {
    List<String> cut =
        names.stream()
            .map(name -> name.length() > LONGEST_LABEL ? name.substring(0, LONGEST_LABEL) : name)
            .distinct()
            .toList();
    return cut.size() == names.size() && names.size() <= MOST_LABELS
        ? cut
        : IntStream.rangeClosed(1, names.size()).mapToObj(String::valueOf).toList();
  }
}
