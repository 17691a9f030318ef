package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A run as one HTML file that opens from disk with no network: what was run, its curves, its
 * latents to be turned in 3-D beside the prior, reconstructions, walk, clusters, and where it all
 * comes from.
 */
public final class Report {
  private final RunFiles run;
  private final ReportPage page;
  private final Html html;

  private Report(RunFiles run) {
    this.run = run;
    this.page = new ReportPage(run);
    this.html = page.html();
  }

  /**
   * Writes {@code report.html} into a run's folder, and {@code figures/curves-*.png} beside it.
   *
   * @param folder of a finished run, an autoencoder's or a classifier's
   * @return the report
   * @throws InputException where the run is not finished or a file of it is damaged
   */
  public static Path write(Path folder) throws IOException {
    RunFiles run = RunFiles.read(folder);
    String page = run.isClassifier() ? ClassifierReport.page(run) : new Report(run).page();
    Path file = folder.resolve("report.html");
    AtomicFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  private String page() throws IOException {
    page.begin();
    heading();
    latents();
    page.curves();
    pictures();
    clusters();
    classifier();
    page.provenance();
    return page.end("report.js");
  }

  private void heading() {
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
    page.tile("test error (MSE of a pixel)", run.record().at("/reconstruction_mse/test"), "%.4f");
    if (!run.record().at("/divergence/test").isNull()) {
      String name = run.record().at("/divergence/name").asText();
      String divergence = name.equals("cauchy-schwarz") ? "CSD, nats" : name;
      page.tile(
          "test divergence (" + divergence + ")", run.record().at("/divergence/test"), "%.3f");
      page.tile("its floor: prior against prior", run.record().at("/divergence/floor"), "%.3f");
    }
    if (run.cluster() != null && run.cluster().has("accuracy")) {
      page.tile("cluster accuracy, training", run.cluster().at("/accuracy/train"), "%.3f");
      page.tile("cluster accuracy, test", run.cluster().at("/accuracy/test"), "%.3f");
    }
    if (run.classification() != null) {
      page.tile("classifier accuracy, test", run.classification().at("/accuracy/test"), "%.3f");
    }
    page.tile("epochs", run.record().path("epochs"), "%.0f");
    page.tile("seconds of training", run.record().path("seconds"), "%.0f");
    html.raw("</ul>\n");
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

  private void pictures() throws IOException {
    html.element("h2", "Reconstructions");
    page.image(
        run.figure("reconstructions.png"),
        "Above: test images. Below: what the model makes of them.");
    if (Files.exists(run.figure("walk.png"))) {
      html.element("h2", "Walk");
      page.image(run.figure("walk.png"), "Images decoded over a grid of latents.");
    }
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

  /** The classifier that was trained on these latents, where there is one. */
  private void classifier() throws IOException {
    JsonNode scores = run.classification();
    if (scores == null) {
      return;
    }
    html.element("h2", "Classifier");
    html.element(
        "p",
        "An MLP learnt the classes from these latents; the encoder, which never saw a label, stayed as it was.");
    ClassifierTables.scores(html, scores);
    page.image(
        run.classifierFolder().resolve("figures").resolve("confusion.png"),
        "Test images by class and prediction.");
    ClassifierTables.confusions(html, scores);
  }
}
