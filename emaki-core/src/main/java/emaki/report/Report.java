package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A run as one HTML file that opens from disk with no network: what was run, its curves, its
 * latents to be turned in 3-D beside the prior, reconstructions, walk, clusters, and where it all
 * comes from.
 */
public final class Report {
  private final RunFiles run;
  private final Html html = new Html();

  private Report(RunFiles run) {
    this.run = run;
  }

  /**
   * Writes {@code report.html} into a run's folder, and {@code figures/curves-*.png} beside it.
   *
   * @param folder of a finished run
   * @return the report
   * @throws InputException where the run is not finished or a file of it is damaged
   */
  public static Path write(Path folder) throws IOException {
    RunFiles run = RunFiles.read(folder);
    byte[] page = new Report(run).page().getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("report.html");
    AtomicFile.write(file, out -> out.write(page));
    return file;
  }

  private String page() throws IOException {
    html.raw(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        """);
    html.element("title", "emaki: " + run.text("name"));
    html.raw("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n<main>\n");
    heading();
    latents();
    curves();
    pictures();
    clusters();
    provenance();
    html.raw("</main>\n<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private void heading() {
    html.element("h1", run.text("name"));
    String prior = run.record().at("/spec/prior").asText();
    html.element(
        "p",
        "%s-dimensional latents of %s images of %s, %s."
            .formatted(
                run.record().at("/spec/latent_dim").asText(),
                String.format(Locale.ROOT, "%,d", run.record().at("/dataset/images").asInt()),
                run.record().at("/dataset/name").asText(),
                prior.equals("none")
                    ? "with no prior"
                    : "drawn towards the prior %s (sigma %s, lambda %s)"
                        .formatted(
                            prior,
                            run.record().at("/spec/sigma").asText(),
                            run.record().at("/spec/lambda").asText())));
    html.raw("<ul class=\"tiles\">\n");
    tile("test error (MSE of a pixel)", run.record().at("/reconstruction_mse/test"), "%.4f");
    if (!run.record().at("/divergence/test").isNull()) {
      tile("test divergence (CSD, nats)", run.record().at("/divergence/test"), "%.3f");
      tile("its floor: prior against prior", run.record().at("/divergence/floor"), "%.3f");
    }
    if (run.cluster() != null && run.cluster().has("accuracy")) {
      tile("cluster accuracy, training", run.cluster().at("/accuracy/train"), "%.3f");
      tile("cluster accuracy, test", run.cluster().at("/accuracy/test"), "%.3f");
    }
    tile("epochs", run.record().path("epochs"), "%.0f");
    tile("seconds of training", run.record().path("seconds"), "%.0f");
    html.raw("</ul>\n");
  }

  private void tile(String what, JsonNode value, String format) {
    html.raw("<li>");
    html.element("strong", String.format(Locale.ROOT, format, value.asDouble()));
    html.element("span", what);
    html.raw("</li>\n");
  }

  private void latents() {
    html.element("h2", "Latents");
    html.raw(
        """
        <p class="hint">Drag to turn, wheel to come nearer; click a name to hide it.</p>
        <div class="controls" role="group" aria-label="What is shown">
        <label>Split <select id="split"></select></label>
        <label>Colour <select id="colour"></select></label>
        </div>
        <div class="clouds">
        <figure><canvas id="latents" role="img" aria-label="Scatter of the latents"></canvas>
        <figcaption>latents</figcaption></figure>
        <figure id="prior-figure"><canvas id="prior" role="img" aria-label="Scatter of a prior sample"></canvas>
        <figcaption>a sample of the prior</figcaption></figure>
        </div>
        <ul id="legend"></ul>
        """);
    html.json("cloud", PointClouds.of(run));
  }

  private void curves() throws IOException {
    html.element("h2", "Training");
    for (Map.Entry<String, Path> figure : Curves.draw(run).entrySet()) {
      image(figure.getValue(), figure.getKey());
    }
  }

  private void pictures() throws IOException {
    html.element("h2", "Reconstructions");
    image(
        run.figure("reconstructions.png"),
        "Above: test images. Below: what the model makes of them.");
    if (Files.exists(run.figure("walk.png"))) {
      html.element("h2", "Walk");
      image(run.figure("walk.png"), "Images decoded over a grid of latents.");
    }
  }

  private void image(Path file, String caption) throws IOException {
    if (!Files.isRegularFile(file)) {
      html.element("p", file.getFileName() + " is missing.");
      return;
    }
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    html.raw("<figure><img src=\"data:image/png;base64," + data + "\" alt=\"");
    html.text(caption);
    html.raw("\">");
    html.element("figcaption", caption);
    html.raw("</figure>\n");
  }

  private void clusters() {
    html.element("h2", "Clusters");
    JsonNode cluster = run.cluster();
    if (cluster == null) {
      html.element("p", "Not clustered yet: emaki cluster " + run.folder() + " adds them.");
      return;
    }
    html.element(
        "p",
        ("k-means with k = %s, seed %s, fitted on the latents of the training split and applied to the others; columns"
                + " \"alone\" were fitted on that split itself. Labels only score.")
            .formatted(cluster.path("k").asText(), cluster.path("seed").asText()));
    ClusterTables.metrics(html, cluster);
    ClusterTables.confusion(html, cluster, run.classNames());
  }

  private void provenance() {
    html.element("h2", "Provenance");
    html.element("pre", run.text("command"));
    html.raw("<table><tbody>\n");
    for (String key : List.of("status", "created", "emaki", "best_epoch")) {
      row(key, run.record().path(key).asText());
    }
    for (String part : List.of("dataset", "split", "spec", "machine")) {
      run.record()
          .path(part)
          .properties()
          .forEach(e -> row(part + " " + e.getKey(), value(e.getValue())));
    }
    html.raw("</tbody></table>\n");
  }

  private static String value(JsonNode node) {
    return node.isValueNode() ? node.asText() : node.toString();
  }

  private void row(String name, String value) {
    html.raw("<tr>");
    html.element("th", name.replace('_', ' '));
    html.element("td", value);
    html.raw("</tr>\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
