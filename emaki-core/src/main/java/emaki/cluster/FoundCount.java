package emaki.cluster;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.eval.Silhouette;
import emaki.kernel.Points;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A method whose number of clusters is found first: each from {@value #LEAST} to {@value #MOST} is
 * tried on a sample of the points, and all points are clustered into as many as a criterion likes
 * best, the fewest among equals.
 *
 * @param spec with {@code k=auto}
 * @param method of a number of clusters
 * @param criterion by which numbers are compared
 */
record FoundCount(String spec, IntFunction<Clusterer> method, Criterion criterion)
    implements Clusterer {
  /** Fewest clusters that are tried. */
  static final int LEAST = 2;

  /** Most clusters that are tried. */
  static final int MOST = 40;

  /** Points that each number is tried on, at most. */
  private static final int SAMPLE = 5000;

  /** How good a clustering of a sample is. */
  @FunctionalInterface
  interface Score {
    /** The higher the better; NaN: not to be taken. */
    double of(Points sample, Clusters clusters, long seed);
  }

  /**
   * By what numbers of clusters are compared.
   *
   * @param figure its name among the figures, of the number that was taken
   * @param told what is taken, in words
   * @param patience numbers in a row that are no better, after which no more are tried
   */
  record Criterion(String figure, String told, int patience, Score score) {
    private static final int SILHOUETTE_POINTS = 2000;

    /** The mean {@link Silhouette} of 2,000 points: cheap, with several peaks, so all are tried. */
    static final Criterion SILHOUETTE =
        new Criterion(
            "silhouette_of_sample",
            "with the largest mean silhouette",
            MOST,
            (sample, clusters, seed) ->
                Silhouette.of(
                    sample.values(),
                    sample.dimension(),
                    clusters.labels(),
                    SILHOUETTE_POINTS,
                    seed));

    /**
     * Bayes' information criterion (Schwarz 1978). A Gaussian of no more points than it has
     * dimensions fits them at will, and is not to be taken.
     */
    static final Criterion BIC =
        new Criterion(
            "bic_of_sample",
            "with the least BIC",
            5,
            (sample, clusters, seed) ->
                IntStream.of(Sizes.of(clusters.labels(), clusters.count())).min().orElse(0)
                        > sample.dimension()
                    ? -clusters.figures().getOrDefault("bic", Double.NaN)
                    : Double.NaN);

    private double figure(double score) {
      return this == BIC ? -score : score;
    }
  }

  /** What is said of a number of clusters that was found. */
  static String told(String how) {
    return "nothing of their sizes; their number is that %s, of %d to %d"
        .formatted(how, LEAST, MOST);
  }

  @Override
  public String assumption() {
    return told(criterion.told) + ", tried on at most %,d points".formatted(SAMPLE);
  }

  @Override
  public Clusters fit(Points points, long seed, int threads) {
    Points sample = sample(points, seed);
    int best = LEAST;
    double highest = Double.NEGATIVE_INFINITY;
    boolean fitted = false;
    for (int k = LEAST; k <= MOST && k - best <= criterion.patience; k++) {
      Clusters clusters;
      try {
        clusters = method.apply(k).fit(sample, seed, threads);
      } catch (InputException e) {
        break; // as many clusters as there are points to tell apart
      }
      fitted = true;
      double score = criterion.score.of(sample, clusters, seed);
      if (score > highest) {
        best = k;
        highest = score;
      }
    }
    if (fitted && highest == Double.NEGATIVE_INFINITY) {
      throw new InputException(
          "k=auto",
          "%s: none of %,d points of %d dimensions can be judged"
              .formatted(criterion.told, sample.size(), sample.dimension()),
          "give a number");
    }
    Clusters all = method.apply(best).fit(points, seed, threads);
    Map<String, Double> figures = new LinkedHashMap<>(all.figures());
    if (Double.isFinite(highest)) {
      figures.put(criterion.figure, criterion.figure(highest));
    }
    return new Clusters(all.labels(), all.count(), all.assigner(), figures);
  }

  private static Points sample(Points points, long seed) {
    int n = points.size();
    return n <= SAMPLE
        ? points
        : points.select(
            Streams.of(seed, "count").ints(0, n).distinct().limit(SAMPLE).sorted().toArray());
  }
}
