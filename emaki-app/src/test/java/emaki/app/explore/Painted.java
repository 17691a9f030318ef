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
record Painted(BufferedImage picture, BoundingBox box) {
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
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (far(picture.getRGB(x, y), picture.getRGB(0, 0))) {
          sumX += x + 0.5;
          sumY += y + 0.5;
          count++;
        }
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
    BufferedImage old = other.picture;
    int painted = 0;
    int differing = 0;
    for (int y = 1; y < picture.getHeight() - 1; y++) {
      for (int x = 1; x < picture.getWidth() - 1; x++) {
        painted += far(picture.getRGB(x, y), picture.getRGB(0, 0)) ? 1 : 0;
        boolean here = about(picture, old.getRGB(x, y), x, y);
        differing += here || about(old, picture.getRGB(x, y), x, y) ? 0 : 1;
      }
    }
    return new int[] {differing, painted};
  }

  /** A colour is at a pixel or beside it: one painter has smooth edges, the other whole pixels. */
  private static boolean about(BufferedImage picture, int colour, int x, int y) {
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        if (!far(picture.getRGB(x + dx, y + dy), colour)) {
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
