package emaki.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** What a page has painted of its points, without panels and rings, and where on the page. */
final class Painted {
  private final int width;
  private final int[] picture;
  private final BoundingBox box;

  private Painted(BufferedImage seen, BoundingBox box) {
    width = seen.getWidth();
    picture = seen.getRGB(0, 0, width, seen.getHeight(), null, 0, width);
    this.box = box;
  }

  static Painted of(Page page) throws IOException {
    Locator points = page.locator(".scatter");
    above(page, "hidden");
    byte[] png = points.screenshot();
    above(page, "");
    return new Painted(ImageIO.read(new ByteArrayInputStream(png)), points.boundingBox());
  }

  private static void above(Page page, String visibility) {
    page.evaluate(
        "visibility => document.querySelectorAll('.overlay, .handle, .look, .dock, .bottom,"
            + " .points, .tip, .onstage')"
            + ".forEach(element => element.style.visibility = visibility)",
        visibility);
  }

  /** The middle of all that is painted, on the page. */
  double[] middle() {
    double sumX = 0;
    double sumY = 0;
    int count = 0;
    for (int i = 0; i < picture.length; i++) {
      if (far(picture[i], picture[0])) {
        sumX += i % width + 0.5;
        sumY += i / width + 0.5;
        count++;
      }
    }
    assertThat(count).as("pixels of one point").isBetween(40, 400);
    return new double[] {box.x + sumX / count, box.y + sumY / count};
  }

  /** Both are the same but for one pixel in so many of those that are painted. */
  void assertLike(Painted other, int oneIn) {
    int[] found = differing(other);
    assertThat(found[1]).as("pixels painted").isGreaterThan(500);
    assertThat(found[0]).as("pixels that differ, of %d", found[1]).isLessThan(found[1] / oneIn);
  }

  /** At least one pixel in so many is another. */
  void assertUnlike(Painted other, int oneIn) {
    int[] found = differing(other);
    assertThat(found[0]).as("pixels that differ, of %d", found[1]).isGreaterThan(found[1] / oneIn);
  }

  /** How many pixels differ, and how many are painted. */
  private int[] differing(Painted other) {
    assertThat(other.width).isEqualTo(width);
    assertThat(other.picture).hasSameSizeAs(picture);
    int painted = 0;
    int differing = 0;
    for (int y = 1; y < picture.length / width - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        painted += far(picture[at], picture[0]) ? 1 : 0;
        boolean here = about(other.picture[at], at);
        differing += here || other.about(picture[at], at) ? 0 : 1;
      }
    }
    return new int[] {differing, painted};
  }

  /** A colour is at a pixel or beside it: one painter has smooth edges, the other whole pixels. */
  private boolean about(int colour, int at) {
    for (int dy = -width; dy <= width; dy += width) {
      for (int dx = -1; dx <= 1; dx++) {
        if (!far(picture[at + dy + dx], colour)) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean far(int one, int other) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      sum += Math.abs((one >> shift & 0xff) - (other >> shift & 0xff));
    }
    return sum > 48;
  }
}
