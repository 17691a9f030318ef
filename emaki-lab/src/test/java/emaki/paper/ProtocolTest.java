package emaki.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import emaki.data.InputException;
import emaki.data.Split;
import emaki.data.Streams;
import emaki.prior.Priors;
import emaki.run.Latents;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProtocolTest {
  private static Protocol protocol(Budget budget) {
    PaperOptions options =
        new PaperOptions("kmnist", null, Path.of("p"), budget, null, List.of(), 2, "emaki paper");
    return Protocol.asked(new PaperFolder(options.out()), options);
  }

  private static Map<String, Job> jobs(Protocol protocol) {
    Map<String, Job> jobs = new LinkedHashMap<>();
    for (Experiment experiment : Experiments.of(List.of())) {
      experiment.jobs(protocol).forEach(job -> jobs.merge(job.id(), job, Job::and));
    }
    return jobs;
  }

  /**
   * Four priors by ten seeds; six dimensions, an MLP and a CNN by three; and eight of the ten
   * pictures' runs, for sigma 1, lambda 10 is in two of them and lambda 0.1 in Table 2.
   */
  @Test
  void experimentsShareTheirRuns() {
    Map<String, Job> jobs = jobs(protocol(Budget.FULL));
    assertThat(jobs).hasSize(4 * 10 + 6 * 3 + 2 * 3 + 8);
    assertThat(jobs.get("plain-k30-seed0").steps().stream().map(Task::kind))
        .containsExactly(Task.Kind.TRAIN, Task.Kind.CLASSIFY, Task.Kind.CLASSIFY);
    assertThat(jobs.get("swiss-roll-sigma1-lambda0.1-seed0").steps().stream().map(Task::kind))
        .containsExactly(Task.Kind.TRAIN, Task.Kind.CLUSTER);
  }

  /** Pairs must differ in nothing but the prior. */
  @Test
  void pairsShareAllButTheirPrior() {
    Protocol protocol = protocol(Budget.FULL);
    Map<String, String> none = settings(protocol.clusteredLatents(Regularisation.NONE, 4));
    Map<String, String> gaussian = settings(protocol.clusteredLatents(Regularisation.GAUSSIAN, 4));
    assertThat(none).hasSizeGreaterThan(3).containsOnlyKeys(gaussian.keySet());
    List<String> prior = List.of("prior", "sigma", "lambda");
    none.keySet().removeAll(prior);
    gaussian.keySet().removeAll(prior);
    assertThat(none).isEqualTo(gaussian);
  }

  private static Map<String, String> settings(Job job) {
    return new LinkedHashMap<>(job.steps().get(0).settings());
  }

  @Test
  void anUnknownIdIsRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Experiments.of(List.of("table-3")))
        .withMessageContaining("table-3")
        .withMessageContaining("table-2");
  }

  /** A sample of the roll itself is a roll, a ball is none. */
  @Test
  void measuresTellARollFromABall() {
    var roll = Priors.parse("swiss-roll", 3).orElseThrow();
    var ball = Priors.parse("gaussian", 3).orElseThrow();
    RollMeasures rolled = measures(roll.sample(3000, Streams.of(1, "test")), roll);
    assertThat(rolled.distance()).isLessThan(0.6);
    assertThat(rolled.coverage()).isGreaterThan(0.99);
    assertThat(rolled.divergence()).isBetween(0.8 * rolled.floor(), 1.2 * rolled.floor());
    RollMeasures balled = measures(ball.sample(3000, Streams.of(1, "test")), roll);
    assertThat(balled.distance()).isGreaterThan(2);
    assertThat(balled.coverage()).isLessThan(0.1);
    assertThat(balled.divergence()).isGreaterThan(10 * balled.floor());
    // A Gaussian of the roll's own mean and spread covers it too: distance alone tells them apart.
    assertThat(RollMeasures.ofRoll().distance()).isLessThan(0.6);
    assertThat(RollMeasures.ofGaussian().distance()).isGreaterThan(2);
  }

  private static RollMeasures measures(float[] points, emaki.prior.Prior roll) {
    int n = points.length / 3;
    byte[] split = new byte[n];
    Arrays.fill(split, Split.TEST.code());
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
    }
    return RollMeasures.of(new Latents(points, 3, labels, split, null, null), roll);
  }
}
