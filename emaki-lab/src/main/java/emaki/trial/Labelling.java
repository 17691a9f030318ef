package emaki.trial;

import emaki.data.ImageSet;
import emaki.eval.ContingencyTable;
import emaki.eval.Purity;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.ImageNames;
import emaki.run.Latents;
import emaki.run.Naming;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels of a run's images, made of the names that a person gave to the clusters of a clustering
 * and to some of the images.
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
   * Names a run's images, and writes {@code labels.csv}: names given by hand stay.
   *
   * @param clustering of the run
   * @throws emaki.data.InputException where its clusters or the run's latents are gone or damaged,
   *     or a {@code labels.csv} of before is
   */
  public static Labelling run(RunFolder run, ClusteringRecord clustering, ClusterNames names)
      throws IOException {
    try (RunLock lock = RunLock.of(run)) {
      Latents latents = run.latents();
      int[] clusters = run.clusterings().labels(clustering, latents);
      ImageNames before = ImageNames.soFar(run.labelsFile(), latents.size(), run.files());
      Labelling labelling = of(clusters, names.byCluster(), before, latents.labels());
      labelling.images.write(run.labelsFile(), run.files());
      return labelling;
    }
  }

  /**
   * Names some of a run's images in {@code labels.csv}.
   *
   * @param images how many the run has
   * @param namings rows of the run; of one in several the last holds
   * @return what these were called before: the namings that take it back
   * @throws emaki.data.InputException where the {@code labels.csv} of before is damaged
   */
  public static List<Naming> byHand(RunFolder run, int images, List<Naming> namings)
      throws IOException {
    try (RunLock lock = RunLock.of(run)) {
      ImageNames before = ImageNames.soFar(run.labelsFile(), images, run.files());
      before.with(namings).write(run.labelsFile(), run.files());
      return before.of(namings.stream().flatMap(naming -> naming.rows().stream()).toList());
    }
  }

  private static Labelling of(int[] clusters, List<String> names, ImageNames before, int[] own) {
    ImageNames images =
        before.over(
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
