package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.InputException;
import emaki.data.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StabilityTest {
  private static final int N = 2000;

  private final int[] labels = IntStream.range(0, N).map(i -> i % 4 - 1).toArray();

  private static Clusters clusters(int[] labels, int count) {
    return new Clusters(labels, count, Optional.empty(), Map.of());
  }

  private Clusters same(int[] rows) {
    return clusters(IntStream.of(rows).map(row -> labels[row]).toArray(), 3);
  }

  @Test
  void whatNeverChangesIsWhollyStable() {
    List<int[]> asked = new ArrayList<>();
    TreeSet<Long> seeds = new TreeSet<>();
    Stability.Refit refit =
        (rows, seed) -> {
          asked.add(rows);
          seeds.add(seed);
          return same(rows);
        };
    Stability stability = Stability.of(refit, true, labels, 4, 7);
    Stability.Agreement whole = new Stability.Agreement(4, 1, 1, 3, 3);
    assertThat(stability).isEqualTo(new Stability(whole, whole));
    assertThat(seeds).hasSize(8);
    assertThat(asked.subList(0, 4)).allSatisfy(rows -> assertThat(rows).hasSize(N));
    assertThat(asked.subList(4, 8))
        .allSatisfy(rows -> assertThat(rows.length).isBetween((int) (.6 * N), (int) (.66 * N)))
        .allSatisfy(rows -> assertThat(rows).isSorted().doesNotHaveDuplicates());
    assertThat(asked.get(5)).isNotEqualTo(asked.get(4));
    assertThat(stability.told())
        .containsExactly(
            "over 4 other seeds: adjusted Rand index 1.0000 on average, 1.0000 at least; 3 clusters",
            "over 4 bootstrap samples of the images: adjusted Rand index 1.0000 on average, 1.0000 at least; 3 clusters");
  }

  /** Half of the fits by other seeds agree, half are thrown at random. */
  @Test
  void theMeanAndTheLeastAreOverAllFits() {
    List<Integer> calls = new ArrayList<>();
    Stability.Refit refit =
        (rows, seed) -> {
          calls.add(rows.length);
          RandomGenerator random = Streams.of(seed, "test");
          return calls.size() % 2 == 0
              ? same(rows)
              : clusters(IntStream.of(rows).map(row -> random.nextInt(5)).toArray(), 5);
        };
    Stability.Agreement seeds = Stability.of(refit, true, labels, 6, 7).seeds();
    assertThat(seeds).isNotNull();
    assertThat(seeds.mean()).isCloseTo(0.5, within(0.01));
    assertThat(seeds.least()).isCloseTo(0, within(0.01));
    assertThat(List.of(seeds.fewest(), seeds.most())).containsExactly(3, 5);
  }

  @Test
  void whereNothingIsDrawnOrFittedItSaysSo() {
    Stability.Refit refused =
        (rows, seed) -> {
          throw new InputException("rows", "too few", "take more");
        };
    Stability none = Stability.of(refused, false, labels, 2, 7);
    assertThat(none).isEqualTo(new Stability(null, null));
    assertThat(none.told())
        .containsExactly(
            "other seeds give the same clusters: the method draws nothing at random",
            "no bootstrap sample could be fitted");
  }

  /** Four blobs are found as four by whoever looks, and cut into nine in many ways. */
  @Test
  void asManyClustersAsBlobsAreStableAndMoreAreNot() {
    Blobs blobs = Blobs.of(600, 3, 4, 12);
    for (String method : List.of("kmeans:k=4,starts=1", "mixture:k=4", "spectral:k=4")) {
      Stability.Agreement four = of(method, blobs).samples();
      assertThat(four).as(method).isNotNull();
      assertThat(four.least()).as(method).isGreaterThan(0.99);
    }
    Stability nine = of("kmeans:k=9,starts=1", blobs);
    assertThat(nine.seeds()).isNotNull();
    assertThat(nine.seeds().mean()).isLessThan(0.9);
    assertThat(of("hdbscan:least=20", blobs).seeds()).isNull();
  }

  private static Stability of(String method, Blobs blobs) {
    Clusterer clusterer = Clusterers.parse(method);
    int[] labels = clusterer.fit(blobs.points(), 1, 2).labels();
    return Stability.of(
        (rows, seed) -> clusterer.fit(blobs.points().select(rows), seed, 2),
        clusterer.seeded(),
        labels,
        3,
        1);
  }
}
