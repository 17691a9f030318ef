package emaki.paper;

import emaki.data.InputException;
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
record DivergenceBySigma(String id, String title, String study) implements Experiment {
  private static final RolledRuns RUNS = RolledRuns.bySigma();

  DivergenceBySigma() {
    this(
        "fig-6",
        "Fig. 6: divergence by epoch and sigma",
        "For the four runs of Fig. 5, the divergence's scale shrinks as sigma grows.");
  }

  @Override
  public String chosen(Protocol protocol) {
    return "The runs of Fig. 5. Curves are of the validation images; each sigma's floor is drawn beside its curve.";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return RUNS.jobs(protocol);
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    List<Regularisation> done = RUNS.done(evidence.protocol());
    if (done.isEmpty()) {
      return Result.NOTHING;
    }
    List<CurveFigure.Series> series = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    double before = Double.NaN;
    for (Regularisation shape : done) {
      RunFolder run = evidence.protocol().shaped(shape, RolledRuns.SEED);
      double[] curve = run.metric("validation_divergence");
      if (curve.length == 0) {
        throw new InputException(
            run.metricsFile().toString(), "holds no epoch", "remove the run: it is made anew");
      }
      Sample last = RUNS.sample(evidence, shape, Evidence.divergence(false));
      Sample floor = RUNS.sample(evidence, shape, Evidence.divergence(true));
      series.add(
          new CurveFigure.Series(RUNS.name(shape), run.metric("epoch"), curve, floor.values()[0]));
      rows.add(
          List.of(
              RUNS.name(shape),
              "%.4g".formatted(curve[0]),
              "%.4g".formatted(Arrays.stream(curve).min().orElseThrow()),
              Cells.number(last, "%.4g"),
              Cells.number(floor, "%.4g")));
      findings.add(
          evidence.finding(
              "fig-6/sigma" + (int) shape.sigma(),
              "CSD after training, " + RUNS.name(shape),
              null,
              last,
              Unit.NATS,
              "test",
              judgement(last.values()[0], before)));
      before = last.values()[0];
    }
    return new Result(findings, List.of(table(rows)), List.of(figure(evidence, series)));
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
    Path file = evidence.protocol().folder().figure("fig-6.png");
    CurveFigure.write(file, "epoch", "CSD of the validation images, nats", true, series);
    return new Figure(
        file, "Divergence by epoch on a logarithmic scale; dashed: the floor of each sigma.");
  }
}
