package emaki.paper;

import emaki.data.InputException;
import emaki.paper.RolledLatents.Rolled;
import emaki.report.CurveFigure;
import emaki.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fig. 6: the divergence by epoch, for each sigma. */
final class DivergenceBySigma implements Experiment {
  private static final RolledLatents RUNS = RolledLatents.bySigma();

  @Override
  public String id() {
    return "fig-6";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return RUNS.jobs(protocol);
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    List<CurveFigure.Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    double before = Double.NaN;
    for (Rolled each : RUNS.done(protocol)) {
      RunFolder run = each.run();
      String name = each.name();
      double[] curve = run.metric("validation_divergence");
      if (curve.length == 0) {
        throw new InputException(
            run.metricsFile().toString(), "holds no epoch", "remove the run: it is made anew");
      }
      Sample last = each.runs().sample(Reading.divergence(false));
      Sample floor = each.runs().sample(Reading.divergence(true));
      series.add(new CurveFigure.Series(name, run.metric("epoch"), curve, floor.values()[0]));
      rows.add(
          List.of(
              name,
              "%.4g".formatted(curve[0]),
              "%.4g".formatted(Arrays.stream(curve).min().orElseThrow()),
              last.cell("%.4g"),
              floor.cell("%.4g")));
      String id = "fig-6/sigma" + (int) each.shape().sigma();
      String what = "CSD after training, " + name;
      Judgement judgement = judgement(last.values()[0], before);
      result.finding(id, what, null, last, Unit.NATS, "test", judgement);
      before = last.values()[0];
    }
    if (!rows.isEmpty()) {
      result.table(
          "fig-6",
          "Divergence at each run's own sigma, nats; one seed.",
          List.of("run", "CSD, first epoch", "CSD, least", "CSD, test", "floor"),
          rows);
      CurveFigure.write(
          result.picture(
              "fig-6.png",
              "Divergence by epoch on a logarithmic scale; dashed: the floor of each sigma."),
          "epoch",
          "CSD of the validation images, nats",
          true,
          series);
    }
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
}
