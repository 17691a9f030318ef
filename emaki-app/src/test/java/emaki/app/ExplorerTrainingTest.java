package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.app.explore.Explorer;
import emaki.app.explore.RawHttp;
import emaki.app.explore.RawHttp.Answer;
import emaki.data.Npz;
import emaki.run.Json;
import emaki.run.RunStore;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Priors are saved, trainings started and stopped: by {@code emaki explore} as its own process
 * where that begins or ends, else by the explorer within this one.
 */
final class ExplorerTrainingTest {
  private static final float[] CORNERS = {-1, -1, 1, -1, 1, 1, -1, 1};
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path folder;
  private Process process;
  private Explorer explorer;
  private URI address;
  private RawHttp http;
  private String token;

  @BeforeEach
  void needsPages() {
    assumeThat(Main.class.getResource("/emaki/app/explore/web/files.txt"))
        .as("built with its pages")
        .isNotNull();
  }

  private void begin() throws Exception {
    process = new Cli(folder).start("explore", "runs", "--no-browser");
    connect(URI.create(await(this::said, text -> text.startsWith("http")).strip()));
  }

  private void beginHere() throws Exception {
    folder = Cli.here();
    if (!Cli.isHere(folder)) {
      begin();
      return;
    }
    explorer = Explorer.start(new RunStore(Path.of("runs")), 0, new TrainForm());
    connect(explorer.address());
  }

  private void connect(URI to) throws IOException {
    address = to;
    http = new RawHttp(address);
    token = "X-Emaki-Token: " + json(http.get("/api/session")).path("token").asText();
  }

