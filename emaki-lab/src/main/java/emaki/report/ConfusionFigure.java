package emaki.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;

/** A confusion matrix as a picture: a row a class, from the top, a column a prediction. */
public final class ConfusionFigure {
  private static final Color[] SHADES = {
    new Color(0xffffff), new Color(0xdbe6f2), new Color(0x86aedb)
  };

  /** Letters of a name that still stands beside the next one. */
  private static final int LONGEST_ACROSS = 6;

  /** Room for a name, in units: the counts are what the figure is for. */
  private static final int MOST_NAME = 130;

  private static final int FONT = 11;

  private ConfusionFigure() {}

  /**
   * Draws a matrix as a PNG.
   *
   * @param confusion [classes][columns] counts
   * @param rows names of the classes
   * @param columns names of the columns
   * @param down what the rows are
   * @param across what the columns are
   */
  public static void write(
      int[][] confusion,
      List<String> rows,
      List<String> columns,
      String down,
      String across,
      Path file)
      throws IOException {
    List<String> acrossNames = fitted(columns);
    List<String> downNames = fitted(rows);
    int side = Math.max(360, Math.min(1600, 52 * rows.size()));
    // Where the counts are written, no scale is needed.
    boolean written = rows.size() <= 20;
    boolean upright = columns.stream().anyMatch(column -> column.length() > LONGEST_ACROSS);
    int width = side + (written ? 100 : 190) + beyond(downNames);
    int height = side + 90 + (upright ? beyond(acrossNames) : 0);
    // Other charts have this theme of themselves; without one there are neither shades nor words.
    HeatMapChart chart = new HeatMapChart(width, height, ChartTheme.XChart);
    HeatMapStyler styler = FigureStyle.apply(chart, across, down);
    styler.setPlotGridLinesVisible(false);
    styler.setRangeColors(SHADES);
    styler.setShowValue(written);
    styler.setValueFont(Picture.font(13));
    styler.setLegendVisible(!written);
    styler.setHeatMapValueDecimalPattern("0");
    if (upright) {
      styler.setXAxisLabelRotation(90);
      styler.setXAxisLabelAlignmentVertical(TextAlignment.Right);
    }
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    // The chart's rows go upwards; a matrix is read downwards.
    List<String> upwards = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.size() - 1 - i;
      upwards.add(downNames.get(row));
      for (int column = 0; column < columns.size(); column++) {
        cells.add(new Number[] {column, i, confusion[row][column]});
      }
    }
    chart.addSeries("count", acrossNames, upwards, cells);
    Picture picture = new Picture(width, height);
    picture.draw(chart, 0, 0);
    picture.write(file);
  }

  private static List<String> fitted(List<String> names) {
    FontMetrics metrics = metrics();
    return names.stream().map(name -> Picture.fitted(name, metrics, MOST_NAME)).toList();
  }

  /** How much longer the longest name is than one for which there is room anyway. */
  private static int beyond(List<String> names) {
    FontMetrics metrics = metrics();
    int room = metrics.stringWidth("m".repeat(LONGEST_ACROSS));
    return Math.max(0, names.stream().mapToInt(metrics::stringWidth).max().orElse(0) - room);
  }

  private static FontMetrics metrics() {
    return new Picture(1, 1).graphics().getFontMetrics(Picture.font(FONT));
  }
}
