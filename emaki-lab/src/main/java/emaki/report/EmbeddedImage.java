package emaki.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A PNG as a part of a page.
 *
 * @param file its name
 * @param width in units; 0: the file is missing
 * @param height in units
 * @param base64 its bytes
 */
record EmbeddedImage(String file, String caption, int width, int height, String base64) {
  /** Pictures wider than this have a line of the page to themselves. */
  private static final int BROAD = 800;

  static EmbeddedImage of(Path file, String caption) throws IOException {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file)) {
      return new EmbeddedImage(name, caption, 0, 0, "");
    }
    byte[] png = Files.readAllBytes(file);
    String base64 = Base64.getEncoder().encodeToString(png);
    return new EmbeddedImage(name, caption, Picture.width(png), Picture.height(png), base64);
  }

  boolean missing() {
    return width == 0;
  }

  boolean broad() {
    return width > BROAD;
  }
}
