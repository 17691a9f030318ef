package emaki.report;

import emaki.data.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Losses by epoch, as pictures. */
final class Curves {
  private static final Color[] COLOURS = {
    new Color(0x4e79a7), new Color(0xf28e2b), new Color(0x767676), new Color(0xe15759)
  };

  private final RunFiles run;
  private final Map<String, Path> figures = new LinkedHashMap<>();

  private Curves(RunFiles run) {
    this.run = run;
  }

  /** Draws the curves that the run has; files by caption. */
  static Map<String, Path> draw(RunFiles run) throws IOException {
    Curves curves = new Curves(run);
    if (run.isClassifier()) {
      curves.chart("cross_entropy", "Cross-entropy by epoch", "nats");
      curves.chart("accuracy", "Accuracy by epoch", "share of images");
      return curves.figures;
    }
    curves.chart("reconstruction", "Reconstruction error by epoch", "squared error of a pixel");
    if (run.record().at("/divergence/floor").isNumber()) {
      curves.chart("divergence", "Divergence from the prior by epoch, and its floor", "nats");
      curves.entropies();
    }
    return curves.figures;
  }

  private void chart(String quantity, String caption, String unit) throws IOException {
    XYChart chart = blank(unit);
    add(chart, "training", values("train_" + quantity), 0);
    add(chart, "validation", values("validation_" + quantity), 1);
    if (quantity.equals("divergence")) {
      double[] floor = new double[run.metrics().size()];
      java.util.Arrays.fill(floor, run.record().at("/divergence/floor").asDouble());
      XYSeries series = add(chart, "floor", floor, 2);
      series.setLineStyle(
          new BasicStroke(
              1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6}, 0));
      chart.getStyler().setYAxisMin(0.0);
    }
    write(chart, "curves-" + quantity + ".png", caption);
  }

  private void entropies() throws IOException {
    XYChart chart = blank("nats");
    add(chart, "entropy of the latents (validation)", values("validation_entropy"), 0);
    add(chart, "cross-entropy with the prior (validation)", values("validation_cross_entropy"), 1);
    write(
        chart,
        "curves-entropy.png",
        "The divergence's parts: the regulariser raises the entropy and lowers the cross-entropy");
  }

  private static XYChart blank(String unit) {
    XYChart chart =
        new XYChartBuilder().width(760).height(350).xAxisTitle("epoch").yAxisTitle(unit).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setMarkerSize(4);
    return chart;
  }

  private XYSeries add(XYChart chart, String name, double[] values, int colour) {
    double[] epochs = values("epoch");
    XYSeries series = chart.addSeries(name, epochs, values);
    series.setMarker(epochs.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineColor(COLOURS[colour]);
    series.setMarkerColor(COLOURS[colour]);
    return series;
  }

  private double[] values(String column) {
    List<Map<String, String>> rows = run.metrics();
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      String cell = rows.get(i).getOrDefault(column, "");
      values[i] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
    return values;
  }

  private void write(XYChart chart, String name, String caption) throws IOException {
    Path file = run.figure(name);
    byte[] png = BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
    AtomicFile.write(file, out -> out.write(png));
    figures.put(caption, file);
  }
}
