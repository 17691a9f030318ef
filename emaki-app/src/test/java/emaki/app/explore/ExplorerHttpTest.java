package emaki.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.app.TrainForm;
import emaki.app.explore.RawHttp.Answer;
import emaki.cluster.Clusterer;
import emaki.cluster.Clusters;
import emaki.cluster.KMeansClusterer;
import emaki.data.InputException;
import emaki.kernel.Points;
import emaki.model.Autoencoder;
import emaki.run.Json;
import emaki.run.KeptMap;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunStore;
import emaki.run.Snapshot;
import emaki.trial.Clustering;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server, asked as friends would; {@link ExplorerGuardTest} asks as strangers. */
final class ExplorerHttpTest {
  @TempDir static Path root;
  @TempDir static Path outside;
  private static Explorer explorer;
  private static RawHttp http;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(WebFiles.class.getResource("/emaki/app/explore/web/files.txt"))
        .as("built with its pages")
        .isNotNull();
    ExploredRuns.make(root);
    explorer = Explorer.start(new RunStore(root), 0, new TrainForm());
    http = new RawHttp(explorer.address());
  }

  @AfterAll
  static void stop() {
    if (explorer != null) {
      explorer.close();
    }
  }

  @Test
  void arraysAreWhatTheRunHolds() throws Exception {
    Latents latents = RunFolder.open(root.resolve("roll")).latents();
    Answer answer = http.get("/api/runs/roll/points/latents");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(floats(answer.body())).isEqualTo(latents.values());
    assertThat(http.get("/api/runs/roll/points/split").body()).isEqualTo(latents.split());
    assertThat(http.get("/api/runs/roll/points/labels").body().length)
        .isEqualTo(4 * ExploredRuns.IMAGES);
    String tag = answer.headers().get("ETag");
    Answer again = http.get("/api/runs/roll/points/latents", "If-None-Match: " + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(http.get("/api/runs/ring/clusterings/kmeans").status()).isEqualTo(404);
    assertThat(http.get("/api/runs/roll/points/nonsense").status()).isEqualTo(404);
    assertThat(http.get("/api/runs/roll/points/predicted").status()).isEqualTo(404);
    assertThat(json(http.get("/api/runs/roll/files"))).isEmpty();
    assertThat(http.get("/api/runs/roll/report").status()).isEqualTo(404);
    assertThat(http.post("/api/runs/roll/report", new byte[0]).status()).isEqualTo(403);
    assertThat(floats(http.get("/api/runs/plain/points/axes").body())).hasSize(4 * 6);
    assertThat(floats(http.get("/api/runs/plain/snapshots/5/axes").body())).hasSize(4 * 6);
    assertThat(floats(http.get("/api/runs/ring/points/axes").body())).hasSize(3 * 2);
    assertThat(http.get("/api/runs/plain/snapshots/99/axes").status()).isEqualTo(404);
  }

  @Test
  void theNeighbourMapIsMadeAndKept() throws Exception {
    float[] variance = floats(http.get("/api/runs/plain/points/variance").body());
    assertThat(variance).hasSize(3);
    assertThat(variance[0] + variance[1] + variance[2]).isBetween(.5f, 1f);
    Answer made = http.get("/api/runs/plain/points/map");
    for (; made.status() == 202; made = http.get("/api/runs/plain/points/map")) {
      assertThat(json(made).fieldNames()).toIterable().containsExactly("stage", "done", "seconds");
    }
    RunFolder plain = RunFolder.open(root.resolve("plain"));
    assertThat(new KeptMap(plain).kept(plain.latents().points())).hasValue(floats(made.body()));
  }

  @Test
  void damagedSnapshotsAreRefused() throws Exception {
    Snapshot snapshot = RunFolder.open(root.resolve("plain")).snapshot(98);
    for (int dimension : new int[] {6, 5}) {
      float[] latents = new float[2 * dimension];
      latents[3] = Float.NaN;
      snapshot.write(latents, dimension);
      for (String path : new String[] {"", "/axes"}) {
        Answer answer = http.get("/api/runs/plain/snapshots/98" + path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text())
            .contains(dimension == 6 ? "not a finite number" : "holds no latents [points, 6]");
      }
    }
    Files.delete(snapshot.file());
  }

  /**
   * Of a method that knows noise and assigns no other points; the table shows the one made last.
   */
  @Test
  void anyClusteringIsTold() throws Exception {
    RunFolder run = RunFolder.open(root.resolve("roll"));
    Clusterer sides =
        new Clusterer() {
          @Override
          public String spec() {
            return "sides";
          }

          @Override
          public Clusters fit(Points points, long seed, int threads) {
            int[] labels = IntStream.range(0, points.size()).map(i -> i % 3 - 1).toArray();
            return new Clusters(labels, 2, Optional.empty(), Map.of());
          }
        };
    Clustering.run(run, sides, 0);
    try {
      JsonNode told = json(http.get("/api/runs/roll")).path("clusterings");
      assertThat(told.findValuesAsText("name")).containsExactly("four", "kmeans", "sides");
      assertThat(told.at("/2/noise").asInt()).isEqualTo(117);
      assertThat(told.at("/2/fitted").asText()).isEqualTo("all");
      assertThat(told.at("/2/matching")).hasSize(10).extracting(JsonNode::asInt).contains(0, 1, -1);
      assertThat(told.at("/1/matching")).hasSize(10).extracting(JsonNode::asInt).doesNotContain(-1);
      assertThat(http.get("/api/runs/roll/clusterings/sides").body())
          .startsWith(-1, -1, -1, -1, 0, 0, 0, 0, 1, 0, 0, 0);
      RunRow row = RunRow.of(run);
      assertThat(row.fields())
          .containsEntry("cluster.name", "sides")
          .containsKeys("cluster.accuracy.test", "cluster.ari.all")
          .doesNotContainKeys("clusterings.four.k", "cluster.ari.test", "cluster.assumption");
      // A run with clusterings without number is no wider than one with one.
      assertThat(row.fields().keySet()).filteredOn(name -> name.startsWith("cluster")).hasSize(13);
    } finally {
      Clustering.run(run, new KMeansClusterer(10, 5), 0);
      try (var files = Files.list(run.clusterings().folder())) {
        for (Path file :
            files.filter(each -> each.getFileName().toString().startsWith("sides")).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Runs of older versions kept no errors, and no checksums: then errors are computed. */
  @Test
  void errorsAreWhatTheRunKeptOrAreComputed() throws Exception {
    RunFolder ring = RunFolder.open(root.resolve("ring"));
    Latents kept = ring.latents();
    assertThat(floats(http.get("/api/runs/ring/points/errors").body())).isEqualTo(kept.error());
    Path file = root.resolve("ring/run.json");
    String record = Files.readString(file);
    Files.writeString(
        file, ((ObjectNode) Json.MAPPER.readTree(record)).without("checksums").toString());
    ring.write(
        new Latents(
            kept.values(), kept.dimension(), kept.labels(), kept.split(), kept.cluster(), null));
    assertThat(ring.latents().error()).isNull();
    assertThat(floats(http.get("/api/runs/ring/points/errors").body())).isEqualTo(kept.error());
    ring.write(kept);
    Files.writeString(file, record);
  }

  @Test
  void decodesAndEncodesAsTheModelDoes() throws Exception {
    float[] latent = {1, 2, 3};
    Answer decoded = http.post("/api/runs/roll/decode", Binary.of(latent), token());
    assertThat(decoded.status()).as(decoded.text()).isEqualTo(200);
    try (Autoencoder model = Autoencoder.load(root.resolve("roll/model.safetensors"), 2)) {
      assertThat(decoded.body()).isEqualTo(Binary.pixels(model.decode(latent)));
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
    Answer encoded = http.post("/api/runs/roll/encode", png.toByteArray(), token());
    JsonNode place = json(encoded);
    assertThat(place.path("latent")).hasSize(3);
    assertThat(place.path("image").binaryValue()).hasSize(28 * 28).containsOnly(0);
    assertThat(place.path("reconstruction").binaryValue()).hasSize(28 * 28);
    assertThat(place.path("error").asDouble()).isPositive();
    assertThat(place.path("classes").isNull()).isTrue();
    Answer flat = http.post("/api/runs/roll/chart", Binary.of(new float[] {0.5f, 0.5f}), token());
    assertThat(floats(flat.body())).hasSize(3);
    assertThat(http.get("/api/runs/roll/map?rows=3&columns=4").body()).hasSize(12 * 28 * 28);
  }

  @Test
  void imagesComeInPages() throws Exception {
    JsonNode run = json(http.get("/api/runs/roll"));
    int values = 28 * 28;
    assertThat(run.at("/image/page").asInt()).isEqualTo((1 << 20) / values);
    assertThat(http.get("/api/runs/roll/images/0").body()).hasSize(ExploredRuns.IMAGES * values);
    assertThat(http.get("/api/runs/roll/images/1").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotUnderstoodIsOneSentence() throws Exception {
    for (byte[] body : new byte[][] {{}, new byte[11], new byte[12 * 5000]}) {
      Answer answer = http.post("/api/runs/roll/decode", body, token());
      assertThat(answer.status()).isEqualTo(400);
      assertThat(json(answer).path("error").asText()).contains("Expected 1 to 4096 rows of 3");
    }
    byte[] notFinite = Binary.of(new float[] {Float.NaN, 0, 0});
    assertThat(http.post("/api/runs/roll/decode", notFinite, token()).text()).contains("NaN");
    assertThat(http.get("/api/runs/roll/map?rows=99&columns=99").status()).isEqualTo(400);
    assertThat(http.get("/api/runs/roll/map").status()).isEqualTo(400);
    Answer noImage =
        http.post("/api/runs/roll/encode", "text".getBytes(StandardCharsets.UTF_8), token());
    assertThat(noImage.status()).isEqualTo(422);
    assertThat(json(noImage).path("error").asText()).contains("not an image");
    Answer tooLarge =
        http.post(
            "/api/runs/roll/encode", new byte[(int) ModelRoutes.MOST_UPLOAD_BYTES + 1], token());
    assertThat(tooLarge.status()).isEqualTo(413);
  }

  /** Links are followed within the folder of runs only, and nothing but files is opened. */
  @Test
  void noLinkInARunLeadsOut() throws Exception {
    Path secret = Files.writeString(outside.resolve("secret"), "a secret,b\nanother secret,2\n");
    for (String file :
        new String[] {
          "metrics.csv", "cluster.json", "clusterings/four.json", "latents.npz", "model.safetensors"
        }) {
      Path run = Files.createDirectories(root.resolve("leads-out"));
      for (String kept : new String[] {"metrics.csv", "latents.npz", "model.safetensors"}) {
        Files.copy(root.resolve("ring").resolve(kept), run.resolve(kept));
      }
      Files.createDirectories(run.resolve("clusterings"));
      Files.deleteIfExists(run.resolve(file));
      Files.createSymbolicLink(run.resolve(file), secret);
      Files.copy(root.resolve("ring/run.json"), run.resolve("run.json"));
      awaitStatus("/api/runs/leads-out", status -> status != 404);
      for (String path :
          new String[] {
            "", "/metrics", "/points/latents", "/points/errors", "/map?rows=1&columns=1"
          }) {
        Answer answer = http.get("/api/runs/leads-out" + path);
        assertThat(answer.status()).as(file + path).isEqualTo(422);
        assertThat(answer.text()).contains(file, "leads out of").doesNotContain("secret,");
      }
      assertThat(http.get("/api/runs?whole").text()).doesNotContain("another secret");
      try (var files = Files.walk(run)) {
        for (Path each : files.filter(found -> !Files.isDirectory(found)).toList()) {
          Files.delete(each);
        }
      }
      awaitStatus("/api/runs/leads-out", status -> status == 404);
    }
    Path run = root.resolve("leads-out");
    Path far = Files.createDirectories(outside.resolve("clusterings"));
    Files.writeString(far.resolve("four.json"), "{\"name\": \"another secret\"}");
    Files.delete(run.resolve("clusterings"));
    Files.createSymbolicLink(run.resolve("clusterings"), far);
    Files.copy(root.resolve("ring/run.json"), run.resolve("run.json"));
    awaitStatus("/api/runs/leads-out", status -> status == 422);
    assertThat(http.get("/api/runs?whole").text())
        .contains("clusterings: leads out of")
        .doesNotContain("another secret");
    Files.delete(run.resolve("run.json"));
    awaitStatus("/api/runs/leads-out", status -> status == 404);
    Files.delete(run.resolve("clusterings"));
    Files.createSymbolicLink(run.resolve("metrics.csv"), root.resolve("ring/metrics.csv"));
    Files.copy(root.resolve("ring/run.json"), run.resolve("run.json"));
    awaitStatus("/api/runs/leads-out/metrics", status -> status == 200);
    Files.delete(run.resolve("run.json"));
  }

  /** A run that is a link to one on another disk is that run. */
  @Test
  void aRunMayLieElsewhere() throws Exception {
    Path run = Files.createDirectories(outside.resolve("far"));
    for (String kept : new String[] {"metrics.csv", "run.json"}) {
      Files.copy(root.resolve("ring").resolve(kept), run.resolve(kept));
    }
    Path link = Files.createSymbolicLink(root.resolve("far"), run);
    awaitStatus("/api/runs/far/metrics", status -> status == 200);
    Files.delete(link);
  }

  @Test
  void aDamagedClusteringIsLeftOutInOneSentence() throws Exception {
    Path run = Files.createDirectories(root.resolve("damaged"));
    Files.createDirectories(run.resolve("clusterings"));
    for (String kept : new String[] {"latents.npz", "model.safetensors", "run.json"}) {
      Files.copy(root.resolve("ring").resolve(kept), run.resolve(kept));
    }
    Files.writeString(run.resolve("cluster.json"), "no json");
    Files.writeString(run.resolve("clusterings/four.json"), "no json");
    Files.createDirectories(run.resolve("classifier"));
    Files.writeString(run.resolve("classifier/classification.json"), "no json");
    Files.writeString(run.resolve("labels.csv"), "row,name\n999,ki\n");
    awaitStatus("/api/runs/damaged", status -> status == 200);
    JsonNode told = json(http.get("/api/runs/damaged"));
    assertThat(told.path("clusterings")).isEmpty();
    assertThat(told.path("left_out"))
        .extracting(JsonNode::asText)
        .satisfiesExactly(
            four -> assertThat(four).startsWith("The clustering four is left out: is damaged"),
            kmeans -> assertThat(kmeans).startsWith("The clustering kmeans is left out"),
            classifier -> assertThat(classifier).startsWith("The classifier is left out: is damag"),
            labels -> assertThat(labels).startsWith("labels.csv is left out: ").contains("999"));
    assertThat(told.path("classifier").isNull()).isTrue();
    Answer answer = http.get("/api/runs/damaged/clusterings/four");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("four.json: is damaged", "--method METHOD --name four");
    assertThat(RunRow.of(RunFolder.open(run)).fields())
        .containsEntry("status", "finished")
        .containsKeys("clusterings.four.damaged", "clusterings.kmeans.damaged");
    Files.delete(run.resolve("run.json"));
  }

  private static void awaitStatus(String path, IntPredicate wanted) throws Exception {
    int status = http.get(path).status();
    for (int i = 0; i < 300 && !wanted.test(status); i++) {
      Thread.sleep(100);
      status = http.get(path).status();
    }
    assertThat(wanted.test(status)).as("%s: %d", path, status).isTrue();
  }

  @Test
  void aRunThatAppearsIsTold() throws Exception {
    try (Socket socket = new Socket(explorer.address().getHost(), explorer.address().getPort())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /api/events HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n"
              .formatted(explorer.address().getAuthority())
              .getBytes(StandardCharsets.UTF_8));
      BufferedReader events =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      awaitLine(events, "listening");
      Path copy = Files.createDirectories(root.resolve("late"));
      Files.copy(root.resolve("ring/run.json"), copy.resolve("run.json"));
      assertThat(awaitLine(events, "\"late\"")).contains("\"rows\"");
      Files.delete(copy.resolve("run.json"));
      assertThat(awaitLine(events, "\"gone\":[\"late\"]")).isNotEmpty();
    }
  }

  @Test
  void aTakenPortIsSaid() {
    int port = explorer.address().getPort();
    assertThatThrownBy(() -> Explorer.start(new RunStore(root), port, new TrainForm()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--port " + port);
  }

  private static String awaitLine(BufferedReader lines, String wanted) throws IOException {
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.contains(wanted)) {
        return line;
      }
    }
    throw new AssertionError("the stream ended before " + wanted);
  }

  private static String token() throws IOException {
    return Guard.TOKEN_HEADER + ": " + json(http.get("/api/session")).path("token").asText();
  }

  private static JsonNode json(Answer answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
