package emaki.cluster;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.eval.AdjustedRandIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far clusters depend on chance: what other fits agree with them, by the adjusted Rand index,
 * noise counting as one more cluster. No labels are needed. Clusters that are stable need not be
 * classes; ones that are not say little of the points.
 *
 * @param seeds against fits of the same points by other seeds; null where the method draws nothing
 *     at random
 * @param samples against fits of bootstrap samples, over the points that were drawn; a point drawn
 *     more than once takes part once, so that a sample has some 63 % of the points (Hennig 2007,
 *     "Cluster-wise assessment of cluster stability", section 2; Ben-Hur, Elisseeff and Guyon 2002,
 *     "A stability based method for discovering structure in clustered data"); null where no sample
 *     could be fitted
 */
public record Stability(@Nullable Agreement seeds, @Nullable Agreement samples) {
  /** Most refits of either kind. */
  public static final int MOST = 100;

  /**
   * Of some fits with the one that is judged.
   *
   * @param fits how many
   * @param mean adjusted Rand index
   * @param least of them
   * @param fewest clusters that one found
   * @param most clusters that one found
   */
  public record Agreement(int fits, double mean, double least, int fewest, int most) {
    private String told(String over) {
      return String.format(
          Locale.ROOT,
          "over %d %s: adjusted Rand index %.4f on average, %.4f at least; %s clusters",
          fits,
          over,
          mean,
          least,
          fewest == most ? String.valueOf(most) : fewest + " to " + most);
    }
  }

  /** Fits the points anew. */
  @FunctionalInterface
  public interface Refit {
    /**
     * Fits some of the points.
     *
     * @param rows of the points, ascending
     * @throws InputException where these cannot be fitted
     */
    Clusters fit(int[] rows, long seed);
  }

  private record One(double index, int clusters) {}

  /**
   * Measures it, by as many fits of either kind.
   *
   * @param refit by the method that is judged
   * @param seeded whether that draws anything at random, {@link Clusterer#seeded}
   * @param labels of the points, [n], noise -1
   * @param fits of either kind, at least 1
   * @param seed of the seeds and samples
   */
  public static Stability of(Refit refit, boolean seeded, int[] labels, int fits, long seed) {
    int n = labels.length;
    int[] all = IntStream.range(0, n).toArray();
    return new Stability(
        seeded ? agreement(refit, labels, fits, seed, "refit", i -> all) : null,
        agreement(refit, labels, fits, seed, "bootstrap", i -> drawn(n, seed, i)));
  }

  private static int[] drawn(int n, long seed, int sample) {
    return Streams.of(seed, "sample", sample).ints(n, 0, n).sorted().distinct().toArray();
  }

  private static @Nullable Agreement agreement(
      Refit refit, int[] labels, int fits, long seed, String stream, IntFunction<int[]> rows) {
    List<One> found = new ArrayList<>();
    for (int i = 0; i < fits; i++) {
      int[] some = rows.apply(i);
      try {
        Clusters again = refit.fit(some, Streams.of(seed, stream, i).nextLong());
        int[] own = IntStream.of(some).map(row -> labels[row]).toArray();
        found.add(new One(AdjustedRandIndex.of(own, again.labels()), again.count()));
      } catch (InputException e) {
        // Too few points are left for the method: the others tell, and how many they are.
      }
    }
    double[] indices = found.stream().mapToDouble(One::index).toArray();
    int[] counts = found.stream().mapToInt(One::clusters).sorted().toArray();
    return found.isEmpty()
        ? null
        : new Agreement(
            indices.length,
            Arrays.stream(indices).average().orElseThrow(),
            Arrays.stream(indices).min().orElseThrow(),
            counts[0],
            counts[counts.length - 1]);
  }

  /** In words, a line each. */
  public List<String> told() {
    return List.of(
        seeds == null
            ? "other seeds give the same clusters: the method draws nothing at random"
            : seeds.told("other seeds"),
        samples == null
            ? "no bootstrap sample could be fitted"
            : samples.told("bootstrap samples of the images"));
  }
}
