package emaki.benchmark;

import emaki.cluster.Clusterer;
import emaki.cluster.Clusterers;
import emaki.data.Dataset;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Splits;
import emaki.eval.PrincipalComponents;
import emaki.part.Parts;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.run.TrainingSpec;
import emaki.trial.Clustering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Clusterings of the images themselves, or of their principal components: what a representation
 * that was learnt is to be compared with. Splits are a run's of the same seed.
 */
public final class PixelClusterings {
  private PixelClusterings() {}

  /**
   * Clusters images by several methods, and keeps the records, no labels, in {@code
   * out/clusterings}; what is there already by the same method stays.
   *
   * @param components how many principal components of the images; 0: all pixels as they are
   * @param methods as {@link Clusterers} reads them, each of another name
   * @param seed of split and fits
   * @return the records, in the order of the methods
   * @throws InputException where a method or so many components cannot be: the others' records are
   *     kept
   */
  public static List<ClusteringRecord> run(
      Dataset data, int components, List<String> methods, Path out, long seed, int threads)
      throws IOException {
    List<Clusterer> clusterers = methods.stream().map(Clusterers::parse).toList();
    if (components < 0 || components > data.images().values()) {
      throw new InputException(
          "‹components› " + components,
          "expected 0 to " + data.images().values(),
          "give fewer, or 0 for the pixels");
    }
    RunFolder folder = new RunFolder(out);
    try (RunLock lock = RunLock.of(folder)) {
      Latents points = points(data, components, TrainingSpec.DEFAULT.withSeed(seed).splits(data));
      List<ClusteringRecord> records = new ArrayList<>();
      List<InputException> refused = new ArrayList<>();
      for (Clusterer method : clusterers) {
        String name = Parts.name(method.spec());
        try {
          ClusteringRecord record =
              folder
                  .clusterings()
                  .find(name)
                  .filter(made -> made.method().equals(method.spec()) && made.seed() == seed)
                  .orElseGet(
                      () ->
                          Clustering.of(points, folder.neighbours(), method, name, seed, threads));
          folder.clusterings().write(record);
          records.add(record);
        } catch (InputException e) {
          refused.add(e);
        }
      }
      if (!refused.isEmpty()) {
        throw refused.get(0);
      }
      return records;
    }
  }

  private static Latents points(Dataset data, int components, Splits splits) {
    ImageSet images = data.images();
    int[] all = IntStream.range(0, images.size()).toArray();
    float[] pixels = pixels(images, all);
    if (components == 0) {
      return latents(pixels, images.values(), images, splits);
    }
    PrincipalComponents axes = PrincipalComponents.of(pixels, images.values());
    return latents(axes.project(pixels, components), components, images, splits);
  }

  private static Latents latents(float[] values, int dimension, ImageSet images, Splits splits) {
    return new Latents(values, dimension, images.labels(), splits.codes(), null, null);
  }

  private static float[] pixels(ImageSet images, int[] rows) {
    int values = images.values();
    if ((long) rows.length * values > Integer.MAX_VALUE - 8) {
      throw new InputException(
          images.name(),
          "holds too many pixels to cluster them",
          "bring images to a smaller ‹resize›");
    }
    float[] pixels = new float[rows.length * values];
    for (int i = 0; i < rows.length; i++) {
      images.copyTo(rows[i], pixels, i * values);
    }
    return pixels;
  }
}
