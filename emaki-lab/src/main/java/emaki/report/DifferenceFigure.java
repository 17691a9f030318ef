package emaki.report;

import emaki.report.FigureLegend.Entry;
import emaki.report.FigureLegend.Mark;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Differences between paired runs: a row a comparison, with each seed's difference, their mean, its
 * interval, and the line at which there is none. An interval that leaves that line out is coloured.
 */
public final class DifferenceFigure {
  static final int WIDTH = 900;
  private static final int MOST_NAMES = 320;
  private static final int FIGURES = 164;
  private static final int ROW = 44;
  private static final int TOP = 14;
  private static final int BOTTOM = 84;
  private static final int LEAST_TICKS = 4;

  private static final Color APART = Palette.of(0);
  private static final Color TOGETHER = Palette.of(5);

  private final Graphics2D graphics;
  private final int names;
  private final double low;
  private final double high;
  private final double step;
  private final int bottom;

  private DifferenceFigure(Graphics2D graphics, List<Difference> differences) {
    this.graphics = graphics;
    double[] all =
        DoubleStream.concat(
                DoubleStream.of(0),
                differences.stream()
                    .flatMapToDouble(
                        d ->
                            DoubleStream.concat(
                                DoubleStream.of(d.mean(), d.low(), d.high()),
                                DoubleStream.of(d.each()))))
            .filter(Double::isFinite)
            .toArray();
    double least = DoubleStream.of(all).min().orElse(0);
    double most = DoubleStream.of(all).max().orElse(0);
    double reach = most > least ? most - least : 1;
    names = names(graphics, differences);
    low = least - .04 * reach;
    high = most + .04 * reach;
    step = step(high - low);
    bottom = TOP + ROW * differences.size();
  }

  /**
   * A comparison.
   *
   * @param name of it
   * @param mean of the differences
   * @param low end of the mean's interval; NaN: there is none
   * @param high end of the mean's interval; NaN: there is none
   * @param each seed's difference
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Difference(String name, double mean, double low, double high, double[] each) {
    boolean apart() {
      return low > 0 || high < 0;
    }
  }

  /**
   * Draws the comparisons as a PNG, one below the other.
   *
   * @param xAxis title of the axis, with the unit
   */
  public static void write(Path file, String xAxis, List<Difference> differences)
      throws IOException {
    Picture picture = new Picture(WIDTH, TOP + ROW * differences.size() + BOTTOM);
    DifferenceFigure figure = new DifferenceFigure(picture.graphics(), differences);
    figure.axis(xAxis);
    for (int i = 0; i < differences.size(); i++) {
      figure.row(differences.get(i), TOP + ROW * i + ROW / 2);
    }
    figure.legend();
    picture.write(file);
  }

  private void legend() {
    List<Entry> entries =
        List.of(
            new Entry("mean and interval: without 0", APART, Mark.LINE),
            new Entry("mean and interval: 0 is in it", TOGETHER, Mark.LINE),
            new Entry("one seed", soft(TOGETHER), Mark.DOT));
    new FigureLegend(entries, WIDTH).draw(graphics, bottom + BOTTOM - FigureLegend.LINE - 8);
  }

  private static Color soft(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 120);
  }

  /** Room for the names. */
  private static int names(Graphics2D graphics, List<Difference> differences) {
    FontMetrics metrics = graphics.getFontMetrics(Picture.font(12));
    int longest = differences.stream().mapToInt(d -> metrics.stringWidth(d.name())).max().orElse(0);
    return Math.min(MOST_NAMES, longest + 24);
  }

  /** Where a difference stands, in units from the left. */
  private double at(double value) {
    return names + (value - low) / (high - low) * (WIDTH - names - FIGURES);
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double reach) {
    double power = Math.pow(10, Math.floor(Math.log10(reach / LEAST_TICKS)));
    double times = reach / LEAST_TICKS / power;
    return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
  }

  private void axis(String title) {
    graphics.setFont(Picture.font(11));
    FontMetrics metrics = graphics.getFontMetrics();
    int decimals = decimals();
    for (long tick = (long) Math.ceil(low / step); tick * step <= high; tick++) {
      double x = at(tick * step);
      graphics.setColor(tick == 0 ? Palette.INK : Palette.GRID);
      graphics.setStroke(new BasicStroke(tick == 0 ? 1.4f : 1f));
      graphics.draw(new Line2D.Double(x, TOP, x, bottom));
      graphics.setColor(Palette.INK);
      String label = (tick > 0 ? "+" : "") + number(tick * step, decimals);
      graphics.drawString(label, (float) (x - metrics.stringWidth(label) / 2.0), bottom + 16);
    }
    graphics.setFont(Picture.font(12));
    double middle = (names + WIDTH - FIGURES) / 2.0;
    graphics.drawString(
        title, (float) (middle - graphics.getFontMetrics().stringWidth(title) / 2.0), bottom + 38);
  }

  /** Of the ticks. */
  private int decimals() {
    return (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  }

  private void row(Difference difference, int y) {
    Color colour = difference.apart() ? APART : TOGETHER;
    graphics.setColor(soft(colour));
    for (double each : difference.each()) {
      if (Double.isFinite(each)) {
        graphics.fill(new Ellipse2D.Double(at(each) - 2.5, y + 7, 5, 5));
      }
    }
    graphics.setColor(colour);
    if (Double.isFinite(difference.low()) && Double.isFinite(difference.high())) {
      graphics.setStroke(new BasicStroke(5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
      graphics.draw(new Line2D.Double(at(difference.low()), y, at(difference.high()), y));
    }
    if (Double.isFinite(difference.mean())) {
      double x = at(difference.mean());
      graphics.setColor(Color.WHITE);
      graphics.fill(new Ellipse2D.Double(x - 6.5, y - 6.5, 13, 13));
      graphics.setColor(colour);
      graphics.fill(new Ellipse2D.Double(x - 5, y - 5, 10, 10));
    }
    words(difference, y);
  }

  private void words(Difference difference, int y) {
    graphics.setColor(Palette.INK);
    graphics.setFont(Picture.font(12));
    FontMetrics metrics = graphics.getFontMetrics();
    int line = y + (metrics.getAscent() - metrics.getDescent()) / 2;
    String name = Picture.fitted(difference.name(), metrics, names - 24);
    graphics.drawString(name, names - 12 - metrics.stringWidth(name), line);
    graphics.setFont(Picture.font(11));
    graphics.drawString(figures(difference), WIDTH - FIGURES + 10, line);
  }

  private String figures(Difference d) {
    return Double.isFinite(d.low())
        ? "%s [%s, %s]".formatted(signed(d.mean()), signed(d.low()), signed(d.high()))
        : signed(d.mean());
  }

  private String signed(double value) {
    return Double.isFinite(value) ? (value > 0 ? "+" : "") + number(value, decimals() + 2) : "-";
  }

  private static String number(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.replace('-', '−');
  }
}
