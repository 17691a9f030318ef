package emaki.report;

import emaki.report.FigureLegend.Entry;
import emaki.report.FigureLegend.Mark;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Scatter plots of latents side by side, coloured by class or cluster. A unit is as long across a
 * panel as down it; the panels each have their own scale.
 */
public final class LatentPanels {
  /** Of a panel, in units. */
  static final int WIDTH = 330;

  static final int HEIGHT = 332;

  private static final int POINT = 3;
  private static final int TICKS = 48;
  private static final int LEFT = 62;
  private static final int LARGEST_TITLE = 13;
  private static final int LEAST_TITLE = 8;
  private static final int OPACITY = 150;

  private LatentPanels() {}

  /**
   * One scatter plot.
   *
   * @param title above it
   * @param xAxis title of the axis
   * @param yAxis title of the axis
   * @param x across
   * @param y upwards, as many
   * @param group of each point; below 0: none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Panel(
      String title, String xAxis, String yAxis, float[] x, float[] y, int[] group) {}

  /**
   * Draws the panels as a PNG, row by row, with one legend.
   *
   * @param names of the groups
   * @param columns panels in a row
   */
  public static void write(Path file, List<Panel> panels, List<String> names, int columns)
      throws IOException {
    int across = Math.max(1, Math.min(columns, panels.size()));
    int rows = (panels.size() + across - 1) / across;
    FigureLegend legend = new FigureLegend(entries(panels, names), across * WIDTH);
    Picture picture = new Picture(across * WIDTH, rows * HEIGHT + legend.height() + 8);
    for (int i = 0; i < panels.size(); i++) {
      picture.draw(chart(panels.get(i)), i % across * WIDTH, i / across * HEIGHT);
    }
    legend.draw(picture.graphics(), rows * HEIGHT);
    picture.write(file);
  }

  private static List<Entry> entries(List<Panel> panels, List<String> names) {
    TreeSet<Integer> groups = new TreeSet<>();
    panels.forEach(
        panel -> Arrays.stream(panel.group()).map(g -> Math.max(-1, g)).forEach(groups::add));
    List<Entry> entries = new ArrayList<>();
    for (int group : groups) {
      String name = group < 0 ? "none" : group < names.size() ? names.get(group) : "" + group;
      entries.add(new Entry(name, Palette.of(group), Mark.DOT));
    }
    return entries;
  }

  private static XYChart chart(Panel panel) {
    XYChart chart = blank(panel);
    EqualScale.set(chart, finite(panel.x()), finite(panel.y()));
    Arrays.stream(panel.group()).distinct().sorted().forEach(group -> add(chart, panel, group));
    return chart;
  }

  private static XYChart blank(Panel panel) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setTitle(panel.title());
    XYStyler styler = FigureStyle.apply(chart, panel.xAxis(), panel.yAxis());
    styler.setxAxisTickLabelsFormattingFunction(FigureStyle::number);
    styler.setyAxisTickLabelsFormattingFunction(FigureStyle::number);
    styler.setChartTitleFont(titleFont(panel.title()));
    styler.setXAxisTickMarkSpacingHint(TICKS);
    styler.setYAxisTickMarkSpacingHint(TICKS);
    styler.setYAxisLeftWidthHint(LEFT);
    styler.setPlotContentSize(1);
    styler.setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    styler.setMarkerSize(POINT);
    return chart;
  }

  /** The largest font in which a title fits above its plot. */
  private static Font titleFont(String title) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    int size = LARGEST_TITLE;
    while (size > LEAST_TITLE
        && Picture.font(size).getStringBounds(title, context).getWidth() > WIDTH - LEFT - 24) {
      size--;
    }
    return Picture.font(size);
  }

  private static double[] finite(float[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[i])
        .filter(Double::isFinite)
        .toArray();
  }

  private static void add(XYChart chart, Panel panel, int group) {
    int[] rows =
        IntStream.range(0, panel.group().length)
            .filter(i -> panel.group()[i] == group)
            .filter(i -> Float.isFinite(panel.x()[i]) && Float.isFinite(panel.y()[i]))
            .toArray();
    if (rows.length == 0) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            "group " + group,
            IntStream.of(rows).mapToDouble(i -> panel.x()[i]).toArray(),
            IntStream.of(rows).mapToDouble(i -> panel.y()[i]).toArray());
    Color colour = Palette.of(group);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), OPACITY));
  }
}
