package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import emaki.kernel.Points;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code k=auto}. */
final class FoundCountTest {
  /** A run is given its clustering's spec back to make it again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kmeans:k=auto,starts=3",
        "mixture:k=auto,iterations=50",
        "spectral:k=auto,vectors=auto,neighbours=10,metric=auto",
        "spectral:k=auto,vectors=9,neighbours=10,metric=euclidean"
      })
  void aSpecIsWhatItSays(String spec) {
    assertThat(Clusterers.parse(spec).spec()).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource({
    "kmeans,        3, silhouette_of_sample",
    "kmeans,       11, silhouette_of_sample",
    "mixture,       3, bic_of_sample",
    "mixture,      11, bic_of_sample",
    "spectral,      3, eigengap",
    "spectral,     11, eigengap"
  })
  void asManyBlobsAreFoundAsThereAre(String method, int count, String figure) {
    for (double apart : new double[] {9, 60}) {
      Blobs blobs = Blobs.of(1650, 11, count, apart);
      Clusterer clusterer = Clusterers.parse(method + ":k=auto");
      Clusters found = clusterer.fit(blobs.points(), 3, 2);
      assertThat(found.count()).isEqualTo(count);
      assertThat(blobs.found(found.labels())).isGreaterThan(0.99);
      assertThat(found.figures()).containsKey(figure);
      assertThat(clusterer.assumption()).contains("their number is that", "of 2 to 40");
    }
  }

  /** More points than are tried: all are clustered, the same by any number of threads. */
  @Test
  void aSampleTellsForAll() {
    Blobs blobs = Blobs.of(6003, 3, 3, 9);
    Clusterer clusterer = Clusterers.parse("mixture:k=auto");
    int[] labels = clusterer.fit(blobs.points(), 3, 1).labels();
    assertThat(blobs.found(labels)).isGreaterThan(0.99);
    assertThat(clusterer.fit(blobs.points(), 3, 2).labels()).isEqualTo(labels);
  }

  @Test
  void triesNoMoreClustersThanThereArePoints() {
    Points three = new Points(new float[] {0, 0.1f, 5}, 1);
    assertThat(Clusterers.parse("kmeans:k=auto").fit(three, 1, 1).labels())
        .satisfies(labels -> assertThat(labels[0]).isEqualTo(labels[1]).isNotEqualTo(labels[2]));
    assertThatThrownBy(
            () -> Clusterers.parse("kmeans:k=auto").fit(new Points(new float[3], 1), 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("distinct");
  }

  /** Of 20 points in 30 dimensions every Gaussian has too few to be judged. */
  /** Latents that have all become one point have no graph that tells them apart. */
  @Test
  void fewerDistinctPointsThanClustersAreTold() {
    Points same = new Points(new float[60], 2);
    for (String method : List.of("kmeans:k=3", "mixture:k=3", "spectral:k=3,neighbours=5")) {
      assertThatThrownBy(() -> Clusterers.parse(method).fit(same, 1, 1))
          .as(method)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("distinct");
    }
  }

  @Test
  void whatCannotBeJudgedIsTold() {
    Blobs blobs = Blobs.of(20, 30, 2, 9);
    assertThatThrownBy(() -> Clusterers.parse("mixture:k=auto").fit(blobs.points(), 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "with the least BIC: none of 20 points of 30 dimensions can be judged");
  }

  /** 50 blobs that no edge joins: the first 41 eigenvalues are all 1. */
  @Test
  void aGraphInMorePiecesThanAreTriedIsTold() {
    Blobs blobs = Blobs.of(1000, 50, 50, 500);
    assertThatThrownBy(
            () -> Clusterers.parse("spectral:k=auto,neighbours=5").fit(blobs.points(), 1, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("give a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kmeans:k=many", "spectral:k=1", "islands:sizes=equal,k=auto"})
  void whatIsNoNumberIsRefused(String spec) {
    assertThatThrownBy(() -> Clusterers.parse(spec))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("whole number");
  }
}
