package emaki.paper;

import emaki.data.Split;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.trial.Walk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Fig. 8: images decoded along the roll. */
final class WalkedRoll implements Experiment {
  private static final int SIDE = 10;

  /** Training latents that say what a place of the walk shows. */
  private static final int NEIGHBOURS = 10;

  @Override
  public String id() {
    return "fig-8";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return runs(protocol).jobs();
  }

  private static Runs runs(Protocol protocol) {
    return protocol.shownRun(seed -> protocol.shapedLatents(Regularisation.ROLL, seed));
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    Runs runs = runs(protocol);
    RunFolder run = runs.jobs().get(0).run();
    if (run.finished().isEmpty()) {
      return;
    }
    Walk walk = Walk.run(run, SIDE, SIDE);
    double ratio = roughness(walk);
    result.number(
        "fig-8/smoothness",
        "difference of neighbours over difference of any two",
        runs.sample(r -> ratio),
        "decoded",
        Judgement.of(ratio < 0.5, String.format(Locale.ROOT, "%.2f, below 0.5 is smooth", ratio)));
    int classes = run.record().dataset().classes();
    int met = (int) IntStream.of(characters(walk, run.latents(), classes)).distinct().count();
    result.finding(
        "fig-8/characters",
        "characters met",
        null,
        runs.sample(r -> (double) met),
        Unit.COUNT,
        "decoded",
        Judgement.of(2 * met >= classes, "%d of %d classes".formatted(met, classes)));
    result.picture(
        run.figure("walk.png"),
        "fig-8.png",
        "Decoded images: down along the roll's angle, across along its axis.");
  }

  /** What most of the nearest training latents of each place are. */
  private static int[] characters(Walk walk, Latents latents, int classes) {
    int[] training =
        IntStream.of(latents.rows(Split.TRAIN)).filter(i -> latents.labels()[i] >= 0).toArray();
    float[] points = latents.select(training);
    int k = latents.dimension();
    int[] characters = new int[walk.rows() * walk.columns()];
    for (int place = 0; place < characters.length; place++) {
      int here = place;
      double[] distances =
          IntStream.range(0, training.length)
              .mapToDouble(i -> RollMeasures.squaredDistance(walk.latents(), here, points, i, k))
              .toArray();
      double reach = Arrays.stream(distances).sorted().limit(NEIGHBOURS).max().orElseThrow();
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
        double difference =
            RollMeasures.squaredDistance(walk.images(), a, walk.images(), b, values);
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
}
