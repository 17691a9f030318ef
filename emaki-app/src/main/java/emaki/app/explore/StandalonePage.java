package emaki.app.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.data.AtomicFile;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.model.Dense;
import emaki.model.LayerWeights;
import emaki.run.ClusteringRecord;
import emaki.run.Json;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's explorer as one HTML file that needs no server and no network: the explorer's own pages,
 * with the run's points, images, snapshots and decoder inside.
 *
 * <p>What is seen first stands first: shape and points, then the script, then images, then what
 * decodes.
 */
public final class StandalonePage {
  private static final String BEGINNING = "<!doctype html>";

  private final OpenRun run;
  private final RunFolder folder;
  private final Drawn drawn;
  private final List<LayerWeights> decoder;
  private final ChartGrid chart;

  private StandalonePage(RunFolder folder, OpenRun run, int points) {
    this.folder = folder;
    this.run = run;
    this.drawn = Drawn.atMost(points, run.latents().size());
    this.decoder = run.with(model -> model.decoderLayers());
    decoder.forEach(StandalonePage::dense);
    this.chart = ChartGrid.of(run.chart());
  }

  /**
   * What was written.
   *
   * @param bytes of the file
   * @param points in it
   * @param of how many the run has
   */
  public record Written(long bytes, int points, int of) {}

  /**
   * Writes a finished run's page.
   *
   * @param points at most; where the run has more they are drawn at random, and the page says so
   * @throws InputException where the run is not finished or its images are gone, the file is not
   *     one to be replaced, or this emaki was built without its web pages
   */
  public static Written write(RunFolder folder, Path file, int points) throws IOException {
    WebFiles web = WebFiles.load("export --explorer");
    requireReplaceable(file);
    folder.record().autoencoder();
    folder.requireWhole();
    try (OpenRun run = new OpenRun(folder, folder::images)) {
      run.images();
      StandalonePage page = new StandalonePage(folder, run, points);
      AtomicFile.write(file, out -> page.write(out, web));
      return new Written(Files.size(file), page.drawn.rows().length, page.drawn.of());
    }
  }

  private static void requireReplaceable(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    byte[] beginning = new byte[BEGINNING.length()];
    try (var in = Files.newInputStream(file)) {
      int read = in.readNBytes(beginning, 0, beginning.length);
      if (read > 0 && !new String(beginning, StandardCharsets.US_ASCII).equals(BEGINNING)) {
        throw new InputException(
            file.toString(), "is there and no HTML page", "name another file to write");
      }
    }
  }

  private void write(OutputStream out, WebFiles web) throws IOException {
    byte[] style = web.file("standalone/page.css");
    byte[] script = web.file("standalone/page.js");
    text(out, head(style, script));
    out.write(style);
    text(
        out,
        "</style></head>\n<body><header class=\"top\"></header>"
            + "<main id=\"view\" tabindex=\"-1\"><p class=\"state\">Loading …</p></main>"
            + "<div id=\"notice\" role=\"status\" aria-live=\"polite\"></div>\n"
            + "<noscript>This page draws its points by script.</noscript>\n"
            + "<script type=\"application/json\" id=\"carried\">");
    out.write(carried());
    text(out, "</script>\n");
    PageBlocks blocks = new PageBlocks(out);
    geometry(blocks);
    text(out, "<script>");
    out.write(script);
    text(out, "</script>\n");
    images(blocks);
    decoder(blocks);
    snapshots(blocks);
    text(out, "</body></html>\n");
  }

