package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.divergence.Divergence;
import emaki.divergence.Divergences;
import emaki.divergence.KernelWidth;
import emaki.prior.GaussianMixture;
import emaki.prior.Prior;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegulariserTest {
  private static final Prior PRIOR = new GaussianMixture(3, 4, 5, 1);
  private static final KernelWidth WIDTH = new KernelWidth(3, 0.5);

  /** So that epochs, runs and the floor stand beside each other however a run was trained. */
  @Test
  void aClosedFormTrainsAndASampleValidates() {
    Regulariser exact = of(CauchySchwarz.exact(WIDTH, 2));
    Regulariser sampled = of(new CauchySchwarz(WIDTH, 2));
    float[] latents = PRIOR.sample(600, Streams.of(1, "latents"));
    assertThat(exact.validate(latents, 200)).isEqualTo(sampled.validate(latents, 200));
    assertThat(exact.parts()).isEqualTo(sampled.parts());

    float[] once = new float[latents.length];
    float[] later = new float[latents.length];
    Divergence.Measurement first = exact.step(latents, 1, 0.3, once);
    assertThat(exact.step(latents, 2, 0.3, later)).isEqualTo(first);
    assertThat(later).isEqualTo(once);
    assertThat(sampled.step(latents, 1, 0.3, once))
        .isNotEqualTo(sampled.step(latents, 2, 0.3, later));
  }

  /**
   * Even points, where the width falls and for what has none, change no record: V(Y), which no
   * gradient sees, is that of independent ones. The study's width is one, and all its points are.
   */
  @Test
  void trainsOnEvenPointsWhereTheWidthFalls() {
    KernelWidth one = KernelWidth.of(1);
    Map.of(
            Divergences.parse("cauchy-schwarz", WIDTH, 2), true,
            Divergences.parse("cauchy-schwarz", one, 2), false,
            Divergences.parse("cauchy-schwarz:prior=sampled", WIDTH, 2), false,
            Divergences.parse("cauchy-schwarz:prior=even", one, 2), true,
            Divergences.parse("energy", one, 2), true,
            Divergences.parse("sliced-wasserstein", one, 2), true)
        .forEach(
            (divergence, even) -> {
              float[] latents = PRIOR.sample(200, Streams.of(1, "latents"));
              Prior drawn = even ? PRIOR.evenly() : PRIOR;
              float[] expected = new float[latents.length];
              float[] gradient = new float[latents.length];
              Regulariser regulariser = of(divergence);
              regulariser.step(latents, 3, 0.4, gradient);
              divergence.of(latents, drawn, Streams.of(7, "prior", 3), 0.4, expected);
              assertThat(gradient).as(divergence.spec()).isEqualTo(expected);
              assertThat(regulariser.validate(latents, 200))
                  .isEqualTo(
                      divergence.of(latents, PRIOR, Streams.of(7, "prior-validation", 0), 1, null));
            });
  }

  /** Means over steps: by even points throughout it would be below. */
  @Test
  void theDivergenceOfTrainingStandsBesideTheFloor() {
    Regulariser even = of(Divergences.parse("cauchy-schwarz", WIDTH, 2));
    Regulariser independent = of(Divergences.parse("cauchy-schwarz:prior=sampled", WIDTH, 2));
    double difference = 0;
    float[] gradient = new float[600];
    for (int step = 1; step <= 200; step++) {
      float[] latents = PRIOR.sample(200, Streams.of(1, "latents", step));
      difference += even.step(latents, step, 1, gradient).value() / 200;
      difference -= independent.step(latents, step, 1, gradient).value() / 200;
    }
    assertThat(difference).isBetween(-0.01, 0.01);
  }

  private static Regulariser of(Divergence divergence) {
    return new Regulariser(PRIOR, divergence, 0.1, 7);
  }
}
