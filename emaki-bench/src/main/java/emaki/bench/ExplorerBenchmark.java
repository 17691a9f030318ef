package emaki.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.app.TrainForm;
import emaki.app.explore.Explorer;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.run.Json;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunStore;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * How fast the explorer is in a headless Chromium that draws by software: a table of 10,000 runs,
 * 70,000 points of a real run, a million that are made of these, and forty clusters that are named.
 */
public final class ExplorerBenchmark {
  private static final int RUNS = 10_000;
  private static final int MILLION = 1_000_000;
  private static final String POINTS = "points";

  /** How far a made point is from the one that it is made of, in units of the latent space. */
  private static final double NEAR = 0.1;

  private static final int EPOCHS_SHOWN = 30;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  private ExplorerBenchmark() {}

  /**
   * Measures, and prints figures by name as JSON, times in milliseconds; takes some minutes.
   *
   * @param arguments a Chromium or Chrome; none: the one on the path
   */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Path browser =
        arguments.length > 0
            ? Path.of(arguments[0])
            : Chromium.find().orElseThrow(ExplorerBenchmark::none);
    Path folder = Files.createTempDirectory("emaki-bench");
    try {
      System.out.println(
          Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(run(browser, folder)));
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    System.exit(0);
  }

  private static Map<String, Object> run(Path browser, Path folder) throws IOException {
    System.err.println("training one epoch on 70,000 images ...");
    Path points = folder.resolve(POINTS);
    train(points);
    System.err.printf("making %,d runs for the table ...%n", RUNS);
    copies(points, folder);
    Map<String, Object> result = new LinkedHashMap<>();
    try (Chromium page = Chromium.start(browser, WIDTH, HEIGHT)) {
      System.err.println("measuring the table ...");
      try (Explorer cold = Explorer.start(new RunStore(folder), 0, new TrainForm())) {
        table(page, cold, result);
      }
      System.err.println("measuring the points ...");
      try (Explorer explorer = Explorer.start(new RunStore(folder), 0, new TrainForm())) {
        points(page, explorer, result);
      }
      System.err.println("measuring a million points ...");
      Path many = million(points, folder.resolve("many"));
      Map<String, Object> figures = new LinkedHashMap<>();
      try (Explorer explorer = Explorer.start(new RunStore(many), 0, new TrainForm())) {
        points(page, explorer, figures);
      }
      result.put("million", figures);
      System.err.println("naming forty clusters ...");
      FortyNames.cluster(new RunFolder(points));
      try (Explorer explorer = Explorer.start(new RunStore(folder), 0, new TrainForm())) {
        FortyNames.measure(page, explorer, POINTS, result);
      }
    }
    result.put("javascript_gzip_kb", scriptBytes() / 1000.0);
    return result;
  }

  private static InputException none() {
    return new InputException(
        "the explorer's benchmark",
        "found no Chromium or Chrome on this machine",
        "install one, or name it as the argument");
  }

