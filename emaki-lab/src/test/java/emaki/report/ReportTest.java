package emaki.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.cluster.Stability;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportTest {
  private static final String EVIL = "</script><img src=x onerror=alert(1)>";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("figures"));
    Files.writeString(
        folder.resolve("metrics.csv"),
        """
        epoch,seconds,train_reconstruction,train_divergence,train_entropy,train_cross_entropy,train_total,\
        validation_reconstruction,validation_divergence,validation_entropy,validation_cross_entropy,validation_total
        1,1.0,0.1,2,3,4,5,0.11,2.1,3.1,4.1,5.1
        2,1.0,0.09,1,3,4,5,0.10,1.1,3.1,4.1,5.1
        """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void isOneSafeFileForAnyDimension(int k) throws Exception {
    run(k, k == 3 ? "swiss-roll" : "gaussian", true);
    String page = Files.readString(Report.write(folder));
    assertThat(page).doesNotContain(EVIL).contains("&lt;/script&gt;&lt;img src=x");
    assertThat(page)
        .doesNotContainPattern("(src|href)\\s*=\\s*[\"']?(https?:|//)")
        .doesNotContain("@import");
    assertThat(page).contains("0.4321").contains("Provenance").contains("\"colourBlind\"");
    assertThat(page.contains("Test latents by class, two coordinates at a time.")).isEqualTo(k > 1);
    assertDrawn("180", "3000");
  }

  /** Each measure of training and test latents, beside what the prior's own points come to. */
  @Test
  void tellsHowThePriorIsFilled() throws Exception {
    run(3, "swiss-roll", true);
    Path file = folder.resolve("run.json");
    String fit =
        """
        {"two_sample_accuracy": %s, "coverage": %s, "off": %s, "sliced_distance": %s, "points": 180}""";
    String all =
        "\"fit\": {\"train\": %s, \"test\": %s, \"floor\": %s}, \"reconstruction_mse\""
            .formatted(
                fit.formatted("0.61", "0.91", "1.91", "0.041"),
                fit.formatted("0.62", "0.92", "1.92", "0.042"),
                fit.formatted("0.53", "0.93", "1.03", "0.013"));
    Files.writeString(file, Files.readString(file).replace("\"reconstruction_mse\"", all));
    assertThat(Files.readString(Report.write(folder)))
        .containsSubsequence("0.610", "0.620", "0.530", "0.5")
        .containsSubsequence("0.910", "0.920", "0.930", "1<")
        .containsSubsequence("1.910", "1.920", "1.030", "1<")
        .containsSubsequence("0.041", "0.042", "0.013", "0<");
  }

  @Test
  void worksWithoutLabelsClustersAndPrior() throws Exception {
    run(3, "none", false);
    String page = Files.readString(Report.write(folder));
    assertThat(page).contains("Not clustered yet").doesNotContain("its floor");
    assertDrawn("180", null);
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    assertThatThrownBy(() -> Report.write(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("run.json");
    run(3, "none", false);
    Files.write(folder.resolve("latents.npz"), new byte[] {'P', 'K', 3, 4, 5});
    assertThatThrownBy(() -> Report.write(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("latents.npz");
    Files.delete(folder.resolve("latents.npz"));
    assertThatThrownBy(() -> Report.write(folder)).hasMessageContaining("its status is finished");
    assertThat(folder.resolve("report.html")).doesNotExist();
  }

  @Test
  void aDamagedClusteringIsLeftOutAndTold() throws Exception {
    run(3, "none", true);
    Files.writeString(folder.resolve("cluster.json"), "{\"k\": ");
    assertThat(Files.readString(Report.write(folder)))
        .contains("<p>The clustering kmeans is left out: is damaged, at line 1, column 7.</p>")
        .doesNotContain("Not clustered yet");
  }

  /** Noise has a word of its own in the tables, and every clustering can be coloured by. */
  @Test
  void showsEachClusteringAndNoise() throws Exception {
    run(3, "none", true);
    RunFolder run = new RunFolder(folder);
    Latents latents = run.latents();
    int[] labels = IntStream.range(0, 200).map(i -> i % 4 - 1).toArray();
    ClusteringRecord islands =
        new ClusteringRecord(
            "islands",
            "hdbscan:least=5",
            null,
            "3 classes of equal size",
            ClusteringRecord.ALL,
            "2026-01-01T00:00:00.000Z",
            7,
            3,
            50,
            List.of(50, 50, 50),
            Map.of("islands", 12.0, "log_likelihood", -271617.26459872304),
            Map.of(),
            new Stability(null, new Stability.Agreement(4, 0.87654, 0.75, 2, 3)),
            Map.of("train", 0.25, "test", 0.75),
            null,
            null,
            null,
            Map.of("test", new int[][] {{40, 0, 5, 45}, {3, 42, 0, 45}}));
    run.clusterings().write(islands, latents, labels);
    String page = Files.readString(Report.write(folder));
    assertThat(page)
        .contains(
            "<h3>kmeans</h3>", "kmeans:k=3, seed 0", "training split and applied to the others")
        .contains("<h3>islands</h3>", "hdbscan:least=5, seed 7", "all splits together")
        .contains("Assumed: 3 classes of equal size.")
        .contains("Cluster sizes, all images: 50, 50, 50; noise, in none of them: 50")
        .contains("<p>Stability, other seeds give the same clusters: the method draws nothing")
        .contains("adjusted Rand index 0.8765 on average, 0.7500 at least; 2 to 3 clusters.</p>")
        .contains("islands 12", "log likelihood -271617.3")
        .contains("<th>noise</th>", "<strong>0.750</strong>");
    JsonNode cloud =
        new ObjectMapper().readTree(page.replaceAll("(?s).*id=\"cloud\">(.*?)</script>.*", "$1"));
    JsonNode clusters = cloud.at("/splits/test/clusters");
    assertThat(clusters.properties()).extracting(Map.Entry::getKey).contains("kmeans", "islands");
    assertThat(clusters.at("/islands/0").asInt()).isEqualTo(-1);
    assertThat(clusters.at("/kmeans/0").asInt()).isEqualTo(2);

    Files.delete(folder.resolve("clusterings/kmeans.npz"));
    assertThat(Files.readString(Report.write(folder)))
        .contains("The clustering kmeans is left out: no such file.", "hdbscan:least=5, seed 7")
        .doesNotContain("kmeans:k=3, seed 0");
    assertDrawn("180", null);
  }

  /** In a real browser: the script ran, without an error, and drew every point. */
  private void assertDrawn(String latents, String prior) throws Exception {
    String root =
        Browser.root(
            folder.resolve("report.html").toUri().toString(),
            Files.createDirectory(folder.resolve("profile")));
    assertThat(root)
        .contains("data-ready=\"true\"")
        .contains("data-drawn=\"" + latents + "\"")
        .doesNotContain("data-error");
    if (prior != null) {
      assertThat(root).contains("data-prior=\"" + prior + "\"");
    }
  }

  private void run(int k, String prior, boolean labelled) throws IOException {
    boolean regularised = !prior.equals("none");
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"format": 1, "name": "%s", "status": "finished", "emaki": "0.1", "seconds": 12, "epochs": 2,
         "command": "emaki train %s", "split": {"train": 10, "validation": 10, "test": 180}, "machine": {},
         "dataset": {"name": "d", "sha256": "0", "source": "d", "images": 200, "training": 20, "height": 1,
                     "width": 1, "channels": 1, "classes": %d, "class_names": [%s]},
         "spec": {"data": "d", "prior": "%s", "sigma": 1.0, "lambda": 0.1, "latent_dim": %d, "hidden": [4],
                  "batch_size": 10, "learning_rate": 0.001, "epochs": 2, "patience": 0,
                  "validation_fraction": 0.5, "seed": 0, "threads": 1},
         "reconstruction_mse": {"test": 0.4321},
         "divergence": {"name": "cauchy-schwarz", "test": %s, "floor": %s, "sample_size": 10}}
        """
            .formatted(
                EVIL,
                EVIL,
                labelled ? 2 : 0,
                labelled ? "\"a\", \"" + EVIL + "\"" : "",
                prior,
                k,
                regularised ? "0.9" : "null",
                regularised ? "0.3" : "null"));
    int n = 200;
    Random random = new Random(k);
    float[] latents = new float[n * k];
    int[] labels = new int[n];
    int[] clusters = new int[n];
    byte[] split = new byte[n];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < n; i++) {
      labels[i] = labelled ? i % 2 : -1;
      clusters[i] = i % 3;
      split[i] = (byte) (i < 10 ? 0 : i < 20 ? 1 : 2);
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("latents", NpyArray.of(latents, n, k));
    arrays.put("labels", NpyArray.of(labels, n));
    arrays.put("split", NpyArray.of(split, n));
    if (labelled) {
      arrays.put("cluster", NpyArray.of(clusters, n));
      Files.writeString(
          folder.resolve("cluster.json"),
          """
          {"k": 3, "seed": 0, "sizes": [67, 67, 66], "accuracy": {"train": 0.5, "test": 0.6},
           "confusion": {"test": [[30, 30, 30], [31, 29, 30]]}}
          """);
    }
    Npz.write(folder.resolve("latents.npz"), arrays);
  }
}
