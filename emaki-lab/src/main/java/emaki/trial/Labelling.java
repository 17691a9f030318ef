package emaki.trial;

import emaki.data.ImageSet;
import emaki.eval.ContingencyTable;
import emaki.eval.Purity;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.ImageNames;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels of a run's images, made of the names that a person gave to the clusters of a clustering.
 *
 * @param images their names
 * @param unnamed clusters that have none, and some image
 * @param noise images that are in no cluster
 * @param agreement of the named images that have a label of their own, the share whose label is the
 *     most frequent one under their name: the names' {@link Purity}; null where there are none.
 *     Labels only score
 */
public record Labelling(
    ImageNames images, List<Integer> unnamed, int noise, @Nullable Double agreement) {

  /**
   * Names a run's images, and writes {@code labels.csv}.
   *
   * @param clustering of the run
   * @throws emaki.data.InputException where its clusters or the run's latents are gone or damaged
   */
  public static Labelling run(RunFolder run, ClusteringRecord clustering, ClusterNames names)
      throws IOException {
    try (RunLock lock = RunLock.of(run)) {
      Latents latents = run.latents();
      int[] clusters = run.clusterings().labels(clustering, latents);
      Labelling labelling = of(clusters, names.byCluster(), latents.labels());
      labelling.images.write(run.labelsFile(), run.files());
      return labelling;
    }
  }

  private static Labelling of(int[] clusters, List<String> names, int[] own) {
    ImageNames images =
        new ImageNames(
            IntStream.of(clusters)
                .mapToObj(cluster -> cluster < 0 ? "" : names.get(cluster))
                .toList());
    int[] unnamed =
        IntStream.of(clusters)
            .filter(cluster -> cluster >= 0 && names.get(cluster).isEmpty())
            .sorted()
            .distinct()
            .toArray();
    int noise = (int) IntStream.of(clusters).filter(cluster -> cluster < 0).count();
    return new Labelling(
        images, IntStream.of(unnamed).boxed().toList(), noise, agreement(images.labels(), own));
  }

  private static @Nullable Double agreement(int[] given, int[] own) {
    int[] both =
        IntStream.range(0, own.length)
            .filter(row -> given[row] >= 0 && own[row] != ImageSet.NO_LABEL)
            .toArray();
    return both.length == 0
        ? null
        : Purity.of(
            ContingencyTable.of(
                IntStream.of(both).map(row -> own[row]).toArray(),
                IntStream.of(both).map(row -> given[row]).toArray()));
  }
}
