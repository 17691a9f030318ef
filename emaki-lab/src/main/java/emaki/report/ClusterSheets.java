package emaki.report;

import emaki.data.ImageSet;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A sheet for each cluster of a clustering: its typical images above doubtful ones ({@link
 * ClusterExamples}).
 */
public final class ClusterSheets {
  private static final int COLUMNS = 10;

  /** Two rows of typical images, an empty one, two rows of doubtful images. */
  private static final int HALF = ClusterExamples.MOST;

  private ClusterSheets() {}

  /**
   * Draws {@code figures/NAME/*.png}, in the place of those there are.
   *
   * @return the folder
   * @throws emaki.data.InputException where the run's images are gone, or others
   */
  public static Path write(RunFolder run, ClusteringRecord clustering) throws IOException {
    Latents latents = run.latents();
    int[] clusters = run.clusterings().labels(clustering, latents);
    ImageSet images = run.images();
    List<ClusterExamples> examples = ClusterExamples.of(latents, clusters, clustering.k());
    Path folder = run.figure(clustering.name());
    clear(folder);
    for (int cluster = 0; cluster < clustering.k(); cluster++) {
      int size = clustering.sizes().get(cluster);
      if (size > 0) {
        draw(images, examples.get(cluster))
            .withAxes("doubtful", "cluster %d, %d images".formatted(cluster, size))
            .write(folder.resolve("%03d.png".formatted(cluster)));
      }
    }
    return folder;
  }

  /** There may have been more clusters. */
  private static void clear(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.newDirectoryStream(folder, "[0-9][0-9][0-9]*.png")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static ImageGrid draw(ImageSet images, ClusterExamples examples) {
    int cells = examples.doubtful().isEmpty() ? HALF : 2 * HALF + COLUMNS;
    float[] sheet = new float[cells * images.values()];
    Arrays.fill(sheet, 1);
    put(images, examples.typical(), 0, sheet);
    put(images, examples.doubtful(), HALF + COLUMNS, sheet);
    return ImageGrid.of(sheet, images.height(), images.width(), images.channels(), COLUMNS);
  }

  private static void put(ImageSet images, List<Integer> rows, int cell, float[] sheet) {
    for (int i = 0; i < rows.size(); i++) {
      images.copyTo(rows.get(i), sheet, (cell + i) * images.values());
    }
  }
}
