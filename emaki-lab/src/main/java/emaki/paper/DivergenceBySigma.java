package emaki.paper;

import emaki.data.InputException;
import emaki.paper.RolledRuns.Rolled;
import emaki.report.CurveFigure;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fig. 6: the divergence by epoch, for each sigma. */
final class DivergenceBySigma implements Experiment {
  private static final RolledRuns RUNS = RolledRuns.bySigma();

  @Override
  public String id() {
    return "fig-6";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return RUNS.jobs(protocol);
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    List<CurveFigure.Series> series = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    double before = Double.NaN;
    for (Rolled each : RUNS.done(evidence.protocol())) {
      RunFolder run = each.run();
      double[] curve = run.metric("validation_divergence");
      if (curve.length == 0) {
        throw new InputException(
            run.metricsFile().toString(), "holds no epoch", "remove the run: it is made anew");
      }
      Sample last = each.runs().sample(Reading.divergence(false));
      Sample floor = each.runs().sample(Reading.divergence(true));
      series.add(
          new CurveFigure.Series(each.name(), run.metric("epoch"), curve, floor.values()[0]));
      rows.add(
          List.of(
              each.name(),
              "%.4g".formatted(curve[0]),
              "%.4g".formatted(Arrays.stream(curve).min().orElseThrow()),
              last.cell("%.4g"),
              floor.cell("%.4g")));
      findings.add(
          evidence.finding(
              "fig-6/sigma" + (int) each.shape().sigma(),
              "CSD after training, " + each.name(),
              last,
              Unit.NATS,
              "test",
              judgement(last.values()[0], before)));
      before = last.values()[0];
    }
    return rows.isEmpty()
        ? Result.NOTHING
        : new Result(findings, List.of(table(rows)), List.of(figure(evidence, series)));
  }

  /**
   * @param before with the next smaller sigma; NaN: there is none
   */
  private static Judgement judgement(double now, double before) {
    return Double.isNaN(before)
        ? Judgement.NONE
        : Judgement.of(
            now < before,
            "%.3g, and %.3g with the next smaller sigma; one seed".formatted(now, before));
  }

  private static Table table(List<List<String>> rows) {
    return new Table(
        "fig-6",
        "Divergence at each run's own sigma, nats; one seed.",
        List.of("run", "CSD, first epoch", "CSD, least", "CSD, test", "floor"),
        rows);
  }

  private static Figure figure(Evidence evidence, List<CurveFigure.Series> series)
      throws IOException {
    Path file = evidence.picture("fig-6.png");
    CurveFigure.write(file, "epoch", "CSD of the validation images, nats", true, series);
    return new Figure(
        file, "Divergence by epoch on a logarithmic scale; dashed: the floor of each sigma.");
  }
}
