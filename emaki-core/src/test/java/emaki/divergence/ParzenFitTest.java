package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.kernel.Points;
import emaki.prior.Gaussian;
import emaki.prior.Prior;
import org.junit.jupiter.api.Test;

final class ParzenFitTest {
  private static final Prior PRIOR = new Gaussian(2);
  private static final int N = 4000;

  /** The same as by every pair. */
  @Test
  void isTheDivergenceOfTwoSamples() {
    Points points = of(PRIOR.sample(N, Streams.of(1, "points")), 1.3f);
    ParzenFit fit = ParzenFit.of(points, PRIOR, 0, 2);
    float[] shape = PRIOR.sample(N, Streams.of(0, "parzen-prior", 0));
    CauchySchwarz.Terms terms =
        new CauchySchwarz(fit.sigma(), 2).between(points.values(), shape, 2);
    assertThat(fit.points()).isEqualTo(N);
    assertThat(fit.divergence()).isCloseTo(terms.divergence(), within(4 * fit.error() + 1e-5));
    assertThat(fit.entropy()).isCloseTo(terms.entropy(), within(fit.error() + 1e-5));
    assertThat(fit.priorEntropy()).isCloseTo(terms.priorEntropy(), within(fit.error() + 1e-5));
    // In closed form, windows and all: log(4 pi (1 + sigma^2)); the sample has its own spread.
    double expected = Math.log(4 * Math.PI * (1 + fit.sigma() * fit.sigma()));
    assertThat(fit.priorEntropy()).isCloseTo(expected, within(0.05));
  }

  /** Points of the prior itself lie as far from it as others of its points do. */
  @Test
  void theFloorIsWhatThePriorScores() {
    ParzenFit own = ParzenFit.of(of(PRIOR.sample(N, Streams.of(1, "points")), 1), PRIOR, 0, 2);
    assertThat(own.divergence()).isBetween(own.floor() / 3, 3 * own.floor());
    ParzenFit wide = ParzenFit.of(of(PRIOR.sample(N, Streams.of(1, "points")), 2), PRIOR, 0, 2);
    assertThat(wide.floor()).isEqualTo(own.floor());
    assertThat(wide.divergence()).isGreaterThan(20 * own.floor());
  }

  private static Points of(float[] values, float scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return new Points(values, 2);
  }
}
