package emaki.trial;

import emaki.cluster.Clusterer;
import emaki.cluster.Clusterers;
import emaki.cluster.Clusters;
import emaki.cluster.NeighbourSource;
import emaki.cluster.Stability;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.eval.AdjustedRandIndex;
import emaki.eval.ContingencyTable;
import emaki.eval.MatchedAccuracy;
import emaki.eval.NormalizedMutualInformation;
import emaki.eval.Purity;
import emaki.eval.Silhouette;
import emaki.kernel.Neighbours;
import emaki.run.ClusteringRecord;
import emaki.run.Clusterings;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A clustering of a run's latents: fitted on the training split and applied to the others, and
 * fitted on each split alone; by a method that assigns no other points, fitted on all together.
 * Labels only score it, they never reach the fit; there are no scores where all are the same. A
 * figure that a split cannot have, having no labels or fewer points than clusters, is null.
 */
public final class Clustering {
  /** Points whose silhouette is measured, at most, in each split. */
  private static final int SILHOUETTE_POINTS = 5000;

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * What is asked for beside the method.
   *
   * @param name by which the run knows the clustering; one that has it already is replaced, unless
   *     a person has named its clusters
   * @param seed of the fits
   * @param refits by other seeds, and as many of bootstrap samples, that tell how stable the
   *     clusters are; 0: none
   */
  public record Options(String name, long seed, int refits) {}

  /** Hears what happens while the run is held. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /** Nothing that can be known before the fit speaks against it. */
    default void begins() {}

    /**
     * Another refit begins.
     *
     * @param refit from 1
     * @param of how many
     */
    default void refits(int refit, int of) {}

