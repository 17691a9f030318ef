package emaki.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** How the charts of the paper's figures look. */
final class FigureStyle {
  /** Least room between ticks, in units. */
  private static final int TICKS = 64;

  private FigureStyle() {}

  /** A tick's value: few digits, a power of ten where those are many. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-").replace("e+0", "e");
    }
    // Ticks are multiples of a round step, but for their rounding.
    String digits =
        new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    return digits.replace('-', '−');
  }

  /**
   * White ground, thin grey grid, plain dark text, no legend of its own.
   *
   * @param across title of the axis
   * @param up title of the axis
   * @return for what else there is to say
   */
  static <S extends AxesChartStyler> S apply(Chart<S, ?> chart, String across, String up) {
    chart.setXAxisTitle(across);
    chart.setYAxisTitle(up);
    S styler = chart.getStyler();
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
    styler.setXAxisTickMarkSpacingHint(TICKS);
    styler.setYAxisTickMarkSpacingHint(TICKS);
    styler.setChartPadding(8);
    styler.setAntiAlias(true);
    return styler;
  }
}
