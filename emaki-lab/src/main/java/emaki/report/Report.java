package emaki.report;

import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.run.ClassificationRecord;
import emaki.run.ClusteringRecord;
import emaki.run.FitRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DivergenceRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run as one HTML file that opens from disk with no network: what was run, its curves, its
 * latents to be turned in 3-D beside the prior, reconstructions, walk, clusters, and where it all
 * comes from.
 */
public final class Report {
  private final RunFolder run;
  private final RunRecord record;
  private final TrialSpec spec;
  private final Latents latents;
  private final List<ClusteringRecord> clusterings;
  private final Optional<ClassificationRecord> scores;
  private final ReportPage page;
  private final Html html;

  private Report(RunFolder run, RunRecord record) {
    this.run = run;
    this.record = record;
    this.spec = record.autoencoder();
    this.latents = run.latents();
    this.clusterings = run.clusterings().list();
    this.scores = run.classifier().classification();
    this.page = new ReportPage(run, record);
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
    RunFolder run = RunFolder.open(folder);
    RunRecord record = run.record();
    String page =
        record.spec() instanceof TrialSpec
            ? new Report(run, record).page()
            : ClassifierReport.page(run, record);
    Path file = run.reportFile();
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
    html.element(
        "p",
        "%d-dimensional latents of %s images of %s, %s."
            .formatted(
                spec.network().latentDim(),
                String.format(Locale.ROOT, "%,d", record.dataset().images()),
                record.dataset().name(),
                spec.objective().prior().equals("none")
                    ? "with no prior"
                    : "drawn towards the prior %s (sigma %s, lambda %s)"
                        .formatted(
                            spec.objective().prior(),
                            spec.objective().sigma(),
                            spec.objective().lambda())));
    html.raw("<ul class=\"tiles\">\n");
    Map<String, Double> mse = record.results().reconstructionMse();
    page.tile("test error (MSE of a pixel)", mse == null ? null : mse.get("test"), "%.4f");
    DivergenceRecord divergence = record.results().divergence();
    if (divergence != null && divergence.test() != null) {
      String name = divergence.name().equals("cauchy-schwarz") ? "CSD, nats" : divergence.name();
      page.tile("test divergence (" + name + ")", divergence.test(), "%.3f");
      page.tile("its floor: prior against prior", divergence.floor(), "%.3f");
    }
    FitRecord fit = record.results().fit();
    if (fit != null) {
      page.tile(
          "1-NN accuracy against the prior, training", fit.train().twoSampleAccuracy(), "%.3f");
      page.tile("its floor: prior against prior", fit.floor().twoSampleAccuracy(), "%.3f");
      page.tile("prior covered by training latents", fit.train().coverage(), "%.3f");
      page.tile("training latents off the prior (1: not at all)", fit.train().off(), "%.2f");
    }
    if (!clusterings.isEmpty()) {
      ClusteringRecord latest = clusterings.get(clusterings.size() - 1);
      page.tile("cluster accuracy, training", latest.accuracy("train"), "%.3f");
      page.tile("cluster accuracy, test", latest.accuracy("test"), "%.3f");
    }
    scores.ifPresent(
        found -> page.tile("classifier accuracy, test", found.accuracy().get("test"), "%.3f"));
    page.tile("epochs", record.results().epochs(), "%.0f");
    page.tile("seconds of training", record.seconds(), "%.0f");
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
    html.json("cloud", PointClouds.of(run, record, latents, clusterings));
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
    if (clusterings.isEmpty()) {
      html.element("p", "Not clustered yet.");
    }
    for (ClusteringRecord clustering : clusterings) {
      if (clusterings.size() > 1) {
        html.element("h3", clustering.name());
      }
      ClusterTables.write(html, clustering, record.dataset().classNames());
    }
  }

  /** The classifier that was trained on these latents, where there is one. */
  private void classifier() throws IOException {
    if (scores.isEmpty()) {
      return;
    }
    html.element("h2", "Classifier");
    html.element(
        "p",
        "An MLP learnt the classes from these latents; the encoder, which never saw a label, stayed as it was.");
    ClassifierTables.scores(html, scores.get());
    page.image(run.classifier().figure("confusion.png"), "Test images by class and prediction.");
    ClassifierTables.confusions(html, scores.get());
  }
}
