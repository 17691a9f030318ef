package emaki.export;

import emaki.data.AtomicFile;
import emaki.data.ImageSet;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Images in one square picture, row by row, each in a square of its own: what the embedding
 * projector draws points with. Where they are too many for its greatest picture they are shrunk.
 */
final class Sprite {
  /** Of the picture: what the projector's textures take. */
  private static final int MOST_PIXELS = 8192;

  private final ImageSet images;
  private final int[] rows;
  private final int columns;
  private final int side;

  /**
   * @param rows of the images, in the order of the points
   */
  Sprite(ImageSet images, int[] rows) {
    this.images = images;
    this.rows = rows;
    this.columns = (int) Math.ceil(Math.sqrt(rows.length));
    this.side = Math.min(Math.max(images.height(), images.width()), MOST_PIXELS / columns);
  }

  /** Pixels of an image's square. */
  int side() {
    return side;
  }

  /** Writes a PNG. */
  void write(Path file) throws IOException {
    boolean grey = images.channels() == 1;
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage sheet = new BufferedImage(columns * side, columns * side, type);
    BufferedImage image = new BufferedImage(images.width(), images.height(), type);
    double scale = (double) side / Math.max(images.height(), images.width());
    int width = Math.max(1, (int) (images.width() * scale));
    int height = Math.max(1, (int) (images.height() * scale));
    Graphics2D pen = sheet.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int i = 0; i < rows.length; i++) {
      fill(image, rows[i]);
      int x = i % columns * side + (side - width) / 2;
      int y = i / columns * side + (side - height) / 2;
      pen.drawImage(image, x, y, width, height, null);
    }
    pen.dispose();
    AtomicFile.write(file, out -> ImageIO.write(sheet, "png", out));
  }

  private void fill(BufferedImage image, int row) {
    byte[] bytes = new byte[images.values()];
    images.copyBytes(row, bytes, 0);
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = Byte.toUnsignedInt(bytes[i]);
    }
    image.getRaster().setPixels(0, 0, images.width(), images.height(), values);
  }
}
