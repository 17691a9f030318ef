package emaki.paper;

import emaki.paper.RolledRuns.Rolled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fig. 5: which sigma gives the roll. */
final class LatentsBySigma implements Experiment {
  private final RolledRuns runs = RolledRuns.bySigma();

  @Override
  public String id() {
    return "fig-5";
  }

  @Override
  public String title() {
    return "Fig. 5: latents under the swiss roll by sigma";
  }

  @Override
  public String study() {
    return "With lambda 10, a small sigma gives the roll, a sigma of 100 or more a ball.";
  }

  @Override
  public String chosen(Protocol protocol) {
    return ("At most %d epochs, one seed, test images. \"Roll\" is put in numbers by the mean distance of a latent to the"
            + " nearest of 5000 points of the roll, and by the share of those points that have a latent within 2 units (the"
            + " roll is some 25 units across): below 1 and above a half is called a roll. Both, and the divergence at sigma"
            + " 1, mean the same for every run. The study's \"small\" is taken for 1 and 10.")
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
    List<Finding> findings = new ArrayList<>();
    for (Rolled each : measured) {
      findings.add(
          evidence.finding(
              "fig-5/sigma" + (int) each.shape().sigma(),
              "mean distance of latents to the roll, " + each.name(),
              null,
              runs.sample(evidence, each.shape(), each.measures().distance()),
              Unit.NUMBER,
              "test",
              judgement(each)));
    }
    return new Result(
        findings,
        List.of(runs.table("fig-5", evidence, measured)),
        List.of(runs.panels("fig-5", evidence.protocol(), measured)));
  }

  private static Judgement judgement(Rolled rolled) {
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
}
