package emaki.report;

import emaki.data.InputException;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;

/**
 * What Java draws figures and reads photographs by. Runtimes made for one system, as Debian's,
 * leave fonts, JPEG and colour profiles to that system's libraries, which a small container has
 * not.
 */
public final class JavaDesktop {
  private JavaDesktop() {}

  /**
   * Checks that text can be drawn, as every figure needs.
   *
   * @throws InputException naming the library that is missing
   */
  public static void requireText() {
    require(
        "draw text",
        "install the library that is named, or fontconfig and a font",
        () -> {
          Graphics2D graphics =
              new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
          graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
          graphics.dispose();
        });
  }

  /**
   * Checks that JPEG files and colour profiles can be read.
   *
   * @throws InputException naming the library that is missing
   */
  public static void requirePhotographs() {
    require(
        "read photographs",
        "install the library that is named",
        () -> {
          ImageIO.getImageReadersByFormatName("jpeg").next().dispose();
          ColorSpace.getInstance(ColorSpace.CS_sRGB).toCIEXYZ(new float[3]);
        });
  }

  private static void require(String what, String hint, Runnable trial) {
    try {
      trial.run();
    } catch (LinkageError | InternalError | RuntimeException e) {
      throw new InputException(
          "Java in " + System.getProperty("java.home"),
          "cannot %s: %s".formatted(what, e.getMessage()),
          hint,
          e);
    }
  }
}
