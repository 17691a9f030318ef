package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Finished runs as emaki 0.1 wrote them (format 1) are read for ever: people keep runs for longer
 * than a version. What these folders hold is never made anew. A new format is a folder beside them,
 * and whoever changes how runs are stored teaches the reader both.
 *
 * <p>{@code roll} is an autoencoder towards a swiss roll, clustered, with a classifier of its
 * latents inside; {@code cnn} a classifier of pixels with batch normalisation. Both on kana:300 at
 * 8x8. {@code decoded.npz} is what {@code roll} made of its own latents then. Some pictures and
 * checkpoints, and the lock files, are left out, as where a run has been copied.
 */
final class OldRunTest {
  /** Of float32 latents and probabilities on another processor. */
  private static final float ROUNDING = 1e-4f;

  private static final String IMAGES = "--data kana:300 --resize 8x8 ";

  private Path folder;

  @BeforeEach
  void copy() throws Exception {
    folder = Cli.here();
    Path stored = Path.of(OldRunTest.class.getResource("/runs/format-1").toURI());
    try (var files = Files.walk(stored)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, folder.resolve(stored.relativize(file).toString()));
      }
    }
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1)).succeeded();
  }

  @Test
  void areListedAndShown() throws Exception {
    JsonNode runs = run("runs list . --json").json().path("runs");
    assertThat(runs.findValuesAsText("run")).containsExactly("./cnn", "./roll");
    assertThat(runs.findValuesAsText("status")).containsOnly("finished");
    assertThat(runs.findValuesAsText("what")).containsExactly("cnn on pixels", "prior swiss-roll");
    assertThat(run("runs list roll --json").json().at("/runs/0/run").asText())
        .isEqualTo("roll/classifier");

    JsonNode roll = run("runs show roll --json").json();
    assertThat(roll.path("spec.prior").asText()).isEqualTo("swiss-roll");
    assertThat(roll.path("spec.lambda").asDouble()).isEqualTo(0.01);
    assertThat(roll.path("spec.hidden").asText()).isEqualTo("[16]");
    assertThat(roll.path("dataset.images").asInt()).isEqualTo(350);
    assertThat(roll.path("best_epoch").asInt()).isEqualTo(14);
    assertThat(roll.path("reconstruction_mse.test").asDouble()).isEqualTo(0.038141821771860124);
    assertThat(roll.path("divergence.floor").asDouble()).isEqualTo(3.602870325548259);
    assertThat(roll.path("cluster.k").asInt()).isEqualTo(4);
    assertThat(roll.path("cluster.inertia").asDouble()).isEqualTo(50.99069248159273);
    assertThat(roll.path("cluster.accuracy.test").asDouble()).isEqualTo(0.3);
    assertThat(roll.path("cluster.nmi.all").asDouble()).isEqualTo(0.08474893196409018);
    assertThat(roll.path("cluster.silhouette.train").asDouble()).isEqualTo(0.46180094379191694);

    assertThat(roll.has("cluster.figures.inertia")).isFalse();

    JsonNode cnn = run("runs show cnn --json").json();
    assertThat(cnn.path("spec.network.filters").asText()).isEqualTo("[4,8]");
    assertThat(cnn.path("spec.network.dropout").asDouble()).isEqualTo(0.25);
    assertThat(cnn.path("accuracy.validation").asDouble()).isEqualTo(0.43333333333333335);
  }

  @Test
  void areReportedAndTakenAway() throws Exception {
    run("report roll");
    assertThat(Files.readString(folder.resolve("roll/report.html")))
        .contains("prior swiss-roll (sigma 1.0, lambda 0.01)", "Cluster sizes, all images: 98, 87")
        .contains("<strong>0.0381</strong>", "<td>0.3253</td>", "<td>0.2800</td>");
    run("report cnn");
    assertThat(Files.readString(folder.resolve("cnn/report.html"))).contains("<td>0.5200</td>");
    assertThat(run("export roll --explorer roll.html --json").json().path("points").asInt())
        .isEqualTo(350);
    assertThat(folder.resolve("roll.html")).content().contains("swiss-roll");
    JsonNode others =
        run("export roll --huggingface roll-model --parquet roll.parquet --tensorboard log --json")
            .json();
    assertThat(others.path("rows").asInt()).isEqualTo(350);
    assertThat(folder.resolve("roll-model/README.md")).content().contains("| 0.0381 |");
    assertThat(others.path("tensorboard").get(4).asText()).isEqualTo("log/projector_config.pbtxt");
    run("export cnn --tensorboard log/cnn --huggingface cnn-model");
    assertThat(folder.resolve("cnn-model/config.json")).content().contains("emaki-classifier");
  }

  @Test
  void theirNetworksGiveWhatTheyGave() throws Exception {
    run("encode roll " + IMAGES + "--out encoded.npz");
    assertThat(arrays("encoded.npz").get("latents").floats())
        .containsExactly(arrays("roll/latents.npz").get("latents").floats(), within(ROUNDING));
    run("decode roll --latents roll/latents.npz --out again.npz");
    byte[] decoded = arrays("decoded.npz").values().iterator().next().bytes();
    byte[] again = arrays("again.npz").values().iterator().next().bytes();
    assertThat(again).hasSameSizeAs(decoded);
    for (int i = 0; i < again.length; i++) {
      assertThat(again[i] & 0xff).as("value %d", i).isCloseTo(decoded[i] & 0xff, within(1));
    }
    predictsAsItDid("roll/classifier", 0.31142857142857144);
    predictsAsItDid("cnn", 0.6771428571428572);
  }

  private void predictsAsItDid(String classifier, double accuracy) throws Exception {
    JsonNode said = run("predict " + classifier + " " + IMAGES + "--out p.csv --json").json();
    assertThat(said.path("accuracy").asDouble()).isEqualTo(accuracy);
    float[] then = arrays(classifier + "/predictions.npz").get("probabilities").floats();
    List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
    assertThat(lines).hasSize(351);
    for (int row = 0; row < 350; row++) {
      String[] fields = lines.get(row + 1).split(",", -1);
      for (int c = 0; c < 10; c++) {
        assertThat(Float.parseFloat(fields[5 + c])).isCloseTo(then[row * 10 + c], within(ROUNDING));
      }
    }
  }

  /** Of the autoencoder; the clusters of another k-means would be others, but as tight. */
  @Test
  void isWorkedOnFurther() throws Exception {
    JsonNode walk = run("walk roll --rows 3 --columns 4 --json").json();
    assertThat(walk.path("down").asText()).isEqualTo("angle");
    assertThat(walk.path("across").asText()).isEqualTo("linear direction");
    BufferedImage picture = ImageIO.read(folder.resolve("roll/figures/walk.png").toFile());
    assertThat(picture.getWidth()).isGreaterThan(picture.getHeight());

    JsonNode clusters = run("cluster roll --k 4 --seed 0 --json").json();
    assertThat(clusters.path("inertia").asDouble()).isCloseTo(50.990692, within(0.5));
    assertThat(clusters.path("sizes")).hasSize(4);
    assertThat(run("runs show roll --json").json().path("cluster.inertia"))
        .isEqualTo(clusters.path("inertia"));
  }

  /** What is damaged is said, with the way to make it anew, and hides nothing else. */
  @Test
  void aDamagedClusteringLocksNothing() throws Exception {
    Files.writeString(folder.resolve("roll/cluster.json"), "{\"k\": ");
    run("cluster roll --k 3 --name three.0");
    JsonNode shown = run("runs show roll --json").json();
    assertThat(shown.path("cluster.name").asText()).isEqualTo("three.0");
    assertThat(shown.path("clusterings.\"three.0\".k").asInt()).isEqualTo(3);
    assertThat(shown.path("clusterings.kmeans.damaged").asText()).contains("is damaged, at line 1");
    String again = "emaki cluster roll --method kmeans --name kmeans";
    assertThat(run("runs show roll").err()).contains(again);
    assertThat(run("report roll").err())
        .contains("left out: roll/cluster.json: is damaged, at line 1, column 7 (make it anew:")
        .contains(again);
    assertThat(Files.readString(folder.resolve("roll/report.html")))
        .contains("The clustering kmeans is left out", "kmeans:k=3");
    run("cluster roll --k 4 --name kmeans");
    assertThat(run("report roll").err()).doesNotContain("left out");
  }

  @Test
  void anAutoencoderNamesItsClassifier() throws Exception {
    Cli.Result result = new Cli(folder).run(("predict roll " + IMAGES).split(" ")).refused();
    assertThat(result.err())
        .contains("roll: is an autoencoder's run", "(name the classifier's, roll/classifier)");
  }

  private Map<String, NpyArray> arrays(String file) {
    return Npz.read(folder.resolve(file));
  }
}
