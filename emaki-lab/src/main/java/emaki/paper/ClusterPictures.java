package emaki.paper;

import emaki.data.Split;
import emaki.eval.PrincipalComponents;
import emaki.eval.Silhouette;
import emaki.report.ConfusionFigure;
import emaki.report.LatentPanels;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Verdict;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Figs. 9 to 12: the clusters of Table 2 as pictures, and their confusion with the classes. */
record ClusterPictures(String id, String title, String study, boolean confusion)
    implements Experiment {
  private static final long SEED = 0;
  private static final int POINTS = 4000;
  private static final String FITTED = "train";

  static ClusterPictures projections() {
    return new ClusterPictures(
        "fig-9",
        "Fig. 9: clusters in the latent space",
        "2-D projections of the 3-D latents coloured by cluster: no prior, Gaussian, mixture.",
        false);
  }

  static ClusterPictures confusions() {
    return new ClusterPictures(
        "fig-10-12",
        "Figs. 10 to 12: clusters and classes",
        "Confusion matrices of that clustering: no prior, Gaussian, mixture.",
        true);
  }

  @Override
  public String chosen(Protocol protocol) {
    return "Seed 0, fitted on the training images; the swiss roll is added. "
        + (confusion
            ? "Training images by class and matched cluster."
            : "Test images, projected onto the two principal axes of each run's latents.");
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return ClusteredLatents.STUDY.keySet().stream()
        .map(shape -> protocol.clusteredLatents(shape, SEED))
        .toList();
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    List<Regularisation> done = new ArrayList<>();
    for (Regularisation shape : ClusteredLatents.STUDY.keySet()) {
      if (Evidence.clusters(evidence.protocol().shaped(shape, SEED)).isPresent()) {
        done.add(shape);
      }
    }
    if (done.isEmpty()) {
      return Result.NOTHING;
    }
    List<Finding> findings = new ArrayList<>();
    for (Regularisation shape : done) {
      findings.add(confusion ? matched(evidence, shape) : apart(evidence, shape));
    }
    return new Result(
        findings,
        List.of(),
        confusion ? matrices(evidence, done) : List.of(projected(evidence, done)));
  }

  /** How far apart the clusters of a picture lie. */
  private Finding apart(Evidence evidence, Regularisation shape) throws IOException {
    return evidence.finding(
        id + "/" + shape.prior(),
        "silhouette of the clusters, " + shape.name(),
        null,
        sample(evidence, shape, ClusterPictures::silhouette),
        Unit.NUMBER,
        "test",
        Judgement.NONE);
  }

  private static double silhouette(RunFolder run) {
    Latents latents = run.latents();
    int[] rows = latents.rows(Split.TEST);
    int[] cluster = clusters(run, latents);
    int[] labels = IntStream.of(rows).map(row -> cluster[row]).toArray();
    return Silhouette.of(latents.select(rows), latents.dimension(), labels, POINTS, 0);
  }

  /** What lies on the diagonal of a matrix. */
  private Finding matched(Evidence evidence, Regularisation shape) throws IOException {
    return evidence.finding(
        id + "/" + shape.prior(),
        "on the diagonal, " + shape.name(),
        shape.prior().equals("swiss-roll") ? null : ClusteredLatents.STUDY.get(shape),
        sample(evidence, shape, Evidence.clusterAccuracy(FITTED)),
        Unit.PERCENT,
        "training",
        new Judgement(Verdict.NONE, "one seed; Table 2 judges all of them"));
  }

  private static Sample sample(Evidence evidence, Regularisation shape, Evidence.Reading reading)
      throws IOException {
    return evidence.sample(
        List.of(SEED), seed -> List.of(evidence.protocol().shaped(shape, seed)), reading);
  }

  private Figure projected(Evidence evidence, List<Regularisation> shapes) throws IOException {
    List<LatentPanels.Panel> panels = new ArrayList<>();
    for (Regularisation shape : shapes) {
      panels.add(panel(shape.name(), evidence.protocol().shaped(shape, SEED)));
    }
    Path file = evidence.protocol().folder().figure(id + ".png");
    List<String> names = IntStream.rangeClosed(1, 10).mapToObj(i -> "cluster " + i).toList();
    LatentPanels.write(file, panels, names, 2);
    return new Figure(file, "Test latents by cluster; each run's clusters have their own order.");
  }

  private static int[] clusters(RunFolder run, Latents latents) {
    return run.clusterings().labels(Evidence.clusters(run).orElseThrow(), latents);
  }

  private static LatentPanels.Panel panel(String title, RunFolder run) {
    Latents latents = run.latents();
    PrincipalComponents axes = PrincipalComponents.of(latents.values(), latents.dimension());
    int[] some = Evidence.thinned(latents.rows(Split.TEST), POINTS);
    int n = some.length;
    float[] projected = axes.project(latents.select(some), 2);
    float[] x = new float[n];
    float[] y = new float[n];
    int[] group = new int[n];
    int[] cluster = clusters(run, latents);
    for (int i = 0; i < n; i++) {
      x[i] = projected[2 * i];
      y[i] = projected[2 * i + 1];
      group[i] = cluster[some[i]];
    }
    return new LatentPanels.Panel(
        title, "first principal axis", "second principal axis", x, y, group);
  }

  private static List<Figure> matrices(Evidence evidence, List<Regularisation> shapes)
      throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (Regularisation shape : shapes) {
      RunFolder run = evidence.protocol().shaped(shape, SEED);
      ClusteringRecord clusters = Evidence.clusters(run).orElseThrow();
      int[][] matrix = Objects.requireNonNull(clusters.confusion(FITTED));
      List<String> classes = run.record().dataset().classNames();
      Path file = evidence.protocol().folder().figure("fig-10-12-%s.png".formatted(shape.prior()));
      ConfusionFigure.write(
          matrix,
          classes.subList(0, Math.min(classes.size(), matrix.length)),
          IntStream.rangeClosed(1, matrix[0].length).mapToObj(String::valueOf).toList(),
          "class",
          "cluster, matched",
          file);
      figures.add(
          new Figure(
              file,
              "%s: %.1f %% of the training images on the diagonal."
                  .formatted(
                      shape.name(), 100 * Objects.requireNonNull(clusters.accuracy(FITTED)))));
    }
    return figures;
  }
}
