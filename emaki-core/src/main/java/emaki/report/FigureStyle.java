package emaki.report;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.AxesChartStyler;

/** How the charts of the paper's figures look. */
final class FigureStyle {
  private FigureStyle() {}

  /** White ground, thin grey grid, plain dark text, no legend of its own. */
  static void apply(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setChartFontColor(Palette.INK);
    styler.setXAxisTickLabelsColor(Palette.INK);
    styler.setYAxisTickLabelsColor(Palette.INK);
    styler.setAxisTickMarksColor(Palette.NONE);
    styler.setAxisTickLabelsFont(Picture.font(11));
    styler.setAxisTitleFont(Picture.font(12));
    styler.setChartTitleFont(Picture.font(13));
    styler.setLegendVisible(false);
    styler.setChartTitleBoxVisible(false);
    styler.setPlotContentSize(.96);
    styler.setChartPadding(8);
    styler.setAntiAlias(true);
  }
}
