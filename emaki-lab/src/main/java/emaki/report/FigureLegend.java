package emaki.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;

/** What the colours of a figure mean, in centred lines of as many names as there is room for. */
final class FigureLegend {
  static final int LINE = 22;
  private static final int GAP = 18;
  private static final int TO_NAME = 6;
  private static final int FONT = 12;

  /** How an entry's colour is shown. */
  enum Mark {
    DOT(9),
    LINE(22),
    DASHES(22);

    private final int width;

    Mark(int width) {
      this.width = width;
    }
  }

  record Entry(String name, Color colour, Mark mark) {
    /** The same where its name has a line of its own at most. */
    private Entry fitted(FontMetrics metrics, int line) {
      return new Entry(Picture.fitted(name, metrics, line - mark.width - TO_NAME), colour, mark);
    }
  }

  private final List<Entry> entries;
  private final int width;

  FigureLegend(List<Entry> entries, int width) {
    Graphics2D graphics = new Picture(1, 1).graphics();
    FontMetrics metrics = graphics.getFontMetrics(Picture.font(FONT));
    this.entries = entries.stream().map(entry -> entry.fitted(metrics, width)).toList();
    this.width = width;
    graphics.dispose();
  }

  /** How high it will be, in units. */
  int height() {
    Graphics2D graphics = new Picture(1, 1).graphics();
    int height = lines(graphics).size() * LINE;
    graphics.dispose();
    return height;
  }

  /** Draws it below {@code top}. */
  void draw(Graphics2D graphics, int top) {
    int y = top;
    for (List<Entry> line : lines(graphics)) {
      int taken = line.stream().mapToInt(e -> length(graphics, e)).sum() - GAP;
      int x = (width - taken) / 2;
      for (Entry entry : line) {
        draw(graphics, entry, x, y + LINE / 2);
        x += length(graphics, entry);
      }
      y += LINE;
    }
  }

  private List<List<Entry>> lines(Graphics2D graphics) {
    List<List<Entry>> lines = new java.util.ArrayList<>();
    int taken = 0;
    for (Entry entry : entries) {
      int length = length(graphics, entry);
      if (lines.isEmpty() || taken + length - GAP > width) {
        lines.add(new java.util.ArrayList<>());
        taken = 0;
      }
      lines.get(lines.size() - 1).add(entry);
      taken += length;
    }
    return lines;
  }

  private static int length(Graphics2D graphics, Entry entry) {
    FontMetrics metrics = graphics.getFontMetrics(Picture.font(FONT));
    return entry.mark().width + TO_NAME + metrics.stringWidth(entry.name()) + GAP;
  }

  private static void draw(Graphics2D graphics, Entry entry, int x, int middle) {
    int length = entry.mark().width;
    graphics.setColor(entry.colour());
    switch (entry.mark()) {
      case DOT -> graphics.fill(new Ellipse2D.Double(x, middle - length / 2.0, length, length));
      case LINE -> {
        graphics.setStroke(Strokes.SOLID);
        graphics.draw(new Line2D.Double(x, middle, x + length, middle));
      }
      case DASHES -> {
        graphics.setStroke(Strokes.DASHED);
        graphics.draw(new Line2D.Double(x, middle, x + length, middle));
      }
    }
    graphics.setColor(Palette.INK);
    graphics.setFont(Picture.font(FONT));
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(
        entry.name(),
        x + length + TO_NAME,
        middle + (metrics.getAscent() - metrics.getDescent()) / 2);
  }

  /** The lines of curves and of their references. */
  static final class Strokes {
    static final BasicStroke SOLID =
        new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHED =
        new BasicStroke(
            1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);

    private Strokes() {}
  }
}
