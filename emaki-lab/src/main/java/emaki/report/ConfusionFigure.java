package emaki.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;

/** A confusion matrix as a picture: a row a class, from the top, a column a prediction. */
public final class ConfusionFigure {
  private static final Color[] SHADES = {
    new Color(0xffffff), new Color(0xdbe6f2), new Color(0x86aedb)
  };

  /** Letters of a name that still stands beside the next one. */
  private static final int LONGEST_ACROSS = 6;

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
    int side = Math.max(360, Math.min(1600, 52 * rows.size()));
    // Where the counts are written, no scale is needed.
    boolean written = rows.size() <= 20;
    int width = side + (written ? 100 : 190);
    int height = side + 90;
    // Other charts have this theme of themselves; without one there are neither shades nor words.
    HeatMapChart chart = new HeatMapChart(width, height, ChartTheme.XChart);
    HeatMapStyler styler = FigureStyle.apply(chart, across, down);
    styler.setPlotGridLinesVisible(false);
    styler.setRangeColors(SHADES);
    styler.setShowValue(written);
    styler.setValueFont(Picture.font(13));
    styler.setLegendVisible(!written);
    styler.setHeatMapValueDecimalPattern("0");
    if (columns.stream().anyMatch(column -> column.length() > LONGEST_ACROSS)) {
      styler.setXAxisLabelRotation(60);
    }
    // The chart's rows go upwards; a matrix is read downwards.
    List<String> upwards = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.size() - 1 - i;
      upwards.add(rows.get(row));
      for (int column = 0; column < columns.size(); column++) {
        cells.add(new Number[] {column, i, confusion[row][column]});
      }
    }
    chart.addSeries("count", columns, upwards, cells);
    Picture picture = new Picture(width, height);
    picture.draw(chart, 0, 0);
    picture.write(file);
  }
}
