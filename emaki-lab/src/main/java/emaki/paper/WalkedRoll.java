package emaki.paper;

import emaki.data.Split;
import emaki.report.PaperPage.Figure;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.trial.Walk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Fig. 8: images decoded along the roll. */
record WalkedRoll(String id, String title, String study) implements Experiment {
  private static final int SIDE = 10;

  /** Training latents that say what a place of the walk shows. */
  private static final int NEIGHBOURS = 10;

  WalkedRoll() {
    this(
        "fig-8",
        "Fig. 8: a walk along the roll",
        "Images decoded over the roll, across along its axis and down along its angle, pass smoothly from character to"
            + " character.");
  }

  @Override
  public String chosen(Protocol protocol) {
    return "Sigma 1, lambda 0.1, seed 0. \"Smoothly\" is put in numbers by the squared difference of images that are"
        + " neighbours in the grid over that of any two images of it: below a half is called smooth. A place shows the character"
        + " that most of the ten nearest training latents have; half of the classes or more is called from character to"
        + " character.";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return List.of(protocol.shapedLatents(RolledRuns.BEST, 0));
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    RunFolder run = evidence.protocol().shaped(RolledRuns.BEST, 0);
    if (run.finished().isEmpty()) {
      return Result.NOTHING;
    }
    Walk walk = Walk.run(run, SIDE, SIDE);
    double ratio = roughness(walk);
    int classes = run.record().dataset().classes();
    int met = (int) IntStream.of(characters(walk, run.latents(), classes)).distinct().count();
    return new Result(
        List.of(
            finding(
                evidence,
                run,
                "fig-8/smoothness",
                "difference of neighbours over difference of any two",
                ratio,
                Unit.NUMBER,
                Judgement.of(
                    ratio < 0.5, String.format(Locale.ROOT, "%.2f, below 0.5 is smooth", ratio))),
            finding(
                evidence,
                run,
                "fig-8/characters",
                "characters met",
                met,
                Unit.COUNT,
                Judgement.of(2 * met >= classes, "%d of %d classes".formatted(met, classes)))),
        List.of(),
        List.of(
            new Figure(
                evidence.copy(run.figure("walk.png"), "fig-8.png"),
                "Decoded images: down along the roll's angle, across along its axis.")));
  }

  private static Finding finding(
      Evidence evidence,
      RunFolder run,
      String id,
      String what,
      double value,
      Unit unit,
      Judgement judgement)
      throws IOException {
    Sample one = evidence.sample(List.of(0L), seed -> List.of(run), r -> value);
    return evidence.finding(id, what, null, one, unit, "decoded", judgement);
  }

  /** What most of the nearest training latents of each place are. */
  private static int[] characters(Walk walk, Latents latents, int classes) {
    int[] training =
        IntStream.of(latents.rows(Split.TRAIN)).filter(i -> latents.labels()[i] >= 0).toArray();
    float[] points = latents.select(training);
    int k = latents.dimension();
    int[] characters = new int[walk.rows() * walk.columns()];
    for (int place = 0; place < characters.length; place++) {
      double[] distances = new double[training.length];
      for (int i = 0; i < training.length; i++) {
        distances[i] = squaredDistance(walk.latents(), place, points, i, k);
      }
      double[] sorted = distances.clone();
      Arrays.sort(sorted);
      double reach = sorted[Math.min(NEIGHBOURS, sorted.length) - 1];
      int[] votes = new int[classes];
      for (int i = 0; i < training.length; i++) {
        if (distances[i] <= reach) {
          votes[latents.labels()[training[i]]]++;
        }
      }
      characters[place] =
          IntStream.range(0, classes).reduce((a, b) -> votes[b] > votes[a] ? b : a).orElseThrow();
    }
    return characters;
  }

  private static double roughness(Walk walk) {
    int values = walk.images().length / (walk.rows() * walk.columns());
    double near = 0;
    int neighbours = 0;
    double any = 0;
    int pairs = 0;
    for (int a = 0; a < walk.rows() * walk.columns(); a++) {
      for (int b = 0; b < a; b++) {
        double difference = squaredDistance(walk.images(), a, walk.images(), b, values);
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

  /** Between row i of the one and row j of the other. */
  private static double squaredDistance(float[] a, int i, float[] b, int j, int values) {
    double sum = 0;
    for (int v = 0; v < values; v++) {
      double difference = a[i * values + v] - b[j * values + v];
      sum += difference * difference;
    }
    return sum;
  }
}