  private String head(byte[] style, byte[] script) {
    String name = folder.path().toAbsolutePath().normalize().getFileName().toString();
    return BEGINNING
        + """
        <html lang="en"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '%s'; style-src '%s'; img-src blob: data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,"><title>%s – emaki</title>
        <style>"""
            .formatted(hash(script), hash(style), name.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What the page says of the run. Where it was made and on which machine is nobody's business. */
  private byte[] carried() throws IOException {
    ObjectNode described = Json.MAPPER.valueToTree(PointRoutes.describe(folder, run));
    ((ObjectNode) described.get("record")).remove("machine");
    ((ObjectNode) described.at("/record/dataset")).remove(List.of("source", "folder"));
    ObjectNode points = (ObjectNode) described.get("points");
    points.put("count", drawn.rows().length);
    if (drawn.partial()) {
      points.put("drawnFrom", drawn.of());
    }
    Map<String, @Nullable Object> carried = new LinkedHashMap<>();
    carried.put("run", described);
    carried.put("metrics", RunRoutes.curves(folder));
    carried.put(
        "decoder",
        decoder.stream()
            .map(StandalonePage::dense)
            .map(layer -> Map.of("outputs", layer.outputs(), "activation", layer.activation()))
            .toList());
    carried.put("chart", chart.nodes());
    JsonNode tree = Json.MAPPER.valueToTree(carried);
    return Json.MAPPER
        .writer()
        .without(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(tree)
        .replace("<", "\\u003c")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void geometry(PageBlocks blocks) throws IOException {
    Latents latents = run.latents();
    int dimension = latents.dimension();
    blocks.write("latents", Binary.of(drawn.select(latents.values(), dimension)));
    blocks.write("labels", Binary.of(drawn.select(latents.labels())));
    blocks.write("split", drawn.select(latents.split()));
    for (ClusteringRecord clustering : run.clusterings().sound()) {
      blocks.write(
          "clustering-" + clustering.name(), Binary.of(drawn.select(run.clusters(clustering))));
    }
    for (String array : Annotations.ARRAYS) {
      Optional<byte[]> known = run.annotations().array(array, drawn);
      if (known.isPresent()) {
        blocks.write(array, known.get());
      }
    }
    if (drawn.partial()) {
      blocks.write("numbers", Binary.of(drawn.rows()));
    }
    if (dimension > 3) {
      blocks.write("axes", Binary.of(run.axes()));
      blocks.write("variance", Binary.of(run.variance()));
    }
    float[] prior = run.priorSample();
    if (prior.length > 0) {
      blocks.write("prior", Quantised.of(prior, 1));
    }
  }

  private void images(PageBlocks blocks) throws IOException {
    ImageSet images = run.images();
    int each = PointRoutes.imagesInPage(images.values());
    int[] rows = drawn.rows();
    for (int from = 0; from < rows.length; from += each) {
      int count = Math.min(each, rows.length - from);
      byte[] pixels = new byte[count * images.values()];
      for (int i = 0; i < count; i++) {
        images.copyBytes(rows[from + i], pixels, i * images.values());
      }
      blocks.write("images-" + from / each, pixels);
    }
    blocks.write("errors", Binary.of(drawn.select(run.errors(), 1)));
    Optional<float[]> density = run.density();
    if (density.isPresent()) {
      blocks.write("density", Binary.of(drawn.select(density.get(), 1)));
    }
  }

  private void decoder(PageBlocks blocks) throws IOException {
    blocks.write("chart", Binary.of(chart.latents()));
    for (int i = 0; i < decoder.size(); i++) {
      LayerWeights layer = decoder.get(i);
      blocks.write("bias-" + i, Binary.of(layer.values("bias")));
      blocks.write("weight-" + i, Quantised.of(layer.values("weight"), dense(layer).outputs()));
    }
  }

  /** The one kind of layer that the page's script knows. */
  private static Dense dense(LayerWeights weights) {
    if (weights.layer() instanceof Dense dense) {
      return dense;
    }
    throw new InputException(
        "the run's decoder",
        "has a layer that a standalone page cannot compute: " + weights.layer(),
        "look at the run by emaki explore");
  }

  /** The validation images among the points that are here, as they were at each epoch. */
  private void snapshots(PageBlocks blocks) throws IOException {
    int dimension = run.latents().dimension();
    int[] validation = run.latents().rows(Split.VALIDATION);
    boolean[] here = new boolean[drawn.of()];
    for (int row : drawn.rows()) {
      here[row] = true;
    }
    for (Snapshot snapshot : folder.snapshots()) {
      float[] latents = snapshot.latents(dimension);
      List<Integer> kept = new ArrayList<>();
      for (int i = 0; i < latents.length / dimension && i < validation.length; i++) {
        if (here[validation[i]]) {
          kept.add(i);
        }
      }
      int[] rows = kept.stream().mapToInt(i -> i).toArray();
      float[] values = new Drawn(rows, latents.length / dimension).select(latents, dimension);
      if (values.length > 0) {
        blocks.write("snapshot-" + snapshot.epoch(), Quantised.of(values, 1));
      }
    }
  }
}
