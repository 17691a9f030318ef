package emaki.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import emaki.data.InputException;
import emaki.eval.ShapeFit;
import emaki.report.PaperPage.Tile;
import emaki.run.ClassificationRecord;
import emaki.run.ClassificationRecord.Confusion;
import emaki.run.ClusteringRecord;
import emaki.run.Clusterings;
import emaki.run.DivergenceRecord;
import emaki.run.FitRecord;
import emaki.run.Latents;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFields;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as one HTML file that opens from disk with no network: what was run, its curves, its
 * latents to be turned in 3-D before the prior, reconstructions, walk, clusters, and where it all
 * comes from.
 */
public final class Report {
  private static final Set<String> PROVENANCE =
      Set.of("status", "created", "emaki", "best_epoch", "dataset", "split", "spec", "machine");

  private final RunFolder run;
  private final RunRecord record;
  private final List<Tile> tiles = new ArrayList<>();
  private final Map<String, @Nullable Object> values = new HashMap<>();

  private Report(RunFolder run, RunRecord record) {
    this.run = run;
    this.record = record;
  }

  /**
   * Writes {@code report.html} into a run's folder, and {@code figures/curves-*.png} beside it.
   *
   * @param folder of a finished run, an autoencoder's or a classifier's
   * @return the report
   * @throws InputException where the run is not finished or a file of it is damaged, unless it is a
   *     clustering's, which is left out and told of
   */
  public static Path write(Path folder) throws IOException {
    RunFolder run = RunFolder.open(folder);
    RunRecord record = run.record();
    Report report = new Report(run, record);
    boolean latents = record.spec() instanceof TrialSpec;
    if (latents) {
      report.autoencoder(record.autoencoder());
    } else {
      report.classifier();
    }
    report.shared();
    return (latents ? Template.RUN : Template.CLASSIFIER).write(run.reportFile(), report.values);
  }

  private void shared() throws IOException {
    tile("epochs", record.results().epochs(), "%.0f");
    tile("seconds of training", record.seconds(), "%.0f");
    List<EmbeddedImage> curves = new ArrayList<>();
    for (Map.Entry<String, Path> figure : Curves.draw(run, record).entrySet()) {
      curves.add(EmbeddedImage.of(figure.getValue(), figure.getKey()));
    }
    values.put("title", "emaki: " + record.name());
    values.put("scripts", true);
    values.put("name", record.name());
    values.put("tiles", tiles);
    values.put("curves", curves);
    values.put("command", record.command());
    List<Tile> provenance = new ArrayList<>();
    RunFields.of(record)
        .forEach(
            (name, value) -> {
              if (PROVENANCE.contains(name.replaceFirst("\\..*", ""))) {
                String words = name.replace('.', ' ').replace('_', ' ');
                provenance.add(new Tile(value == null ? "" : value.toString(), words));
              }
            });
    values.put("provenance", provenance);
  }

  /** A figure; nothing where the run does not have it. */
  private void tile(String what, @Nullable Number value, String format) {
    if (value != null) {
      tiles.add(new Tile(String.format(Locale.ROOT, format, value.doubleValue()), what));
    }
  }

  private void classifier() throws IOException {
    ClassificationRecord scores =
        run.classification()
            .orElseThrow(
                () ->
                    new InputException(
                        run.path().toString(),
                        "has no classification.json",
                        "finish it: ‹resume " + run.path() + "›"));
    values.put(
        "lead",
        "A classifier (%s) of %s, %s images, %d classes."
            .formatted(
                record.classifier().network().kind().name().toLowerCase(Locale.ROOT),
                record.dataset().name(),
                String.format(Locale.ROOT, "%,d", record.dataset().images()),
                scores.classes().size()));
    tile("test accuracy", scores.accuracy().get("test"), "%.4f");
    tile("validation accuracy", scores.accuracy().get("validation"), "%.4f");
    Map<String, Double> agreement = record.results().agreement();
    if (agreement != null) {
      tile("agreement with the data's own labels, test", agreement.get("test"), "%.4f");
    }
    tile("calibration error, test", scores.calibrationError().get("test"), "%.4f");
    scores(run, scores);
  }

  private void scores(RunFolder classifier, ClassificationRecord scores) throws IOException {
    values.put("classifier", scores);
    values.put(
        "confusionFigure",
        EmbeddedImage.of(
            classifier.figure("confusion.png"), "Test images by class and prediction."));
    Mustache.Lambda percent =
        (of, out) ->
            out.write(
                String.format(Locale.ROOT, "%.1f %%", 100 * ((Confusion) of.context()).share()));
    values.put("percent", percent);
  }

