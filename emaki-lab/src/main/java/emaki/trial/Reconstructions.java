package emaki.trial;

import emaki.data.ImageSet;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.model.Autoencoder;
import emaki.report.ImageGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A picture of test images above what the model makes of them. */
final class Reconstructions {
  private static final int COLUMNS = 16;

  private Reconstructions() {}

  static void draw(Autoencoder model, ImageSet images, Splits splits, Path file)
      throws IOException {
    ImageSet shown = images.select(chosen(images, splits.rows(Split.TEST)));
    int n = shown.size();
    int values = shown.values();
    float[] decoded = model.decode(model.encode(shown));
    float[] grid = new float[2 * n * values];
    for (int i = 0; i < n; i++) {
      shown.copyTo(i, grid, i * values);
      System.arraycopy(decoded, i * values, grid, (n + i) * values, values);
    }
    ImageGrid.of(grid, shown.height(), shown.width(), shown.channels(), n).write(file);
  }

  /** The first test images of each class in turn, so that every class is seen. */
  private static int[] chosen(ImageSet images, int[] test) {
    int groups = Math.max(1, images.classes());
    int[] seen = new int[groups];
    return IntStream.range(0, test.length)
        .mapToObj(
            i -> {
              int label = Math.max(0, images.label(test[i]));
              return new int[] {seen[label]++, label, test[i]};
            })
        .sorted((a, b) -> a[0] != b[0] ? Integer.compare(a[0], b[0]) : Arrays.compare(a, b))
        .limit(COLUMNS)
        .sorted((a, b) -> Arrays.compare(new int[] {a[1], a[0]}, new int[] {b[1], b[0]}))
        .mapToInt(a -> a[2])
        .toArray();
  }
}
