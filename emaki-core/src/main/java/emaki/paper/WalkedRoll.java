package emaki.paper;

import emaki.experiment.RunFolder;
import emaki.experiment.Walk;
import emaki.report.PaperPage.Figure;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Fig. 8: images decoded along the roll. */
final class WalkedRoll implements Experiment {
  private static final int SIDE = 10;
  private static final Shape ROLL = Shape.roll(1, 0.1);

  @Override
  public String id() {
    return "fig-8";
  }

  @Override
  public String title() {
    return "Fig. 8: a walk along the roll";
  }

  @Override
  public String study() {
    return "Images decoded over the roll, across along its axis and down along its angle, pass smoothly from character to"
        + " character.";
  }

  @Override
  public String chosen(Protocol protocol) {
    return "Sigma 1, lambda 0.1, seed 0. \"Smoothly\" is put in numbers by the squared difference of images that are"
        + " neighbours in the grid over that of any two images of it: below a half is called smooth.";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return List.of(protocol.shapedLatents(ROLL, 0));
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    RunFolder run = evidence.protocol().shaped(ROLL, 0);
    if (Evidence.finished(run).isEmpty()) {
      return Result.NOTHING;
    }
    double ratio = roughness(Walk.run(run, SIDE, SIDE));
    Sample sample =
        evidence.sample(List.of(0L), seed -> List.of(run), r -> OptionalDouble.of(ratio));
    return new Result(
        List.of(
            evidence.finding(
                "fig-8/smoothness",
                "difference of neighbours over difference of any two",
                null,
                sample,
                Unit.NUMBER,
                "decoded",
                Judgement.of(
                    ratio < 0.5, String.format(Locale.ROOT, "%.2f, below 0.5 is smooth", ratio)))),
        List.of(),
        List.of(
            new Figure(
                evidence.copy(run.figure("walk.png"), "fig-8.png"),
                "Decoded images: down along the roll's angle, across along its axis.")));
  }

  private static double roughness(Walk walk) {
    int values = walk.images().length / (walk.rows() * walk.columns());
    double near = 0;
    int neighbours = 0;
    double any = 0;
    int pairs = 0;
    for (int a = 0; a < walk.rows() * walk.columns(); a++) {
      for (int b = 0; b < a; b++) {
        double difference = difference(walk.images(), a, b, values);
        any += difference;
        pairs++;
        boolean below = a - b == walk.columns();
        boolean beside = a - b == 1 && a % walk.columns() != 0;
        if (below || beside) {
          near += difference;
          neighbours++;
        }
      }
    }
    return any == 0 ? 1 : (near / neighbours) / (any / pairs);
  }

  private static double difference(float[] images, int a, int b, int values) {
    double sum = 0;
    for (int i = 0; i < values; i++) {
      double difference = images[a * values + i] - images[b * values + i];
      sum += difference * difference;
    }
    return sum;
  }
}
