package emaki.paper;

import emaki.eval.PrincipalComponents;
import emaki.report.ConfusionFigure;
import emaki.report.LatentPanels;
import emaki.report.PaperPage.Verdict;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Figs. 9 to 12: the clusters of Table 2 as pictures, and their confusion with the classes.
 *
 * @param id by which it is asked for
 * @param confusion whether it is shown, or the clusters are
 */
record ClusterPictures(String id, boolean confusion) implements Experiment {
  private static final int POINTS = 4000;
  private static final String FITTED = "train";

  static ClusterPictures projections() {
    return new ClusterPictures("fig-9", false);
  }

  static ClusterPictures confusions() {
    return new ClusterPictures("fig-10-12", true);
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return Regularisation.TABLE_2.stream()
        .map(shape -> protocol.clusteredLatents(shape, Protocol.SHOWN))
        .toList();
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    List<LatentPanels.Panel> panels = new ArrayList<>();
    for (Regularisation shape : Regularisation.TABLE_2) {
      Job job = protocol.clusteredLatents(shape, Protocol.SHOWN);
      Runs runs = protocol.shownRun(seed -> protocol.shapedLatents(shape, seed));
      if (!job.isDone()) {
        continue;
      }
      if (confusion) {
        diagonal(result, shape, runs.sample(Reading.clusterAccuracy(FITTED)));
        matrix(result, shape, job.run());
      } else {
        Sample apart = runs.sample(ClusterPictures::silhouette);
        String what = "silhouette of the clusters, " + shape.name();
        result.number(id + "/" + shape.prior(), what, apart, "test", Judgement.NONE);
        panels.add(panel(shape.name(), job.run()));
      }
    }
    if (!panels.isEmpty()) {
      List<String> names = IntStream.rangeClosed(1, 10).mapToObj(i -> "cluster " + i).toList();
      String caption = "Test latents by cluster; each run's clusters have their own order.";
      LatentPanels.write(result.picture(id + ".png", caption), panels, names, 2);
    }
  }

  /** How far apart the clusters of a picture lie. */
  private static double silhouette(RunFolder run) {
    Latents latents = run.latents();
    return TestLatents.of(latents).silhouette(clusters(run, latents), POINTS);
  }

  /** What lies on the diagonal of a matrix. */
  private void diagonal(Result result, Regularisation shape, Sample accuracy) {
    result.finding(
        id + "/" + shape.prior(),
        "on the diagonal, " + shape.name(),
        study().figures().get(shape.prior()),
        accuracy,
        Unit.PERCENT,
        "training",
        new Judgement(Verdict.NONE, "one seed; Table 2 judges all of them"));
  }

  private static int[] clusters(RunFolder run, Latents latents) {
    return run.clusterings().labels(Task.clusters(run).orElseThrow(), latents);
  }

  private static LatentPanels.Panel panel(String title, RunFolder run) {
    Latents latents = run.latents();
    PrincipalComponents axes = PrincipalComponents.of(latents.values(), latents.dimension());
    TestLatents some = TestLatents.of(latents).thinned(POINTS);
    float[] projected = axes.project(some.values(), 2);
    return new LatentPanels.Panel(
        title,
        "first principal axis",
        "second principal axis",
        TestLatents.column(projected, 2, 0),
        TestLatents.column(projected, 2, 1),
        some.of(clusters(run, latents)));
  }

  private void matrix(Result result, Regularisation shape, RunFolder run) throws IOException {
    ClusteringRecord clusters = Task.clusters(run).orElseThrow();
    int[][] matrix = Objects.requireNonNull(clusters.confusion(FITTED));
    double share = 100 * Objects.requireNonNull(clusters.accuracy(FITTED));
    List<String> classes = run.record().dataset().classNames();
    ConfusionFigure.write(
        matrix,
        classes.subList(0, Math.min(classes.size(), matrix.length)),
        IntStream.rangeClosed(1, matrix[0].length).mapToObj(String::valueOf).toList(),
        "class",
        "cluster, matched",
        result.picture(
            "%s-%s.png".formatted(id, shape.prior()),
            "%s: %.1f %% of the training images on the diagonal.".formatted(shape.name(), share)));
  }
}