  /** All scripts of the served pages, each packed by gzip. */
  private static long scriptBytes() throws IOException {
    long bytes = 0;
    for (String name : new String(page("files.txt"), StandardCharsets.UTF_8).lines().toList()) {
      if (name.startsWith("assets/") && name.endsWith(".js")) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
          out.write(page(name));
        }
        bytes += packed.size();
      }
    }
    return bytes;
  }

  private static byte[] page(String name) throws IOException {
    try (InputStream in = Explorer.class.getResourceAsStream("web/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static void train(Path folder) throws IOException {
    TrialSpec spec = TrialSpec.of("kana:60000").withPrior("swiss-roll").withEpochs(1);
    Trial.run(spec, null, folder, "emaki train --data kana:60000", TrainingListener.NONE);
  }

  /** Runs that differ as a sweep's do: seed, sigma, figures, curves. */
  private static void copies(Path from, Path folder) throws IOException {
    ObjectNode record = (ObjectNode) Json.MAPPER.valueToTree(new RunFolder(from).record());
    List<String> metrics = Files.readAllLines(new RunFolder(from).metricsFile());
    StringBuilder curve = new StringBuilder(metrics.get(0)).append('\n');
    for (int epoch = 1; epoch <= EPOCHS_SHOWN; epoch++) {
      curve.append(metrics.get(1).replaceFirst("^1,", epoch + ",")).append('\n');
    }
    for (int i = 1; i < RUNS; i++) {
      String name = "run-%05d".formatted(i);
      Path copy = Files.createDirectories(folder.resolve(name));
      record.put("name", name).put("seconds", 100 + i % 97);
      ((ObjectNode) record.get("spec")).put("seed", i % 20).put("sigma", 0.5 + i / 20);
      ((ObjectNode) record.get("reconstruction_mse")).put("test", 0.05 + i % 1009 / 1e5);
      Files.write(new RunFolder(copy).recordFile(), Json.MAPPER.writeValueAsBytes(record));
      Files.writeString(new RunFolder(copy).metricsFile(), curve);
    }
  }

  /** A run of a million latents near those of another, whose model it takes; it has no images. */
  private static Path million(Path from, Path folder) throws IOException {
    RunFolder run = new RunFolder(Files.createDirectories(folder.resolve(POINTS)));
    Latents few = new RunFolder(from).latents();
    int k = few.dimension();
    Random random = new Random(0);
    float[] values = new float[MILLION * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = few.values()[i % few.values().length] + (float) (NEAR * random.nextGaussian());
    }
    int[] labels = new int[MILLION];
    Arrays.setAll(labels, i -> few.labels()[i % few.size()]);
    byte[] split = new byte[MILLION];
    Arrays.fill(split, Split.TRAIN.code());
    run.write(new Latents(values, k, labels, split, null, null));
    ObjectNode record = (ObjectNode) Json.MAPPER.valueToTree(new RunFolder(from).record());
    record.remove("checksums");
    ((ObjectNode) record.get("dataset")).put("images", MILLION).put("training", MILLION);
    ((ObjectNode) record.get("split")).put("train", MILLION).put("validation", 0).put("test", 0);
    Files.write(run.recordFile(), Json.MAPPER.writeValueAsBytes(record));
    Files.copy(new RunFolder(from).modelFile(), run.modelFile());
    return folder;
  }

  private static void table(Chromium page, Explorer explorer, Map<String, Object> result)
      throws IOException {
    page.open(explorer.address().toString());
    result.put(
        "table_first_paint_ms",
        page.evaluate(untilPainted("document.querySelector('tr[data-run]')")).asDouble());
    result.put(
        "table_complete_ms",
        page.evaluate(
                untilPainted("document.querySelector('.count')?.textContent === '10,000 runs'"))
            .asDouble());
  }

  /** Milliseconds from the page's beginning until something is there, and has been drawn. */
  private static String untilPainted(String condition) {
    return """
        new Promise((done) => {
          const look = () => (%s)
            ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
            : setTimeout(look, 4);
          look();
        })"""
        .formatted(condition);
  }

  private static void points(Chromium page, Explorer explorer, Map<String, Object> result)
      throws IOException {
    String address = explorer.address() + "#/run/" + POINTS;
    page.open(address);
    page.await("document.querySelector('.scatter[data-ready]')");
    result.put(
        "first_interactive_frame_ms",
        page.evaluate("performance.getEntriesByName('usable')[0].startTime").asDouble());
    result.put(
        "points", page.evaluate("document.querySelector('output.points').textContent").asText());
    double before = page.processorSeconds();
    double[] frames = doubles(page.evaluate(TURNING));
    double processor = page.processorSeconds() - before;
    result.put("frame_median_ms", quantile(frames, 0.5));
    result.put("frame_p95_ms", quantile(frames, 0.95));
    result.put("frame_processor_ms", 1000 * processor / Math.max(1, frames.length));
    double[] trips = doubles(page.evaluate(DECODING));
    result.put("decode_median_ms", quantile(trips, 0.5));
    result.put("decode_p95_ms", quantile(trips, 0.95));
    page.evaluate("document.querySelector('[data-tool=box]').click()");
    page.drag(0.3 * WIDTH, 0.25 * HEIGHT, 0.7 * WIDTH, 0.75 * HEIGHT);
    page.await("performance.getEntriesByName('select').length");
    result.put(
        "selection_latency_ms",
        page.evaluate("performance.getEntriesByName('select')[0].duration").asDouble());
    result.put(
        "selected", page.evaluate("document.querySelector('.selection h2').textContent").asText());
  }

  /** Turns the points for some seconds: milliseconds from each frame to the next. */
  private static final String TURNING =
      """
      new Promise((done) => {
        const frames = [];
        const scatter = document.querySelector('.scatter');
        const began = performance.now();
        let before = 0;
        const turn = (now) => {
          if (before) frames.push(now - before);
          before = now;
          if (frames.length >= 150 || performance.now() - began > 15000) return done(frames);
          scatter.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
          requestAnimationFrame(turn);
        };
        requestAnimationFrame(turn);
      })""";

  /** Decodes one latent after another, as the probe does: milliseconds from asking to having. */
  private static final String DECODING =
      """
      (async () => {
        const { token } = await (await fetch('/api/session')).json();
        const trips = [];
        for (let i = 0; i < 210; i++) {
          const latent = Float32Array.from([Math.sin(i), Math.cos(i), i / 100]);
          const began = performance.now();
          const answer = await fetch('/api/runs/points/decode', { method: 'POST', body: latent, headers: { 'X-Emaki-Token': token } });
          await answer.arrayBuffer();
          if (i >= 10) trips.push(performance.now() - began);
        }
        return trips;
      })()""";

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}
