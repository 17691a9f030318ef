package emaki.paper;

import emaki.paper.RolledRuns.Rolled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Latents under the swiss roll as one option changes, in a picture and in numbers.
 *
 * @param id as {@code --only} names it
 * @param study what the study says
 * @param words that put the study's into numbers
 * @param runs that are shown
 * @param quantity that decides, in words
 * @param measure the same
 * @param judgement of one run among all that are done
 */
record RolledLatents(
    String id,
    String title,
    String study,
    String words,
    RolledRuns runs,
    String quantity,
    ToDoubleFunction<RollMeasures> measure,
    BiFunction<Rolled, List<Rolled>, Judgement> judgement)
    implements Experiment {
  private static final double BEST_LAMBDA = 0.1;

  /** Fig. 5: which sigma gives the roll. */
  static RolledLatents bySigma() {
    return new RolledLatents(
        "fig-5",
        "Fig. 5: latents under the swiss roll by sigma",
        "With lambda 10, a small sigma gives the roll, a sigma of 100 or more a ball.",
        "\"Roll\" is put in numbers by the mean distance of a latent to the nearest of 5000 points of the roll, and by the"
            + " share of those points that have a latent within 2 units (the roll is some 25 units across): below 1 and above"
            + " a half is called a roll. Both, and the divergence at sigma 1, mean the same for every run. The study's"
            + " \"small\" is taken for 1 and 10.",
        RolledRuns.bySigma(),
        "mean distance of latents to the roll",
        RollMeasures::distance,
        (rolled, all) -> rolledUp(rolled));
  }

  /** Fig. 7: which lambda keeps the classes apart on the roll. */
  static RolledLatents byLambda() {
    return new RolledLatents(
        "fig-7",
        "Fig. 7: latents under the swiss roll by lambda",
        "With sigma 1, lambda 0.1 keeps the classes apart; more smears them over the roll.",
        "\"Apart\" is put in numbers by the silhouette of the classes: 1 is far apart, 0 touching, below 0 mixed.",
        RolledRuns.byLambda(),
        "silhouette of the classes",
        RollMeasures::silhouette,
        RolledLatents::mixed);
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
              judgement.apply(each, measured)));
    }
    return new Result(
        findings,
        List.of(runs.table(id, evidence, measured)),
        List.of(runs.panels(id, evidence.protocol(), measured)));
  }

  private static Judgement rolledUp(Rolled rolled) {
    RollMeasures measures = rolled.measures();
    boolean wanted = rolled.shape().sigma() < 100;
    boolean roll = measures.distance() < 1 && measures.coverage() > 0.5;
    return Judgement.of(
        roll == wanted,
        "%s, and %s was expected: mean distance %.2f, %.0f %% of the roll covered; one seed"
            .formatted(
                roll ? "a roll" : "no roll",
                wanted ? "a roll" : "a ball",
                measures.distance(),
                100 * measures.coverage()));
  }

  /** Of a lambda above 0.1 it is said that it mixes the classes more. */
  private static Judgement mixed(Rolled rolled, List<Rolled> all) {
    Optional<Rolled> best =
        all.stream().filter(each -> each.shape().lambda() == BEST_LAMBDA).findFirst();
    if (best.isEmpty() || rolled.shape().lambda() <= BEST_LAMBDA) {
      return Judgement.NONE;
    }
    double here = rolled.measures().silhouette();
    double there = best.get().measures().silhouette();
    return Judgement.of(
        here < there, "%.3f, and %.3f with lambda 0.1; one seed".formatted(here, there));
  }
}
