package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.divergence.Divergence;
import emaki.divergence.KernelWidth;
import emaki.prior.GaussianMixture;
import emaki.prior.Prior;
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

  private static Regulariser of(Divergence divergence) {
    return new Regulariser(PRIOR, divergence, 0.1, 7);
  }
}
