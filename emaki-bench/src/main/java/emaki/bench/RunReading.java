package emaki.bench;

import emaki.data.InputException;
import emaki.kernel.Metric;
import emaki.report.ClusterSheets;
import emaki.report.Report;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.LabelFile;
import emaki.run.RunFields;
import emaki.run.RunFolder;
import emaki.run.Snapshot;
import emaki.trial.PredictedLabels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that reads a run with a clustering, labels, and a classifier of its latents. */
record RunReading(RunFolder run) {
  private static final int NEIGHBOURS = 5;

  private interface Step {
    void take() throws IOException;
  }

  /** Each part by itself; the first refusal is thrown when all have been read. */
  void parts() throws IOException {
    List<InputException> refusals = new ArrayList<>();
    for (Step step : steps()) {
      try {
        step.take();
      } catch (InputException e) {
        refusals.add(e);
      }
    }
    refuse(refusals);
  }

  private List<Step> steps() {
    return List.of(
        () -> RunFields.of(run),
        run::metrics,
        run::files,
        this::snapshots,
        run::requireWhole,
        () -> run.model().close(),
        () -> run.prior(run.record().autoencoder()),
        () -> run.neighbours().of(run.latents().points(), NEIGHBOURS, Metric.COSINE, 1),
        this::clusterings,
        () ->
            LabelFile.of(run.labelsFile())
                .read(run.labelsFile(), run.record().dataset().images(), run.files()),
        run.classifier()::classification,
        () -> RunFields.of(run.classifier()),
        () -> run.classifier().classifierModel().close(),
        run::checkpoint);
  }

  private void snapshots() throws IOException {
    int dimension = run.record().autoencoder().network().latentDim();
    for (Snapshot snapshot : run.snapshots()) {
      snapshot.latents(dimension);
    }
  }

  private void clusterings() {
    Optional<ClusteringRecord> kmeans = run.clusterings().find("kmeans");
    kmeans.ifPresent(made -> ClusterNames.soFar(run.clusterings().namesFile("kmeans"), made));
    refuse(List.copyOf(run.clusterings().list(run.latents()).damaged().values()));
  }

  private static void refuse(List<InputException> refusals) {
    if (!refusals.isEmpty()) {
      throw refusals.get(0);
    }
  }

  /** What is drawn and told of it. */
  void report() throws IOException {
    Report.write(run.path());
    Report.write(run.classifier().path());
    Optional<ClusteringRecord> clusters = run.clusterings().latest();
    if (clusters.isPresent()) {
      ClusterSheets.write(run, clusters.get());
    }
    PredictedLabels.of(run.classifier(), run.images());
  }
}
