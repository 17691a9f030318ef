package emaki.report;

import emaki.data.AtomicFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A white picture to draw on in units of which one is two pixels of its PNG, and the PNG says so:
 * sharp on fine screens and in print.
 */
final class Picture {
  /** Pixels a unit. */
  static final int SCALE = 2;

  /** A PNG counts in pixels a metre; a screen's unit is 1/96 inch. */
  private static final double UNITS_A_METRE = 96 / 0.0254;

  /** Where the PNG's first chunk, its size, ends. */
  private static final int AFTER_SIZE = 33;

  private final BufferedImage image;
  private final Graphics2D graphics;

  Picture(int width, int height) {
    image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
  }

  /** To draw with, in units from the upper left corner. */
  Graphics2D graphics() {
    return graphics;
  }

  /** Draws a chart with its upper left corner at a place, in units. */
  void draw(Chart<?, ?> chart, int x, int y) {
    Graphics2D at = (Graphics2D) graphics.create();
    at.translate(x, y);
    chart.paint(at, chart.getWidth(), chart.getHeight());
    at.dispose();
  }

  static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  /** A name that is no wider than so many units: what is left out is its middle. */
  static String fitted(String name, FontMetrics metrics, int most) {
    String whole = name;
    for (int kept = name.length() - 1; metrics.stringWidth(whole) > most && kept > 1; kept--) {
      int end = kept / 3;
      whole = name.substring(0, kept - end) + "…" + name.substring(name.length() - end);
    }
    return whole;
  }

  /** Writes the PNG. */
  void write(Path file) throws IOException {
    graphics.dispose();
    byte[] png = png(image);
    byte[] density = density();
    AtomicFile.write(
        file,
        to -> {
          to.write(png, 0, AFTER_SIZE);
          to.write(density);
          to.write(png, AFTER_SIZE, png.length - AFTER_SIZE);
        });
  }

  /**
   * A picture as a PNG. By way of memory: ImageIO's own cache is a temporary file, for which the
   * disk may be full, and which cannot be had any more while the process is ending.
   */
  static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", cached)) {
        throw new IOException("this Java writes no PNG");
      }
    }
    return out.toByteArray();
  }

  /** PNG's pHYs chunk: pixels a metre across and down. */
  private static byte[] density() throws IOException {
    int pixels = (int) Math.round(SCALE * UNITS_A_METRE);
    byte[] body =
        ByteBuffer.allocate(13)
            .put("pHYs".getBytes(StandardCharsets.US_ASCII))
            .putInt(pixels)
            .putInt(pixels)
            .put((byte) 1)
            .array();
    CRC32 check = new CRC32();
    check.update(body);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(chunk);
    out.writeInt(body.length - 4);
    out.write(body);
    out.writeInt((int) check.getValue());
    return chunk.toByteArray();
  }

  /**
   * How wide a PNG wants to be shown, in units.
   *
   * @param png its bytes
   */
  static int width(byte[] png) {
    return units(png, 16);
  }

  /** How high a PNG wants to be shown, in units. */
  static int height(byte[] png) {
    return units(png, 20);
  }

  private static int units(byte[] png, int at) {
    if (png.length < AFTER_SIZE) {
      return 1;
    }
    ByteBuffer in = ByteBuffer.wrap(png);
    boolean dense =
        png.length > AFTER_SIZE + 12
            && new String(png, AFTER_SIZE + 4, 4, StandardCharsets.US_ASCII).equals("pHYs");
    double pixels = dense ? in.getInt(AFTER_SIZE + 8) / UNITS_A_METRE : 1;
    return Math.max(1, (int) Math.round(in.getInt(at) / pixels));
  }
}
