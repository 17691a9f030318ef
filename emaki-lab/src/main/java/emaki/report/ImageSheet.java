package emaki.report;

import emaki.data.ImageSet;
import emaki.data.ViewPainter;
import emaki.data.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Images of a data set on one page, each alone or beside random views of it. */
public final class ImageSheet {
  private static final int SIDE = 10;

  private ImageSheet() {}

  /** A hundred images, from all over the data set, as a PNG. */
  public static void write(ImageSet images, Path file) throws IOException {
    float[] sheet = new float[SIDE * SIDE * images.values()];
    int[] rows = spread(images, SIDE * SIDE);
    for (int i = 0; i < rows.length; i++) {
      images.copyTo(rows[i], sheet, i * images.values());
    }
    grid(sheet, rows.length, images).write(file);
  }

  /**
   * Ten images from all over the data set, each followed by nine views of it, as a PNG.
   *
   * @param seed of the views
   */
  public static void write(ImageSet images, Views views, long seed, Path file) throws IOException {
    float[] sheet = new float[SIDE * SIDE * images.values()];
    int[] rows = spread(images, SIDE);
    ViewPainter painter = new ViewPainter(images, views, seed);
    for (int i = 0; i < rows.length; i++) {
      int first = i * SIDE * images.values();
      images.copyTo(rows[i], sheet, first);
      for (int view = 1; view < SIDE; view++) {
        painter.draw(rows[i], 0, view, sheet, first + view * images.values());
      }
    }
    grid(sheet, rows.length * SIDE, images)
        .withAxes("images", "each as it is, then views of it")
        .write(file);
  }

  private static int[] spread(ImageSet images, int count) {
    int most = Math.min(count, images.size());
    return IntStream.range(0, most).map(i -> (int) ((long) i * images.size() / most)).toArray();
  }

  private static ImageGrid grid(float[] sheet, int count, ImageSet images) {
    float[] filled = Arrays.copyOf(sheet, count * images.values());
    return ImageGrid.of(filled, images.height(), images.width(), images.channels(), SIDE);
  }
}
