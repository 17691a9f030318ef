package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.cluster.Clusterer;
import emaki.cluster.Clusterers;
import emaki.cluster.Clusters;
import emaki.cluster.KMeansClusterer;
import emaki.cluster.Stability;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.run.ClusteringRecord;
import emaki.run.Clusterings;
import emaki.run.Latents;
import emaki.run.RunFields;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a line: class 0 at 0, class 1 at 10, and every fifth point of each far out at 100. */
final class ClusteringTest {
  private static final int POINTS = 40;

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void write() throws IOException {
    run = new RunFolder(folder.resolve("run"));
    Files.createDirectories(run.path());
    Files.writeString(
        run.recordFile(),
        """
        {"format": 1, "name": "run", "status": "finished", "emaki": "0.1", "seconds": 1, "epochs": 1,
         "command": "emaki train", "split": {"train": 20, "validation": 10, "test": 10}, "machine": {},
         "dataset": {"name": "d", "sha256": "0", "source": "d", "images": 40, "training": 30, "height": 1,
                     "width": 1, "channels": 1, "classes": 2, "class_names": ["a", "b"]},
         "spec": {"data": "d", "prior": "none", "sigma": 1.0, "lambda": 0.1, "latent_dim": 1, "hidden": [4],
                  "batch_size": 10, "learning_rate": 0.001, "epochs": 2, "patience": 0,
                  "validation_fraction": 0.5, "seed": 0, "threads": 1}}
        """);
    float[] values = new float[POINTS];
    int[] labels = new int[POINTS];
    byte[] split = new byte[POINTS];
    for (int i = 0; i < POINTS; i++) {
      labels[i] = i / 5 % 2;
      values[i] = (i % 5 == 4 ? 100 : labels[i] * 10) + i * 0.01f;
      split[i] = (byte) (i < 20 ? 0 : i < 30 ? 1 : 2);
    }
    run.write(new Latents(values, 1, labels, split, null, null));
  }

  /** Clusters by place; what is beyond 50 is noise, and no other points are assigned. */
  private record Islands() implements Clusterer {
    @Override
    public String spec() {
      return "islands:reach=50";
    }

    @Override
    public Clusters fit(Points all, long seed, int threads) {
      float[] points = all.values();
      int[] labels =
          IntStream.range(0, points.length)
              .map(i -> points[i] > 50 ? Clusters.NOISE : points[i] > 5 ? 1 : 0)
              .toArray();
      return new Clusters(labels, 2, Optional.empty(), Map.of("reach", 50.0));
    }
  }

  @Test
  void noiseIsWrongOneMoreClusterAndApart() throws IOException {
    ClusteringRecord record = Clustering.run(run, new Islands(), 3);
    assertThat(record.name()).isEqualTo("islands");
    assertThat(record.fitted()).isEqualTo(ClusteringRecord.ALL);
    assertThat(record.assumption()).isEqualTo("nothing of their sizes");
    assertThat(record.sizes()).containsExactly(16, 16);
    assertThat(record.noise()).isEqualTo(8);
    // Of ten test points eight are right; two are noise, whatever their class.
    assertThat(record.accuracy("test")).isEqualTo(0.8);
    assertThat(record.accuracy("all_alone")).isEqualTo(0.8);
    assertThat(record.confusion("test")).isDeepEqualTo(new int[][] {{4, 0, 1}, {0, 4, 1}});
    assertThat(record.purity()).containsEntry("test", 0.9);
    // With the noise as a third cluster, or its points in one of the two, it would be lower.
    assertThat(record.silhouette().get("train")).isGreaterThan(0.98);

    Latents latents = run.latents();
    assertThat(latents.cluster()).startsWith(0, 0, 0, 0, -1, 1, 1, 1, 1, -1);
    assertThat(run.clusterings().labels(record, latents)).isEqualTo(latents.cluster());
    assertThat(Files.readAllLines(run.clusterings().listFile("islands")))
        .contains("4,,train,a,-1", "5,,train,b,1");
    assertThat(RunFields.of(run)).containsEntry("cluster.figures.reach", 50.0);
  }

  @Test
  void aSplitWithoutNoiseHasItsColumn() throws IOException {
    Latents latents = run.latents();
    for (int i = 20; i < POINTS; i++) {
      latents.values()[i] = latents.labels()[i] * 10;
    }
    run.write(latents);
    assertThat(Clustering.run(run, new Islands(), 3).confusion("test"))
        .isDeepEqualTo(new int[][] {{5, 0, 0}, {0, 5, 0}});
  }

