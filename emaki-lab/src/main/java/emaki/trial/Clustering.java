package emaki.trial;

import emaki.cluster.KMeans;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.eval.AdjustedRandIndex;
import emaki.eval.ContingencyTable;
import emaki.eval.MatchedAccuracy;
import emaki.eval.NormalizedMutualInformation;
import emaki.eval.Purity;
import emaki.eval.Silhouette;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * k-means on a run's latents: fitted on the training split and applied to the others, and fitted on
 * each split alone. Labels only score it, they never reach the fit; there are no scores where all
 * are the same. A figure that a split cannot have, having no labels or fewer points than clusters,
 * is null.
 */
public final class Clustering {
  /** Points whose silhouette is measured, at most, in each split. */
  private static final int SILHOUETTE_POINTS = 5000;

  private final Latents latents;
  private final int k;
  private final long seed;
  private final Map<String, Object> result = new LinkedHashMap<>();

  private Clustering(Latents latents, int k, long seed) {
    this.latents = latents;
    this.k = k;
    this.seed = seed;
  }

  /**
   * Clusters a run: puts the clusters into {@code latents.npz} and the scores into {@code
   * cluster.json}.
   *
   * @param k clusters, at least 2
   * @param seed of the starts
   * @return what {@code cluster.json} holds
   */
  public static Map<String, Object> run(RunFolder run, int k, long seed) throws IOException {
    try (RunLock lock = RunLock.of(run)) {
      Clustering clustering = new Clustering(run.latents(), k, seed);
      int[] clusters = clustering.fit(run);
      run.write(clustering.latents.withCluster(clusters));
      run.writeJson(run.clusterFile(), clustering.result);
      ClusterList.write(run, clustering.latents, clusters);
      return clustering.result;
    }
  }

  private int[] fit(RunFolder run) {
    result.put("run", run.path().toString());
    result.put("k", k);
    result.put("seed", seed);
    int[] train = latents.rows(Split.TRAIN);
    KMeans fitted = kMeans(latents.select(train));
    int[] clusters = fitted.assign(latents.values());
    result.put("inertia", fitted.inertia());
    result.put("sizes", sizes(clusters));
    Map<String, @Nullable Double> silhouette = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      int[] rows = latents.rows(split);
      silhouette.put(split.key(), silhouette(rows, select(clusters, rows)));
    }
    result.put("silhouette", silhouette);
    // Against a single class every clustering scores the same: such labels say nothing.
    if (IntStream.of(latents.labels()).filter(label -> label >= 0).distinct().count() > 1) {
      score(clusters);
    }
    return clusters;
  }

  /**
   * Scores of the fit on the training split by split and over all, and of a fit on each split
   * alone.
   */
  private void score(int[] clusters) {
    Map<String, @Nullable ContingencyTable> tables = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      int[] rows = latents.rows(split);
      tables.put(
          split.key(), ContingencyTable.of(select(latents.labels(), rows), select(clusters, rows)));
    }
    tables.put("all", ContingencyTable.of(latents.labels(), clusters));
    for (Split split : new Split[] {Split.VALIDATION, Split.TEST}) {
      tables.put(split.key() + "_alone", alone(latents.rows(split)));
    }
    tables.put("all_alone", alone(IntStream.range(0, latents.size()).toArray()));
    put("accuracy", tables, MatchedAccuracy::of);
    put("nmi", tables, NormalizedMutualInformation::of);
    put("ari", tables, AdjustedRandIndex::of);
    put("purity", tables, Purity::of);
    Map<String, int[] @Nullable []> confusion = new LinkedHashMap<>();
    tables.forEach(
        (name, table) ->
            confusion.put(name, table == null ? null : MatchedAccuracy.matched(table)));
    result.put("confusion", confusion);
  }

  private void put(
      String metric,
      Map<String, @Nullable ContingencyTable> tables,
      ToDoubleFunction<ContingencyTable> of) {
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    tables.forEach(
        (name, table) ->
            values.put(
                name, table == null || table.n() == 0 ? null : (Double) of.applyAsDouble(table)));
    result.put(metric, values);
  }

  /** Scores of a fit on these rows alone, or null where they are fewer than the clusters. */
  private @Nullable ContingencyTable alone(int[] rows) {
    float[] points = latents.select(rows);
    try {
      return ContingencyTable.of(select(latents.labels(), rows), kMeans(points).assign(points));
    } catch (InputException e) {
      return null;
    }
  }

  private KMeans kMeans(float[] points) {
    return KMeans.fit(points, latents.dimension(), KMeans.Options.of(k, seed));
  }

  /** The silhouette, or null where a split has fewer than two clusters. */
  private @Nullable Double silhouette(int[] rows, int[] clusters) {
    double value =
        Silhouette.of(latents.select(rows), latents.dimension(), clusters, SILHOUETTE_POINTS, seed);
    return Double.isNaN(value) ? null : value;
  }

  private int[] sizes(int[] clusters) {
    int[] sizes = new int[k];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
    return sizes;
  }

  private static int[] select(int[] values, int[] rows) {
    return IntStream.of(rows).map(row -> values[row]).toArray();
  }
}
