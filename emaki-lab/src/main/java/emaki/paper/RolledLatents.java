package emaki.paper;

import emaki.eval.MeanInterval;
import emaki.prior.SwissRoll;
import emaki.report.LatentPanels;
import emaki.report.PaperPage.Verdict;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.TrialOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Latents under the swiss roll as sigma or lambda changes, in a picture and in numbers; one seed.
 *
 * @param id by which it is asked for
 * @param sigmaVaries whether it is sigma
 */
record RolledLatents(String id, List<Regularisation> shapes, boolean sigmaVaries)
    implements Experiment {
  /** Loss of silhouette that still counts as keeping the classes apart. */
  private static final double KEPT = 0.02;

  // Between a sample of the roll itself and a Gaussian of its mean and spread, which the table has.
  private static final double ROLL = 1;
  private static final double NO_ROLL = 2;

  /** Points of a panel: more would hide each other. */
  private static final int POINTS = 4000;

  private static final int PANELS_IN_A_ROW = 3;

  /** Fig. 5: which sigma gives the roll. */
  static RolledLatents bySigma() {
    return new RolledLatents(
        "fig-5",
        DoubleStream.of(1, 10, 100, 1000)
            .mapToObj(sigma -> Regularisation.roll(sigma, 10))
            .toList(),
        true);
  }

  /** Fig. 7: which lambda keeps the classes apart on the roll. */
  static RolledLatents byLambda() {
    return new RolledLatents(
        "fig-7",
        DoubleStream.of(0.01, 0.05, 0.1, 1, 10, 100)
            .mapToObj(lambda -> Regularisation.roll(1, lambda))
            .toList(),
        false);
  }

  /**
   * A run that is done.
   *
   * @param name such as {@code sigma 10}
   * @param runs it alone
   */
  record Rolled(Regularisation shape, String name, Runs runs, RunFolder run) {}

  /** One run of each, and by lambda those of Table 2 that they are compared with. */
  @Override
  public List<Job> jobs(Protocol protocol) {
    Stream<Job> own = shapes.stream().map(shape -> protocol.shapedLatents(shape, Protocol.SHOWN));
    Stream<Job> compared =
        protocol.pairedSeeds().stream()
            .flatMap(
                seed ->
                    Stream.of(Regularisation.NONE, Regularisation.ROLL)
                        .map(shape -> protocol.shapedLatents(shape, seed)));
    return sigmaVaries ? own.toList() : Stream.concat(own, compared).distinct().toList();
  }

  /** Those of its own runs that are done. */
  List<Rolled> done(Protocol protocol) {
    List<Rolled> done = new ArrayList<>();
    for (Regularisation shape : shapes) {
      Runs runs = protocol.shownRun(seed -> protocol.shapedLatents(shape, seed));
      RunFolder run = runs.jobs().get(0).run();
      if (run.finished().isPresent()) {
        String name =
            sigmaVaries
                ? "sigma " + TrialOptions.text(shape.sigma())
                : "lambda " + TrialOptions.text(shape.lambda());
        done.add(new Rolled(shape, name, runs, run));
      }
    }
    return done;
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    List<Rolled> done = done(protocol);
    if (done.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Rolled each : done) {
      RollMeasures measures = RollMeasures.of(each.run().latents(), new SwissRoll(1));
      finding(result, protocol, each, measures);
      rows.add(row(each, measures));
    }
    if (!sigmaVaries) {
      kept(result, protocol);
    }
    rows.add(reference("a sample of the roll", RollMeasures.ofRoll()));
    rows.add(reference("a Gaussian of its mean and spread", RollMeasures.ofGaussian()));
    result.table(
        id,
        "Test images, one seed. Each divergence stands beside its floor: a sample of the prior against another. Distance of latents to the roll, coverage of the roll by latents, silhouette of the classes.",
        List.of(
            "run",
            "MSE",
            "CSD",
            "floor",
            "CSD at sigma 1",
            "its floor",
            "distance",
            "coverage",
            "silhouette"),
        rows);
    panels(result, done);
  }

  /** Of what decides: by sigma how near the roll latents are, by lambda how far apart classes. */
  private void finding(Result result, Protocol protocol, Rolled rolled, RollMeasures measures)
      throws IOException {
    double value = sigmaVaries ? measures.distance() : measures.silhouette();
    String what =
        sigmaVaries ? "mean distance of latents to the roll" : "silhouette of the classes";
    result.number(
        id + "/" + rolled.name().replace(" ", ""),
        what + ", " + rolled.name(),
        rolled.runs().sample(run -> value),
        "test",
        sigmaVaries ? rolledUp(rolled.shape(), value) : mixed(protocol, rolled.shape(), value));
  }

  private static Judgement rolledUp(Regularisation shape, double distance) {
    boolean wanted = shape.sigma() < 100;
    String why =
        "%s was expected: mean distance %.2f, below %.0f is a roll, above %.0f none; one seed"
            .formatted(wanted ? "a roll" : "no roll", distance, ROLL, NO_ROLL);
    if (distance >= ROLL && distance <= NO_ROLL) {
      return new Judgement(Verdict.UNDECIDED, why);
    }
    return Judgement.of(distance < ROLL == wanted, why);
  }

  /**
   * Of a lambda above 0.1 it is said that it mixes the classes more: more than other seeds with
   * lambda 0.1, which Table 2 has, would.
   */
  private static Judgement mixed(Protocol protocol, Regularisation shape, double silhouette)
      throws IOException {
    if (shape.lambda() <= Regularisation.ROLL.lambda()) {
      return Judgement.NONE;
    }
    Sample best = silhouettes(protocol, Regularisation.ROLL);
    if (best.size() < 2) {
      return new Judgement(Verdict.UNDECIDED, "one seed tells no spread");
    }
    MeanInterval next = MeanInterval.ofNext(best.values());
    String why =
        "one more seed with lambda 0.1 would give %.3f to %.3f (95 %%)"
            .formatted(next.low(), next.high());
    return next.contains(silhouette)
        ? new Judgement(Verdict.UNDECIDED, why)
        : Judgement.of(silhouette < next.low(), why);
  }

  /** Lambda 0.1 keeps the classes as far apart as they are without a prior, seed by seed. */
  private static void kept(Result result, Protocol protocol) throws IOException {
    Sample none = silhouettes(protocol, Regularisation.NONE);
    Sample lost = silhouettes(protocol, Regularisation.ROLL).less(none);
    String what = "silhouette of the classes, lambda 0.1 less no prior";
    Judgement judgement = Judgement.kept(KEPT, lost);
    result.number("fig-7/lambda0.1-over-none", what, lost, "test", judgement);
  }

  private static Sample silhouettes(Protocol protocol, Regularisation shape) throws IOException {
    return protocol.shapedRuns(shape).sample(run -> RollMeasures.silhouette(run.latents()));
  }

  private static List<String> row(Rolled rolled, RollMeasures measures) throws IOException {
    List<String> row = new ArrayList<>(List.of(rolled.name()));
    row.add(rolled.runs().sample(Reading.mse("test")).cell("%.4f"));
    row.add(rolled.runs().sample(Reading.divergence(false)).cell("%.4g"));
    row.add(rolled.runs().sample(Reading.divergence(true)).cell("%.4g"));
    row.addAll(measures.cells());
    row.add("%.3f".formatted(measures.silhouette()));
    return row;
  }

  private static List<String> reference(String name, RollMeasures measures) {
    List<String> row = new ArrayList<>(List.of(name, "", "", ""));
    row.addAll(measures.cells());
    row.add("");
    return row;
  }

  private void panels(Result result, List<Rolled> done) throws IOException {
    List<LatentPanels.Panel> panels = new ArrayList<>();
    for (Rolled each : done) {
      Latents latents = each.run().latents();
      TestLatents some = TestLatents.of(latents).thinned(POINTS);
      float[] x = TestLatents.column(some.values(), latents.dimension(), 0);
      float[] z = TestLatents.column(some.values(), latents.dimension(), 2);
      int[] classes = some.of(latents.labels());
      panels.add(new LatentPanels.Panel(each.name(), "latent 1", "latent 3", x, z, classes));
    }
    // As few rows as there can be, and as even.
    int rows = (panels.size() + PANELS_IN_A_ROW - 1) / PANELS_IN_A_ROW;
    LatentPanels.write(
        result.picture(
            id + ".png",
            "Test latents by class, seen along the roll's axis, from where it is a spiral."),
        panels,
        done.get(0).run().record().dataset().classNames(),
        (panels.size() + rows - 1) / rows);
  }
}
