package emaki.paper;

import emaki.paper.RolledRuns.Rolled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fig. 7: which lambda keeps the classes apart on the roll. */
final class LatentsByLambda implements Experiment {
  private static final double BEST = 0.1;

  private final RolledRuns runs = RolledRuns.byLambda();

  @Override
  public String id() {
    return "fig-7";
  }

  @Override
  public String title() {
    return "Fig. 7: latents under the swiss roll by lambda";
  }

  @Override
  public String study() {
    return "With sigma 1, lambda 0.1 keeps the classes apart; more smears them over the roll.";
  }

  @Override
  public String chosen(Protocol protocol) {
    return ("At most %d epochs, one seed, test images. \"Apart\" is put in numbers by the silhouette of the classes: 1 is far"
            + " apart, 0 touching, below 0 mixed.")
        .formatted(protocol.budget().autoencoderEpochs());
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
    Optional<Rolled> best =
        measured.stream().filter(each -> each.shape().lambda() == BEST).findFirst();
    List<Finding> findings = new ArrayList<>();
    for (Rolled each : measured) {
      findings.add(
          evidence.finding(
              "fig-7/" + each.name().replace(" ", ""),
              "silhouette of the classes, " + each.name(),
              null,
              runs.sample(evidence, each.shape(), each.measures().silhouette()),
              Unit.NUMBER,
              "test",
              best.map(with -> judgement(each, with)).orElse(Judgement.NONE)));
    }
    return new Result(
        findings,
        List.of(runs.table("fig-7", evidence, measured)),
        List.of(runs.panels("fig-7", evidence.protocol(), measured)));
  }

  /** Of a larger lambda it is said that it mixes the classes more. */
  private static Judgement judgement(Rolled rolled, Rolled best) {
    if (rolled.shape().lambda() <= BEST) {
      return Judgement.NONE;
    }
    double here = rolled.measures().silhouette();
    double there = best.measures().silhouette();
    return Judgement.of(
        here < there, "%.3f, and %.3f with lambda 0.1; one seed".formatted(here, there));
  }
}
