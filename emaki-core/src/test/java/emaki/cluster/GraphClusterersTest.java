package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.kernel.Points;
import emaki.prior.Gaussian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spectral} and {@code islands}. */
final class GraphClusterersTest {
  /** A run is given its clustering's spec back to make it again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spectral:k=10,vectors=16,neighbours=10,metric=auto",
        "spectral:k=3,vectors=9,neighbours=5,metric=cosine",
        "islands:resolution=1.0,neighbours=10,metric=auto",
        "islands:neighbours=10,metric=euclidean,sizes=equal,k=7"
      })
  void aSpecIsWhatItSays(String spec) {
    assertThat(Clusterers.parse(spec).spec()).isEqualTo(spec);
  }

  @Test
  void spectralTakesMoreVectorsThanClusters() {
    assertThat(Clusterers.parse("spectral:k=20").spec()).contains("vectors=26");
  }

  @Test
  void spectralTakesFewForFewClusters() {
    assertThat(Clusterers.parse("spectral:k=2").spec()).contains("vectors=4");
    assertThat(Clusterers.parse("spectral:k=5").spec()).contains("vectors=8");
  }

  /** Where blobs stand by themselves, more vectors than blobs are of their insides. */
  @Test
  void spectralLeavesOutTheInsideOfClusters() {
    Blobs apart = Blobs.of(600, 3, 4, 12);
    Clusters found = Clusterers.parse("spectral:k=4,vectors=10").fit(apart.points(), 1, 1);
    assertThat(found.figures()).containsEntry("vectors", 4.0);
    assertThat(apart.found(found.labels())).isEqualTo(1);
    Blobs whole = Blobs.of(600, 2, 1, 0);
    assertThat(Clusterers.parse("spectral:k=10").fit(whole.points(), 1, 1).figures())
        .doesNotContainKey("vectors");
  }

  @Test
  void spectralFollowsRingsThatKMeansCuts() {
    Blobs rings = Blobs.rings(600);
    assertThat(rings.found(fit("kmeans:k=2", rings, 1))).isLessThan(0.8);
    assertThat(rings.found(fit("spectral:k=2,vectors=2", rings, 1))).isEqualTo(1);
  }

  @Test
  void spectralFindsBlobsJoinedOrNot() {
    for (double apart : new double[] {6, 60}) {
      Blobs blobs = Blobs.of(400, 4, 4, apart);
      int[] labels = fit("spectral:k=4,vectors=4", blobs, 1);
      assertThat(labels).containsOnly(0, 1, 2, 3);
      assertThat(blobs.found(labels)).isGreaterThan(0.99);
    }
  }

  /**
   * More pieces than clusters leave k-means many minima; the best of a few starts is no more than
   * one of them.
   */
  @Test
  void spectralSwapsUntilSeedsAgree() {
    Blobs pieces = Blobs.of(2400, 24, 8, 6);
    double[] inertias =
        LongStream.range(0, 4)
            .mapToObj(seed -> Clusterers.parse("spectral:k=10").fit(pieces.points(), seed, 1))
            .mapToDouble(found -> found.figures().get("inertia"))
            .sorted()
            .toArray();
    assertThat(inertias[3]).isLessThan(1.00001 * inertias[0]);
  }

  @Test
  void islandsAreAsManyAsThereAre() {
    Blobs blobs = Blobs.of(1000, 20, 8, 12);
    Clusters found = Clusterers.parse("islands:resolution=0.3").fit(blobs.points(), 5, 2);
    assertThat(found.count()).isEqualTo(8);
    assertThat(blobs.found(found.labels())).isEqualTo(1);
    assertThat(Sizes.of(found.labels(), 8)).containsOnly(125);
  }

  /** Eight blobs alike make four classes in any way, but all of one size. */
  @Test
  void islandsAreGroupedToEqualSizes() {
    Blobs blobs = Blobs.of(1200, 20, 8, 12);
    Clusterer method = Clusterers.parse("islands:sizes=equal,k=4");
    assertThat(method.assumption())
        .startsWith("4 classes of equal size, as nearly as islands allow: off_sizes");
    Clusters found = method.fit(blobs.points(), 5, 2);
    int[] sizes = Sizes.of(found.labels(), 4);
    assertThat(IntStream.of(sizes).boxed()).allMatch(size -> Math.abs(size - 300) < 15);
    double off = IntStream.of(sizes).map(size -> Math.abs(size - 300)).max().orElse(0) / 300.0;
    assertThat(found.figures().get("off_sizes")).isCloseTo(off, within(1e-12));
  }