    /** The clustering is written. */
    default void written(ClusteringRecord clustering) throws IOException {}
  }

  private final Latents latents;
  private final NeighbourSource neighbours;
  private final NeighbourSource finder;
  private final Clusterer method;
  private final Options options;
  private final int threads;

  private Clustering(
      Latents latents,
      NeighbourSource neighbours,
      NeighbourSource finder,
      Clusterer method,
      Options options,
      int threads) {
    this.latents = latents;
    this.neighbours = neighbours;
    this.finder = finder;
    this.method = method;
    this.options = options;
    this.threads = threads;
  }

  /**
   * Clusters a run.
   *
   * @return the clustering's record
   */
  public static ClusteringRecord run(
      RunFolder run, Clusterer method, Options options, Listener listener) throws IOException {
    return run(run, method, options, listener, Neighbours::of);
  }

  /**
   * The same, where somebody else finds neighbours.
   *
   * @param finder of those of all points, unless they are kept, and of those of some points
   */
  public static ClusteringRecord run(
      RunFolder run, Clusterer method, Options options, Listener listener, NeighbourSource finder)
      throws IOException {
    Clusterings.requireName(options.name);
    try (RunLock lock = RunLock.of(run)) {
      run.clusterings().requireReplaceable(options.name);
      int threads = run.record().spec().training().threads();
      Clustering clustering =
          new Clustering(
              run.latents(), run.neighbours().foundBy(finder), finder, method, options, threads);
      listener.begins();
      Fit fit = clustering.fit();
      ClusteringRecord record = clustering.record(fit, clustering.stability(fit, listener));
      run.clusterings().write(record, clustering.latents, fit.labels);
      Optional<float[]> shares =
          fit.clusters.assigner().flatMap(rule -> rule.shares(clustering.latents.points()));
      if (shares.isPresent()) {
        run.clusterings().writeShares(record, shares.get());
      }
      listener.written(record);
      return record;
    }
  }

  /** The same under a name, without a look at how stable it is. */
  public static ClusteringRecord run(RunFolder run, Clusterer method, String name, long seed)
      throws IOException {
    return run(run, method, new Options(name, seed, 0), Listener.NONE);
  }

  /** The same by the method's own name, such as {@code kmeans}. */
  public static ClusteringRecord run(RunFolder run, Clusterer method, long seed)
      throws IOException {
    return run(run, method, name(method), seed);
  }

  /** By which a run knows a clustering that is given no name of its own. */
  public static String name(Clusterer method) {
    return method.spec().replaceFirst(":.*", "");
  }

  /**
   * What a clustering of points comes to that are no run's; nothing is written.
   *
   * @param neighbours of all points, for the methods that ask
   * @param name of the record
   * @param seed of the fits
   */
  public static ClusteringRecord of(
      Latents points,
      NeighbourSource neighbours,
      Clusterer method,
      String name,
      long seed,
      int threads) {
    Clustering clustering =
        new Clustering(
            points, neighbours, Neighbours::of, method, new Options(name, seed, 0), threads);
    return clustering.record(clustering.fit(), null);
  }

  /**
   * The clusters, those of all points, and which were fitted.
   *
   * @param fitted rows, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Fit(Clusters clusters, int[] labels, int[] fitted) {
    boolean together() {
      return fitted.length == labels.length;
    }
  }

  private Fit fit() {
    if (method.assigns()) {
      int[] training = latents.rows(Split.TRAIN);
      Clusters trained = fit(training, options.seed);
      if (trained.assigner().isPresent()) {
        return new Fit(trained, trained.assigner().get().assign(latents.points()), training);
      }
    }
    Clusters together = fit(all(), options.seed);
    return new Fit(together, together.labels(), all());
  }

  private @Nullable Stability stability(Fit fit, Listener listener) {
    if (options.refits == 0) {
      return null;
    }
    int of = (method.seeded() ? 2 : 1) * options.refits;
    AtomicInteger begun = new AtomicInteger();
    return Stability.of(
        (rows, seed) -> {
          listener.refits(begun.incrementAndGet(), of);
          return fit(select(fit.fitted, rows), seed);
        },
        method.seeded(),
        fit.clusters.labels(),
        options.refits,
        options.seed);
  }

  private ClusteringRecord record(Fit fit, @Nullable Stability stability) {
    int[] sizes = new int[fit.clusters.count()];
    IntStream.of(fit.labels)
        .filter(label -> label != Clusters.NOISE)
        .forEach(label -> sizes[label]++);
    int noise = fit.labels.length - IntStream.of(sizes).sum();
    // Against a single class every clustering scores the same: such labels say nothing.
    boolean scored =
        IntStream.of(latents.labels()).filter(label -> label >= 0).distinct().count() > 1;
    Map<String, @Nullable ContingencyTable> tables = scored ? tables(fit) : null;
    return new ClusteringRecord(
        options.name,
        method.spec(),
        Clusterers.origin(method.spec()).orElse(null),
        method.assumption(),
        fit.together() ? ClusteringRecord.ALL : ClusteringRecord.TRAIN,
        MILLISECONDS.format(Instant.now()),
        options.seed,
        sizes.length,
        noise,
        IntStream.of(sizes).boxed().toList(),
        fit.clusters.figures(),
        silhouettes(fit.labels),
        stability,
        each(tables, MatchedAccuracy::of),
        each(tables, NormalizedMutualInformation::of),
        each(tables, AdjustedRandIndex::of),
        each(tables, Purity::of),
        each(tables, table -> matched(table, noise > 0)));
  }

  /** Classes by clusters: of the fit by split and over all, and of a fit on each split alone. */
  private Map<String, @Nullable ContingencyTable> tables(Fit fit) {
    Map<String, @Nullable ContingencyTable> tables =
        new LinkedHashMap<>(Split.each(split -> table(latents.rows(split), fit.labels)));
    ContingencyTable all = ContingencyTable.of(latents.labels(), fit.labels);
    tables.put("all", all);
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      tables.put(split.key() + "_alone", alone(latents.rows(split)));
    }
    tables.put("all_alone", fit.together() ? all : alone(all()));
    return tables;
  }

  private ContingencyTable table(int[] rows, int[] clusters) {
    return ContingencyTable.of(select(latents.labels(), rows), select(clusters, rows));
  }

  /** Scores of a fit on these rows alone, or null where the method cannot fit so few. */
  private @Nullable ContingencyTable alone(int[] rows) {
    if (rows.length == 0) {
      return null;
    }
    try {
      return ContingencyTable.of(select(latents.labels(), rows), fit(rows, options.seed).labels());
    } catch (InputException e) {
      return null;
    }
  }

  /** Of all points the neighbours are kept; a split's own are others. */
  private Clusters fit(int[] rows, long seed) {
    if (rows.length == latents.size()) {
      return method.fit(latents.points(), neighbours, seed, threads);
    }
    return method.fit(latents.points().select(rows), finder, seed, threads);
  }

  private int[] all() {
    return IntStream.range(0, latents.size()).toArray();
  }

  private static <T> @Nullable Map<String, @Nullable T> each(
      @Nullable Map<String, @Nullable ContingencyTable> tables,
      Function<ContingencyTable, T> score) {
    if (tables == null) {
      return null;
    }
    Map<String, @Nullable T> values = new LinkedHashMap<>();
    tables.forEach(
        (name, table) ->
            values.put(name, table == null || table.n() == 0 ? null : score.apply(table)));
    return values;
  }

  /** With noise last even in a split that has none, so that one knows which column it is. */
  private static int[][] matched(ContingencyTable table, boolean noise) {
    int[][] matched = MatchedAccuracy.matched(table);
    return noise && !table.noise()
        ? Arrays.stream(matched)
            .map(row -> Arrays.copyOf(row, row.length + 1))
            .toArray(int[][]::new)
        : matched;
  }

  private Map<String, @Nullable Double> silhouettes(int[] clusters) {
    Map<String, @Nullable Double> silhouettes = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      silhouettes.put(split.key(), silhouette(latents.rows(split), clusters));
    }
    return silhouettes;
  }

  /** The silhouette of what is no noise, or null where that is in fewer than two clusters. */
  private @Nullable Double silhouette(int[] rows, int[] clusters) {
    int[] grouped = IntStream.of(rows).filter(row -> clusters[row] != Clusters.NOISE).toArray();
    double value =
        Silhouette.of(
            latents.select(grouped),
            latents.dimension(),
            select(clusters, grouped),
            SILHOUETTE_POINTS,
            options.seed);
    return Double.isNaN(value) ? null : value;
  }

  private static int[] select(int[] values, int[] rows) {
    return IntStream.of(rows).map(row -> values[row]).toArray();
  }
}