  private String said() throws IOException {
    try (var files = Files.list(folder)) {
      Path out =
          files
              .filter(file -> file.getFileName().toString().startsWith("out"))
              .max(java.util.Comparator.comparingLong(file -> file.toFile().lastModified()))
              .orElseThrow();
      return Files.readString(out);
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (process != null) {
      interrupt();
    }
    if (explorer != null) {
      explorer.close();
    }
  }

  /** Ctrl-C, to the explorer alone: what it started it must stop by itself. */
  private void interrupt() throws Exception {
    process.destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** A browser's memory and its bookmarks hang on the port. */
  @Test
  void aFolderHasAnAddressOfItsOwnUnlessThatIsTaken() throws Exception {
    begin();
    URI first = address;
    Process other = new Cli(folder).start("explore", "runs", "--no-browser");
    try {
      URI second = URI.create(await(this::said, text -> text.startsWith("http")).strip());
      assertThat(second).isNotEqualTo(first);
    } finally {
      other.destroy();
    }
    interrupt();
    begin();
    assertThat(address).isEqualTo(first);
  }

  @Test
  void aDrawnPriorIsSavedByTheLibrarysWriterAndNeverReplaced() throws Exception {
    beginHere();
    Answer saved = save("corners", 2, CORNERS);
    assertThat(saved.status()).as(saved.text()).isEqualTo(201);
    assertThat(json(saved).path("prior").asText()).isEqualTo("points:runs/priors/corners.npz");
    Path file = folder.resolve("runs/priors/corners.npz");
    assertThat(Npz.readOne(file, "points").floats()).isEqualTo(CORNERS);
    ByteBuffer back =
        ByteBuffer.wrap(http.get("/api/priors/corners").body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(back.getInt()).isEqualTo(2);
    assertThat(back.getFloat()).isEqualTo(-1);
    assertThat(save("corners", 2, CORNERS).status()).isEqualTo(409);
    assertThat(json(http.get("/api/priors")).findValuesAsText("name")).containsExactly("corners");
  }

  @Test
  void priorsOfBadNamesShapesAndSizesAreRefused() throws Exception {
    beginHere();
    for (String name :
        new String[] {"..", "%2e%2e%2fx", "a%2fb", ".x", "a%00b", "logs", "a".repeat(90)}) {
      assertThat(save(name, 2, CORNERS).status()).as(name).isIn(400, 404, 422);
    }
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(save("x", 4, CORNERS).status()).isEqualTo(400);
    assertThat(save("x", 3, CORNERS).status()).isEqualTo(400);
    assertThat(save("x", 2, new float[0]).status()).isEqualTo(400);
    assertThat(save("x", 2, new float[] {1, Float.NaN}).status()).isEqualTo(400);
    assertThat(save("x", 2, new float[2 * 50_001]).text()).contains("50000");
    byte[] body = bytes(CORNERS);
    assertThat(http.post("/api/priors/x?dimension=2", body).status()).isEqualTo(403);
    assertThat(http.get("/api/priors/..%2f..%2fetc").status()).isIn(400, 404);
  }

  @Test
  void theFormIsTheCommandsOwnAndSoAreItsRefusals() throws Exception {
    beginHere();
    JsonNode options = json(http.get("/api/train")).path("options");
    assertThat(options.findValuesAsText("name"))
        .contains("data", "resize", "prior", "sigma", "hidden", "threads", "out")
        .doesNotContain("resume", "json", "help", "quiet");
    assertThat(refusal("sigma", "abc")).isEqualTo("sigma: 'abc' is neither a number nor auto");
    assertThat(refusal("sigma", "-1")).isEqualTo("sigma: expected a width from 1e-9 to 1e9");
    assertThat(refusal("epochs", "0")).contains("epochs: ", "Expected epochs from 1");
    assertThat(refusal("batch-size", "0")).contains("batch-size: ", "a batch size from 1");
    assertThat(refusal("prior", "pyramid")).contains("prior: ", "no such prior");
    assertThat(refusal("prior", "points:gone.csv")).contains("no such file");
    assertThat(refusal("prior", "swiss-roll", "latent-dim", "2")).contains("prior: ", "lives in 3");
    assertThat(refusal("resize", "big")).contains("resize: ");
    assertThat(refusal("out", "../x")).contains("out: ", "plain name");
    assertThat(refusal("out", "priors")).contains("out: ", "plain name");
    assertThat(refusal("nonsense", "1")).contains("no such option");
    assertThat(refusal("skip-unreadable", "maybe")).contains("skip-unreadable: ", "yes or no");
    save("corners", 2, CORNERS);
    JsonNode plan =
        check("data", "kana:400", "prior", "points:runs/priors/corners.npz", "latent-dim", "2");
    assertThat(plan.path("command").asText())
        .isEqualTo(
            "emaki train --data kana:400 --prior points:runs/priors/corners.npz --latent-dim 2"
                + " --out runs/kana-400-corners-1");
    assertThat(
            check("data", "x", "objective", "views", "skip-unreadable", "yes")
                .path("command")
                .asText())
        .isEqualTo("emaki train --data x --skip-unreadable --objective views --out runs/x-views-1");
    assertThat(
            http.post("/api/train/check", "[1]".getBytes(StandardCharsets.UTF_8), token).status())
        .isEqualTo(400);
  }

  /** Through cancel, resume and the end of the explorer to the bits of an undisturbed run. */
  @Test
  void aTrainingIsCancelledResumedAndStoppedWithTheExplorer() throws Exception {
    folder = Cli.here();
    begin();
    String[] options = {
      "data",
      "kana:2000",
      "prior",
      "ring",
      "latent-dim",
      "2",
      "hidden",
      "64",
      "batch-size",
      "50",
      "epochs",
      "40",
      "threads",
      "1",
      "patience",
      "0"
    };
    train("stopped", options);
    Path stopped = folder.resolve("runs/stopped");
    await(() -> run("stopped"), run -> run.path("snapshots").size() > 1);
    JsonNode running = run("stopped");
    assertThat(running.path("control").asText()).isEqualTo("cancel");
    assertThat(running.path("points").isNull()).isTrue();
    assertThat(http.get("/api/runs/stopped/points/prior").body()).isNotEmpty();
    assertThat(http.get("/api/runs/stopped/validation").body()).hasSize(4 * 200);
    assertThat(post("/api/runs/stopped/resume").status()).isEqualTo(409);

    assertThat(post("/api/runs/stopped/cancel").status()).isEqualTo(200);
    await(() -> run("stopped"), run -> run.path("control").asText().equals("resume"));
    assertThat(Files.readString(stopped.resolve("run.json"))).contains("\"interrupted\"");
    assertThat(post("/api/runs/stopped/cancel").status()).isEqualTo(409);
    assertThat(post("/api/runs/stopped/resume").status()).isEqualTo(200);
    await(() -> run("stopped"), run -> run.path("control").asText().equals("cancel"));
    Thread.sleep(3000);
    interrupt();
    assertThat(Files.readString(stopped.resolve("run.json"))).doesNotContain("\"running\"");

    List<String> undisturbed = new ArrayList<>(List.of("train", "--out", "runs/whole"));
    for (int i = 0; i < options.length; i += 2) {
      undisturbed.addAll(List.of("--" + options[i], options[i + 1]));
    }
    new Cli(folder).run(undisturbed.toArray(String[]::new)).succeeded();

    begin();
    if (await(() -> run("stopped"), run -> true).path("control").asText().equals("resume")) {
      post("/api/runs/stopped/resume");
    }
    for (String name : new String[] {"stopped", "whole"}) {
      await(() -> run(name), run -> run.path("status").asText().equals("finished"));
    }
    assertThat(Cli.sha256(stopped.resolve("model.safetensors")))
        .isEqualTo(Cli.sha256(folder.resolve("runs/whole/model.safetensors")));
    assertThat(run("stopped").path("java").asText())
        .contains("new TrialSpec(", "/* sigma */ NumberOrAuto.AUTO");
  }

  /** What a command says before it has a run to say it in. */
  @Test
  void aTrainingThatCannotBeginSaysWhy() throws Exception {
    beginHere();
    train("nothing", "data", "no-such-folder");
    JsonNode standings =
        await(
            () -> json(http.get("/api/trainings")),
            all -> all.size() == 1 && all.get(0).path("state").asText().equals("failed"));
    assertThat(standings.get(0).path("message").asText())
        .contains("--data no-such-folder", "no such file, folder or known data set");
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private Answer save(String name, int dimension, float[] points) throws IOException {
    return http.post(
        "/api/priors/%s?dimension=%d".formatted(name, dimension), bytes(points), token);
  }

  private Answer post(String path) throws IOException {
    return http.post(path, new byte[0], token);
  }

  private JsonNode run(String name) throws IOException {
    return json(http.get("/api/runs/" + name));
  }

  private void train(String name, String... options) throws IOException {
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "out";
    all[options.length + 1] = name;
    Answer answer = http.post("/api/train", body(all), token);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private JsonNode check(String... options) throws IOException {
    return json(http.post("/api/train/check", body(options), token));
  }

  /** The field and what is said beside it, without what frames it. */
  private String refusal(String... options) throws IOException {
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "data";
    all[options.length + 1] = "kana:400";
    JsonNode answer = check(all);
    return answer.path("field").asText()
        + ": "
        + answer
            .path("error")
            .asText()
            .replaceFirst(" \\([^()]*\\)$", "")
            .replaceFirst(".*option '--[a-z-]+': |^[a-z-]+ \\S+: ", "");
  }

  private static byte[] body(String... options) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return Json.MAPPER.writeValueAsBytes(map);
  }

  private static JsonNode json(Answer answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  private interface Look<T> {
    T now() throws Exception;
  }

  private static <T> T await(Look<T> look, Predicate<T> wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    T last = look.now();
    while (!wanted.test(last)) {
      assertThat(System.nanoTime()).as("still: %s", last).isLessThan(end);
      Thread.sleep(200);
      last = look.now();
    }
    return last;
  }
}