  @Test
  void neighboursAreKeptWhileTheLatentsStay() throws IOException {
    Points points = run.latents().points();
    Neighbours three = run.neighbours().of(points, 3, Metric.EUCLIDEAN, 1);
    assertSame(three, Neighbours.of(points, 3, Metric.EUCLIDEAN, 1));
    run.neighbours().of(points, 2, Metric.COSINE, 1);
    byte[] kept = Files.readAllBytes(run.neighbours().file());
    assertSame(
        run.neighbours().of(points, 2, Metric.EUCLIDEAN, 1),
        Neighbours.of(points, 2, Metric.EUCLIDEAN, 1));
    for (String method : List.of("islands", "spectral:k=2", "hdbscan:least=2")) {
      String few = method + (method.contains(":") ? "," : ":") + "neighbours=3";
      Clustering.run(run, Clusterers.parse(few), 3);
    }
    assertThat(run.neighbours().file()).hasBinaryContent(kept);

    Clustering.run(run, Clusterers.parse("islands:neighbours=4"), 3);
    assertThat(Files.readAllBytes(run.neighbours().file())).isNotEqualTo(kept);
    points.values()[7] += 50;
    assertSame(
        run.neighbours().of(points, 2, Metric.EUCLIDEAN, 1),
        Neighbours.of(points, 2, Metric.EUCLIDEAN, 1));
    Files.write(run.neighbours().file(), Arrays.copyOf(kept, kept.length / 2));
    assertSame(
        run.neighbours().of(points, 2, Metric.EUCLIDEAN, 1),
        Neighbours.of(points, 2, Metric.EUCLIDEAN, 1));
  }

