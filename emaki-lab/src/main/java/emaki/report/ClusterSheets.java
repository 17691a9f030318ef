package emaki.report;

import emaki.data.ImageSet;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sheet for each cluster of a clustering: typical images, whose latents are nearest the cluster's
 * mean, above doubtful ones, whose latents are the farthest from it, less their distance to the
 * nearest mean of another cluster.
 */
public final class ClusterSheets {
  private static final int COLUMNS = 10;

  /** Two rows of typical images, an empty one, two rows of doubtful images. */
  private static final int HALF = 2 * COLUMNS;

  private final ImageSet images;
  private final ClusterDistances distances;

  private ClusterSheets(ImageSet images, ClusterDistances distances) {
    this.images = images;
    this.distances = distances;
  }

  /**
   * Draws {@code figures/NAME/*.png}, in the place of those there are.
   *
   * @return the folder
   * @throws emaki.data.InputException where the run's images are gone, or others
   */
  public static Path write(RunFolder run, ClusteringRecord clustering) throws IOException {
    Latents latents = run.latents();
    int[] clusters = run.clusterings().labels(clustering, latents);
    ClusterSheets sheets =
        new ClusterSheets(run.images(), ClusterDistances.of(latents, clusters, clustering.k()));
    Path folder = run.figure(clustering.name());
    clear(folder);
    for (int cluster = 0; cluster < clustering.k(); cluster++) {
      int own = cluster;
      List<Integer> members =
          IntStream.range(0, clusters.length).filter(row -> clusters[row] == own).boxed().toList();
      if (!members.isEmpty()) {
        sheets
            .draw(members)
            .withAxes("doubtful", "cluster %d, %d images".formatted(cluster, members.size()))
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

  private ImageGrid draw(List<Integer> members) {
    List<Integer> typical =
        members.stream()
            .sorted(Comparator.comparingDouble(row -> distances.own()[row]))
            .limit(HALF)
            .toList();
    List<Integer> doubtful =
        members.stream()
            .filter(row -> !typical.contains(row))
            .sorted(Comparator.comparingDouble(row -> -distances.doubt()[row]))
            .limit(HALF)
            .toList();
    int cells = doubtful.isEmpty() ? HALF : 2 * HALF + COLUMNS;
    float[] sheet = new float[cells * images.values()];
    Arrays.fill(sheet, 1);
    put(typical, 0, sheet);
    put(doubtful, HALF + COLUMNS, sheet);
    return ImageGrid.of(sheet, images.height(), images.width(), images.channels(), COLUMNS);
  }

  private void put(List<Integer> rows, int cell, float[] sheet) {
    for (int i = 0; i < rows.size(); i++) {
      images.copyTo(rows.get(i), sheet, (cell + i) * images.values());
    }
  }
}