  private void autoencoder(TrialSpec spec) throws IOException {
    Latents latents = run.latents();
    Clusterings.Listing listing = run.clusterings().list(latents);
    List<ClusteringRecord> clusterings = listing.sound();
    Optional<ClassificationRecord> scores = run.classifier().classification();
    values.put("lead", lead(spec));
    tiles(clusterings);
    if (scores.isPresent()) {
      tile("classifier accuracy, test", scores.get().accuracy().get("test"), "%.3f");
      scores(run.classifier(), scores.get());
    }
    Object cloud = PointClouds.of(run, record, latents, clusterings);
    // In an element that cannot be closed from within.
    values.put("cloud", new ObjectMapper().writeValueAsString(cloud).replace("<", "\\u003c"));
    PointClouds.still(run.figure("latents.png"), record, latents);
    if (Files.exists(run.figure("latents.png"))) {
      values.put(
          "still",
          EmbeddedImage.of(
              run.figure("latents.png"), "Test latents by class, two coordinates at a time."));
    }
    values.put(
        "reconstructions",
        EmbeddedImage.of(
            run.figure("reconstructions.png"),
            "Above: test images. Below: what the model makes of them."));
    if (Files.exists(run.figure("walk.png"))) {
      values.put(
          "walk",
          EmbeddedImage.of(run.figure("walk.png"), "Images decoded over a grid of latents."));
    }
    List<String> classNames = record.dataset().classNames();
    values.put("leftOut", listing.leftOut());
    values.put(
        "clusterings",
        clusterings.stream()
            .map(c -> ClusterView.of(clusterings.size() > 1 ? c.name() : "", c, classNames))
            .toList());
  }

  private String lead(TrialSpec spec) {
    ObjectiveSpec objective = spec.objective();
    return "%d-dimensional latents of %s images of %s, %s."
        .formatted(
            spec.network().latentDim(),
            String.format(Locale.ROOT, "%,d", record.dataset().images()),
            record.dataset().name(),
            objective.prior().equals("none")
                ? "with no prior"
                : "drawn towards the prior %s (sigma %s, lambda %s)"
                    .formatted(objective.prior(), objective.sigma(), objective.lambda()));
  }

  private void tiles(List<ClusteringRecord> clusterings) {
    Map<String, Double> mse = record.results().reconstructionMse();
    tile("test error (MSE of a pixel)", mse == null ? null : mse.get("test"), "%.4f");
    DivergenceRecord divergence = record.results().divergence();
    if (divergence != null && divergence.test() != null) {
      String name = divergence.name().equals("cauchy-schwarz") ? "CSD, nats" : divergence.name();
      tile("test divergence (" + name + ")", divergence.test(), "%.3f");
      tile("its floor: prior against prior", divergence.floor(), "%.3f");
    }
    FitRecord fit = record.results().fit();
    if (fit != null) {
      tile("1-NN accuracy against the prior, training", fit.train().twoSampleAccuracy(), "%.3f");
      tile("prior covered by training latents", fit.train().coverage(), "%.3f");
      values.put("fit", fitRows(fit));
    }
    if (!clusterings.isEmpty()) {
      ClusteringRecord latest = clusterings.get(clusterings.size() - 1);
      tile("cluster accuracy, training", latest.accuracy("train"), "%.3f");
      tile("cluster accuracy, test", latest.accuracy("test"), "%.3f");
    }
  }

  /** A row a measure: of training latents, test latents and the prior's own points. */
  private static List<FitRow> fitRows(FitRecord fit) {
    return List.of(
        FitRow.of("1-NN accuracy", "0.5", fit, ShapeFit::twoSampleAccuracy),
        FitRow.of("coverage", "1", fit, ShapeFit::coverage),
        FitRow.of("off the prior", "1", fit, ShapeFit::off),
        FitRow.of("sliced W2", "0", fit, ShapeFit::slicedDistance));
  }

  /** A measure of how the prior is filled, as the page shows it. */
  record FitRow(String name, List<String> values) {
    static FitRow of(String name, String ideal, FitRecord fit, ToDoubleFunction<ShapeFit> measure) {
      return new FitRow(
          name,
          Stream.concat(
                  Stream.of(fit.train(), fit.test(), fit.floor())
                      .map(of -> String.format(Locale.ROOT, "%.3f", measure.applyAsDouble(of))),
                  Stream.of(ideal))
              .toList());
    }
  }
}