  private static void assertSame(Neighbours found, Neighbours expected) {
    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  /** Of all images, those included that took no part in the fit. */
  @Test
  void aMixtureKeepsTheSharesOfItsClusters() throws IOException {
    ClusteringRecord mixture = Clustering.run(run, Clusterers.parse("mixture:k=3"), 3);
    Clustering.run(run, Clusterers.parse("kmeans:k=3"), 3);
    int[] labels = run.clusterings().labels(mixture, run.latents());
    NpyArray shares = Npz.read(run.path().resolve("clusterings/mixture.npz")).get("shares");
    assertThat(shares.shape()).containsExactly(POINTS, 3);
    for (int i = 0; i < POINTS; i++) {
      float[] row = Arrays.copyOfRange(shares.floats(), 3 * i, 3 * i + 3);
      assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-6f));
      assertThat(row[labels[i]]).isGreaterThan(0.5f);
    }
    assertThat(Npz.names(run.path().resolve("clusterings/kmeans.npz"))).containsExactly("cluster");
  }

  /**
   * Two blobs and what is far out are three clusters whatever the seed; four can be had many ways.
   */
  @Test
  void stabilityIsMeasuredWhereItIsAskedFor() throws IOException {
    List<String> heard = new ArrayList<>();
    Clustering.Listener listener =
        new Clustering.Listener() {
          @Override
          public void begins() {
            heard.add("begins");
          }

          @Override
          public void refits(int refit, int of) {
            heard.add(refit + "/" + of);
          }

          @Override
          public void written(ClusteringRecord clustering) {
            assertThat(run.clusterings().find(clustering.name())).isPresent();
            assertThat(RunLock.isHeld(run)).isTrue();
            heard.add("written");
          }
        };
    ClusteringRecord three =
        Clustering.run(
            run, new KMeansClusterer(3, 5), new Clustering.Options("three", 1, 2), listener);
    assertThat(heard).containsExactly("begins", "1/4", "2/4", "3/4", "4/4", "written");
    Stability.Agreement whole = new Stability.Agreement(2, 1, 1, 3, 3);
    assertThat(three.stability()).isEqualTo(new Stability(whole, whole));
    assertThat(run.clusterings().find("three").orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(three);
    assertThat(RunFields.of(run))
        .containsEntry("cluster.stability.seeds.mean", 1.0)
        .containsEntry("cluster.stability.samples.fits", "2");

    heard.clear();
    ClusteringRecord dense =
        Clustering.run(
            run,
            Clusterers.parse("hdbscan:least=4,neighbours=2"),
            new Clustering.Options("dense", 1, 3),
            listener);
    assertThat(heard).containsExactly("begins", "1/3", "2/3", "3/3", "written");
    assertThat(dense.stability()).isNotNull();
    assertThat(dense.stability().seeds()).isNull();
    assertThat(dense.stability().samples()).isNotNull();
    assertThat(Clustering.run(run, new KMeansClusterer(3, 5), 1).stability()).isNull();
  }

  @Test
  void whatIsRefusedBeforehandDoesNotBegin() {
    Clustering.Listener never =
        new Clustering.Listener() {
          @Override
          public void begins() {
            throw new AssertionError("it began");
          }
        };
    for (String name : List.of("../x", "a.png", "a-names")) {
      refused(
          () ->
              Clustering.run(
                  run, new KMeansClusterer(2, 5), new Clustering.Options(name, 1, 0), never),
          "name " + name);
    }
  }

  @Test
  void severalComeBackByName() throws IOException {
    ClusteringRecord three = Clustering.run(run, new KMeansClusterer(3, 5), 1);
    ClusteringRecord two = Clustering.run(run, new KMeansClusterer(2, 5), "two", 1);
    Clusterings clusterings = run.clusterings();
    Latents latents = run.latents();
    assertThat(clusterings.list().sound())
        .extracting(ClusteringRecord::name)
        .containsExactly("kmeans", "two");
    ClusteringRecord read = clusterings.find("kmeans").orElseThrow();
    assertThat(read).usingRecursiveComparison().isEqualTo(three);
    assertThat(read.fitted()).isEqualTo(ClusteringRecord.TRAIN);
    assertThat(clusterings.labels(read, latents)).containsOnly(0, 1, 2);
    assertThat(clusterings.latest().orElseThrow().name()).isEqualTo("two");
    assertThat(latents.cluster()).isEqualTo(clusterings.labels(two, latents)).containsOnly(0, 1);
    assertThat(run.clustersFile()).hasSameBinaryContentAs(clusterings.listFile("two"));
    assertThat(RunFields.of(run))
        .containsEntry("cluster.name", "two")
        .containsEntry("clusterings.kmeans.k", "3")
        .containsEntry("clusterings.two.inertia", two.inertia());

    Clustering.run(run, new KMeansClusterer(4, 5), 1);
    assertThat(clusterings.list().sound()).extracting(ClusteringRecord::k).containsExactly(2, 4);
    assertThat(run.latents().cluster()).containsOnly(0, 1, 2, 3);
  }

  @Test
  void thatOfBeforeThereWereNamesStays() throws IOException {
    int[] before = IntStream.range(0, POINTS).map(i -> i % 2).toArray();
    run.write(run.latents().withCluster(before));
    String old =
        """
        {"run": "x", "k": 2, "seed": 5, "inertia": 1.5, "sizes": [20, 20],
         "silhouette": {"train": null}, "accuracy": {"train": 0.5, "test_alone": null}}
        """;
    Path file = Files.writeString(run.path().resolve("cluster.json"), old);
    ClusteringRecord read = run.clusterings().latest().orElseThrow();
    assertThat(List.of(read.name(), read.method())).containsExactly("kmeans", "kmeans:k=2");
    assertThat(read.inertia()).isEqualTo(1.5);
    assertThat(read.accuracy("train")).isEqualTo(0.5);
    assertThat(run.clusterings().labels(read, run.latents())).isEqualTo(before);

    Clustering.run(run, new Islands(), 1);
    assertThat(file).doesNotExist();
    ClusteringRecord kept = run.clusterings().find("kmeans").orElseThrow();
    assertThat(kept).usingRecursiveComparison().isEqualTo(read);
    assertThat(run.clusterings().labels(kept, run.latents())).isEqualTo(before);
    assertThat(run.clusterings().latest().orElseThrow().name()).isEqualTo("islands");

    Files.writeString(file, old);
    Clustering.run(run, new KMeansClusterer(3, 5), 1);
    assertThat(file).doesNotExist();
    assertThat(run.clusterings().latest().orElseThrow().k()).isEqualTo(3);
  }

  @Test
  void damageIsNamedInOneLine() throws IOException {
    ClusteringRecord record = Clustering.run(run, new KMeansClusterer(2, 5), 1);
    Clusterings clusterings = run.clusterings();
    Path records = clusterings.folder();
    Latents latents = run.latents();
    Files.copy(records.resolve("kmeans.json"), records.resolve("other.json"));
    refused(() -> clusterings.find("other"), "other.json: is the record of another");
    for (String damaged :
        List.of("", "[]", "{\"k\": ", "{\"name\": \"other\"}", "{\"k\": \"x\"}")) {
      Files.writeString(records.resolve("other.json"), damaged);
      refused(() -> clusterings.find("other"), "other.json: is damaged");
      refused(clusterings::latest, "other.json: is damaged");
    }
    String anew = "(make it anew: cluster " + run.path();
    refused(() -> clusterings.find("other"), anew + " method METHOD name other)");
    Files.writeString(
        records.resolve("other.json"), "{\"name\": \"other\", \"method\": \"mixture:k=3\", ");
    refused(() -> clusterings.find("other"), anew + " method mixture:k=3 name other)");
    Files.delete(records.resolve("other.json"));
    Files.writeString(records.resolve("islands.json"), "");
    refused(() -> clusterings.find("islands"), anew + " method islands name islands)");
    Files.delete(records.resolve("islands.json"));
    String again = anew + " method kmeans:k=2,starts=5 seed 1 name kmeans)";
    byte[] whole = Files.readAllBytes(records.resolve("kmeans.npz"));
    for (byte[] cut : List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2))) {
      Files.write(records.resolve("kmeans.npz"), cut);
      refused(() -> clusterings.labels(record, latents), "kmeans.npz");
      refused(() -> clusterings.labels(record, latents), again);
    }
    Files.delete(records.resolve("kmeans.npz"));
    refused(() -> clusterings.labels(record, latents), "kmeans.npz: no such file " + again);
    refused(() -> Clustering.run(run, new KMeansClusterer(2, 5), "../x", 1), "name ../x");
    assertThat(clusterings.find("../run")).isEmpty();
  }

  /** The others are read, and one made anew by its name takes its place. */
  @Test
  void aDamagedOneIsInNobodysWay() throws IOException {
    Clustering.run(run, new KMeansClusterer(2, 5), 1);
    Clustering.run(run, new KMeansClusterer(3, 5), "v1.0", 1);
    Clustering.run(run, new KMeansClusterer(4, 5), "four", 1);
    Clusterings clusterings = run.clusterings();
    Files.writeString(clusterings.folder().resolve("four.json"), "{\"k\": ");
    Files.delete(clusterings.folder().resolve("v1.0.npz"));

    assertThat(clusterings.find("kmeans").orElseThrow().k()).isEqualTo(2);
    assertThat(clusterings.list().sound())
        .extracting(ClusteringRecord::name)
        .containsExactly("kmeans", "v1.0");
    assertThat(clusterings.list().damaged()).containsOnlyKeys("four");
    Clusterings.Listing whole = clusterings.list(run.latents());
    assertThat(whole.sound()).extracting(ClusteringRecord::name).containsExactly("kmeans");
    assertThat(whole.leftOut())
        .containsExactly(
            "The clustering four is left out: is damaged, at line 1, column 7.",
            "The clustering v1.0 is left out: no such file.");
    assertThat(RunFields.of(run))
        .containsEntry("cluster.name", "v1.0")
        .containsEntry("clusterings.\"v1.0\".k", "3")
        .containsEntry("clusterings.kmeans.k", "2")
        .containsEntry("clusterings.four.damaged", "is damaged, at line 1, column 7")
        .doesNotContainKeys("clusterings.kmeans.figures.inertia", "clusterings.four.k");

    Clustering.run(run, new KMeansClusterer(4, 5), "four", 1);
    Clustering.run(run, new KMeansClusterer(3, 5), "v1.0", 1);
    assertThat(clusterings.list(run.latents()).damaged()).isEmpty();
  }

  /** It stays, with its labels, until it is restored from a copy or one of its name is made. */
  @Test
  void aDamagedOneOfBeforeThereWereNamesIsPassedBy() throws IOException {
    int[] before = IntStream.range(0, POINTS).map(i -> i % 2).toArray();
    run.write(run.latents().withCluster(before));
    Path file = Files.writeString(run.path().resolve("cluster.json"), "{\"k\": ");
    Clustering.run(run, new KMeansClusterer(3, 5), "three", 1);
    Clusterings clusterings = run.clusterings();
    assertThat(clusterings.list().sound())
        .extracting(ClusteringRecord::name)
        .containsExactly("three");
    assertThat(clusterings.list().damaged()).containsOnlyKeys("kmeans");

    Files.writeString(file, "{\"k\": 2, \"seed\": 5, \"sizes\": [20, 20]}");
    ClusteringRecord restored = clusterings.find("kmeans").orElseThrow();
    assertThat(clusterings.labels(restored, run.latents())).isEqualTo(before);

    Files.writeString(file, "{\"k\": ");
    Clustering.run(run, new KMeansClusterer(4, 5), 1);
    assertThat(file).doesNotExist();
    assertThat(clusterings.list(run.latents()).damaged()).isEmpty();
    assertThat(clusterings.latest().orElseThrow().k()).isEqualTo(4);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String what) {
    assertThatThrownBy(work)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(what)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("jackson");
  }
}
