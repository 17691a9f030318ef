package emaki.paper;

import emaki.eval.MeanInterval;
import emaki.paper.RolledRuns.Rolled;
import emaki.report.PaperPage.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Latents under the swiss roll as one option changes, in a picture and in numbers.
 *
 * @param id by which it is asked for
 * @param study what the study says
 * @param words that put the study's into numbers
 * @param runs that are shown
 * @param quantity that decides, in words
 * @param measure the same
 * @param judge of one run
 * @param compared what is said of more than one run
 */
record RolledLatents(
    String id,
    String title,
    String study,
    String words,
    RolledRuns runs,
    String quantity,
    ToDoubleFunction<RollMeasures> measure,
    Judge judge,
    Comparison compared)
    implements Experiment {
  /** Loss of silhouette that still counts as keeping the classes apart. */
  private static final double KEPT = 0.02;

  // Between a sample of the roll itself and a Gaussian of its mean and spread, which the table has.
  private static final double ROLL = 1;
  private static final double NO_ROLL = 2;

  /** Says whether what the study says of a run holds. */
  @FunctionalInterface
  interface Judge {
    Judgement of(Rolled rolled, Evidence evidence) throws IOException;
  }

  /** What more than one run says together. */
  @FunctionalInterface
  interface Comparison {
    List<Finding> of(Evidence evidence) throws IOException;
  }

  /** Fig. 5: which sigma gives the roll. */
  static RolledLatents bySigma() {
    return new RolledLatents(
        "fig-5",
        "Fig. 5: latents under the swiss roll by sigma",
        "With lambda 10, a small sigma gives the roll, a sigma of 100 or more a ball.",
        "\"Roll\" is put in numbers by the mean distance of a latent to the nearest of 5000 points of the roll, which means the"
            + " same for every sigma: below 1 is called a roll, above 2 none. The table has the same of a sample of the roll"
            + " itself and of a Gaussian of its mean and spread. Whether what is no roll is a ball, the picture shows. The"
            + " study's \"small\" is taken for 1 and 10.",
        RolledRuns.bySigma(),
        "mean distance of latents to the roll",
        RollMeasures::distance,
        (rolled, evidence) -> rolledUp(rolled),
        evidence -> List.of());
  }

  /** Fig. 7: which lambda keeps the classes apart on the roll. */
  static RolledLatents byLambda() {
    return new RolledLatents(
        "fig-7",
        "Fig. 7: latents under the swiss roll by lambda",
        "With sigma 1, lambda 0.1 keeps the classes apart; more smears them over the roll.",
        "\"Apart\" is put in numbers by the silhouette of the classes: 1 is far apart, 0 touching, below 0 mixed. Lambda 0.1"
            + " keeps them apart if, over the seeds of Table 2, no more than %.2f is lost against no prior."
                .formatted(KEPT),
        RolledRuns.byLambda(),
        "silhouette of the classes",
        RollMeasures::silhouette,
        RolledLatents::mixed,
        RolledLatents::kept);
  }

  @Override
  public String chosen(Protocol protocol) {
    return "At most %d epochs, one seed, test images. %s"
        .formatted(protocol.budget().autoencoderEpochs(), words);
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return runs.jobs(protocol);
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    List<Rolled> measured = runs.measured(evidence.protocol());
    if (measured.isEmpty()) {
      return Result.NOTHING;
    }
    List<Finding> findings = new ArrayList<>();
    for (Rolled each : measured) {
      findings.add(
          evidence.finding(
              id + "/" + each.name().replace(" ", ""),
              quantity + ", " + each.name(),
              null,
              runs.sample(evidence, each.shape(), measure.applyAsDouble(each.measures())),
              Unit.NUMBER,
              "test",
              judge.of(each, evidence)));
    }
    findings.addAll(compared.of(evidence));
    return new Result(
        findings,
        List.of(runs.table(id, evidence, measured)),
        List.of(runs.panels(id, evidence.protocol(), measured)));
  }

  private static Judgement rolledUp(Rolled rolled) {
    RollMeasures measures = rolled.measures();
    boolean wanted = rolled.shape().sigma() < 100;
    double distance = measures.distance();
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
  private static Judgement mixed(Rolled rolled, Evidence evidence) throws IOException {
    if (rolled.shape().lambda() <= RolledRuns.BEST.lambda()) {
      return Judgement.NONE;
    }
    Sample best = silhouettes(evidence, RolledRuns.BEST);
    if (best.size() < 2) {
      return new Judgement(Verdict.UNDECIDED, "one seed tells no spread");
    }
    double here = rolled.measures().silhouette();
    MeanInterval next = MeanInterval.ofNext(best.values());
    String why =
        "one more seed with lambda 0.1 would give %.3f to %.3f (95 %%)"
            .formatted(next.low(), next.high());
    return next.contains(here)
        ? new Judgement(Verdict.UNDECIDED, why)
        : Judgement.of(here < next.low(), why);
  }

  /** Lambda 0.1 keeps the classes as far apart as they are without a prior, seed by seed. */
  private static List<Finding> kept(Evidence evidence) throws IOException {
    Sample lost =
        silhouettes(evidence, RolledRuns.BEST).less(silhouettes(evidence, Regularisation.NONE));
    return lost.isEmpty()
        ? List.of()
        : List.of(
            evidence.finding(
                "fig-7/lambda0.1-over-none",
                "silhouette of the classes, lambda 0.1 less no prior",
                null,
                lost,
                Unit.NUMBER,
                "test",
                Judgement.kept(KEPT, lost)));
  }

  private static Sample silhouettes(Evidence evidence, Regularisation shape) throws IOException {
    return ClusteredLatents.sample(evidence, shape, run -> RollMeasures.silhouette(run.latents()));
  }
}