  @Test
  void islandsAreGroupedToGivenSizes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sizes.csv");
    Files.writeString(file, "ka,600\n\nki,300\nku,300\n");
    Blobs blobs = Blobs.of(1200, 20, 8, 12);
    Clusterer method = Clusterers.parse("islands:sizes=" + file);
    assertThat(method.spec()).endsWith(",k=3");
    assertThat(method.assumption())
        .startsWith(
            "classes of the proportions 0.5000, 0.2500, 0.2500, as nearly as islands allow");
    int[] sizes = Sizes.of(method.fit(blobs.points(), 5, 2).labels(), 3);
    assertThat(sizes[0]).isBetween(585, 615);
    assertThat(sizes[1]).isBetween(285, 315);

    Files.writeString(file, "1\n".repeat(400));
    Clusterer many = Clusterers.parse("islands:sizes=" + file);
    assertThatThrownBy(() -> many.fit(blobs.points(), 5, 2))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("sizes " + file)
        .hasMessageContaining("found 400 classes and ");

    Files.writeString(file, "ka;0,5\nki;0,25\nku; 0,25\n");
    assertThat(Clusterers.parse("islands:sizes=" + file).assumption())
        .startsWith("classes of the proportions 0.5000, 0.2500, 0.2500");
    Files.writeString(file, "0,5\n0,25\n0,25\n");
    assertThatThrownBy(() -> Clusterers.parse("islands:sizes=" + file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has two lines for a class named 0 (decimals take a point");
    Files.writeString(file, "ka,600\nki,none\n");
    assertThatThrownBy(() -> Clusterers.parse("islands:sizes=" + file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected sizes above 0, found none");
    Files.writeString(file, "1e308\n1e308\n");
    assertThatThrownBy(() -> Clusterers.parse("islands:sizes=" + file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its sizes are too large to be added");
    assertThatThrownBy(() -> Clusterers.parse("islands:sizes=nowhere.csv"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
  }

  /** Each point and its one neighbour: as many islands as would never come to an end. */
  @Test
  void tooManyIslandsAreNotGrouped() {
    Points many = new Points(new Gaussian(3).sample(6000, Streams.of(1, "many")), 3);
    Clusterer method = Clusterers.parse("islands:neighbours=1,sizes=equal,k=3");
    assertThatThrownBy(() -> method.fit(many, 5, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("islands are too many to be grouped");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spectral:k=4,vectors=6", "islands", "islands:sizes=equal,k=3", "kmeans:k=4"})
  void threadsChangeNothing(String spec) {
    Blobs blobs = Blobs.of(300, 3, 5, 3);
    assertThat(fit(spec, blobs, 2)).isEqualTo(fit(spec, blobs, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "islands:k=10 | k=10 goes with sizes",
        "islands:k=auto | islands are as many as there are",
        "islands:sizes=equal | equal sizes take a number of classes",
        "islands:resolution=4,sizes=equal,k=10 | leave out resolution=4",
        "spectral:metric=manhattan | no such metric: manhattan"
      })
  void optionsThatMeanNothingAreRefused(String method, String told) {
    assertThatThrownBy(() -> Clusterers.parse(method))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(told);
  }

  @Test
  void whatThePointsDoNotHoldIsRefused() {
    Blobs few = Blobs.of(60, 2, 2, 9);
    assertThatThrownBy(() -> fit("islands:sizes=equal,k=30", few, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected no more classes than islands");
    assertThatThrownBy(() -> fit("spectral:k=2,neighbours=60", few, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected more points than neighbours, found 60");
  }

  /** Before hours of search, and before there is no memory left. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1100000 | islands:neighbours=1000 | neighbours=1000, ends of edges: 2,200,000,000 are more",
        "1100000 | spectral:k=2,neighbours=1000 | neighbours=1000, ends of edges: 2,200,000,000",
        "4000000 | spectral:k=1000 | 1006 eigenvectors of 4,000,000 points: needs 129.6 GB of memory",
        "4000000 | spectral:k=1000 | (lower k or the method's vectors, or raise the heap: memory -Xmx173g)"
      })
  void whatFindsNoRoomIsRefused(int n, String method, String told) {
    NeighbourSource never =
        (points, k, metric, threads) -> {
          throw new AssertionError("they were sought");
        };
    Points many = new Points(new float[n], 1);
    assertThatThrownBy(() -> Clusterers.parse(method).fit(many, never, 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(told);
  }

  private static int[] fit(String spec, Blobs blobs, int threads) {
    Clusters found = Clusterers.parse(spec).fit(blobs.points(), 3, threads);
    assertThat(IntStream.of(found.labels()).distinct().count()).isEqualTo(found.count());
    return found.labels();
  }
}
