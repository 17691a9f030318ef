package emaki.report;

import emaki.data.AtomicFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Images of one size side by side, as a PNG; small ones are magnified. */
public final class ImageGrid {
  private static final int GAP = 2;
  private static final int MARGIN = 26;
  private static final int LEAST_SIDE = 48;

  private final float[] images;
  private final int height;
  private final int width;
  private final int channels;
  private final int columns;
  private @Nullable String down;
  private @Nullable String across;

  private ImageGrid(float[] images, int height, int width, int channels, int columns) {
    this.images = images;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.columns = columns;
  }

  /**
   * A grid, filled row by row.
   *
   * @param images values in [0, 1], row-major [n, height, width, channels]
   * @param channels 1 or 3
   * @param columns images side by side
   */
  public static ImageGrid of(float[] images, int height, int width, int channels, int columns) {
    if (columns < 1 || images.length == 0 || images.length % (height * width * channels) != 0) {
      throw new IllegalArgumentException(
          "Expected %dx%dx%d images in columns, got %d values in %d columns"
              .formatted(height, width, channels, images.length, columns));
    }
    return new ImageGrid(images, height, width, channels, columns);
  }

  /** The same with words on what changes downwards and across. */
  public ImageGrid withAxes(String newDown, String newAcross) {
    this.down = newDown;
    this.across = newAcross;
    return this;
  }

  /** Writes a PNG. */
  public void write(Path file) throws IOException {
    byte[] png = Picture.png(draw());
    AtomicFile.write(file, out -> out.write(png));
  }

  private BufferedImage draw() {
    int zoom = Math.max(1, (LEAST_SIDE + Math.min(height, width) - 1) / Math.min(height, width));
    int n = images.length / (height * width * channels);
    int rows = (n + columns - 1) / columns;
    int margin = down == null && across == null ? GAP : MARGIN;
    BufferedImage picture =
        new BufferedImage(
            margin + columns * (width * zoom + GAP),
            margin + rows * (height * zoom + GAP),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (int i = 0; i < n; i++) {
      graphics.drawImage(
          image(i),
          margin + i % columns * (width * zoom + GAP),
          margin + i / columns * (height * zoom + GAP),
          width * zoom,
          height * zoom,
          null);
    }
    label(graphics, picture);
    graphics.dispose();
    return picture;
  }

  private BufferedImage image(int index) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int offset = index * height * width * channels;
    for (int i = 0; i < height * width; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        float value = images[offset + channels * i + (channels == 3 ? c : 0)];
        rgb = rgb << 8 | Math.round(255 * Math.min(1, Math.max(0, value)));
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  private void label(Graphics2D graphics, BufferedImage picture) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    graphics.setColor(Color.DARK_GRAY);
    FontMetrics metrics = graphics.getFontMetrics();
    if (across != null) {
      String text = across + " →";
      graphics.drawString(
          text, (picture.getWidth() + MARGIN - metrics.stringWidth(text)) / 2, MARGIN - 9);
    }
    if (down != null) {
      String text = "← " + down;
      graphics.rotate(-Math.PI / 2);
      graphics.drawString(
          text, -(picture.getHeight() + MARGIN + metrics.stringWidth(text)) / 2, MARGIN - 9);
    }
  }
}
