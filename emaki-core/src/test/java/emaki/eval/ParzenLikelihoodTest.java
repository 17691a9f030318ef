package emaki.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.kernel.Points;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ParzenLikelihoodTest {
  private static final double DEVIATION = 0.1;

  /** What the distribution itself gives is minus its entropy; windows take away a little. */
  @Test
  void manySamplesComeNearTheDistributionsOwn() {
    ParzenLikelihood found =
        ParzenLikelihood.of(normal(4000, 0, 0), normal(500, 0, 1), normal(2000, 0, 2), 2);
    double own = -Math.log(2 * Math.PI * Math.E * DEVIATION * DEVIATION);
    assertThat(found.mean()).isBetween(own - .1, own + 3 * found.standardError());
    // Of two dimensions: a sum of two squares of standard deviates, halved, deviates by 1.
    assertThat(found.standardError()).isCloseTo(1 / Math.sqrt(2000), within(.003));
    assertThat(found.bandwidth()).isBetween(.02, .06);
    assertThat(found.samples()).isEqualTo(4000);
    assertThat(found.images()).isEqualTo(2000);
  }

  @Test
  void samplesOfAnotherDistributionAreLessLikely() {
    Points others = normal(300, 0, 1);
    Points images = normal(300, 0, 2);
    double right = ParzenLikelihood.of(normal(1000, 0, 0), others, images, 1).mean();
    double beside = ParzenLikelihood.of(normal(1000, .3f, 0), others, images, 1).mean();
    assertThat(beside).isLessThan(right - 1);
  }

  private static Points normal(int n, float mean, int stream) {
    RandomGenerator random = Streams.of(7, "normal", stream);
    float[] values = new float[2 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + (float) (DEVIATION * random.nextGaussian());
    }
    return new Points(values, 2);
  }
}
