package emaki.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class MeanIntervalTest {
  private static final double[] VALUES = {.412, .398, .455, .441, .377};

  /** Golden: scipy.stats.t.interval(.95, 4, mean, sem) and the same with s sqrt(1 + 1/5). */
  @Test
  void equalsSciPy() {
    MeanInterval mean = MeanInterval.ofMean(VALUES);
    assertThat(mean.mean()).isCloseTo(.4166, within(1e-12));
    assertThat(mean.low()).isCloseTo(.37730962289866476, within(1e-9));
    assertThat(mean.high()).isCloseTo(.4558903771013353, within(1e-9));
    MeanInterval next = MeanInterval.ofNext(VALUES);
    assertThat(next.low()).isCloseTo(.32035862430019624, within(1e-9));
    assertThat(next.high()).isCloseTo(.5128413756998038, within(1e-9));
  }

  /** What an interval promises: of many samples, 95 in 100 hold the truth, or the next value. */
  @Test
  void coversAsItPromises() {
    RandomGenerator random = new java.util.Random(3);
    int samples = 20_000;
    int mean = 0;
    int next = 0;
    for (int s = 0; s < samples; s++) {
      double[] values = new double[3];
      for (int i = 0; i < values.length; i++) {
        values[i] = 7 + 2 * random.nextGaussian();
      }
      mean += MeanInterval.ofMean(values).contains(7) ? 1 : 0;
      next += MeanInterval.ofNext(values).contains(7 + 2 * random.nextGaussian()) ? 1 : 0;
    }
    assertThat(mean / (double) samples).isCloseTo(0.95, within(0.006));
    assertThat(next / (double) samples).isCloseTo(0.95, within(0.006));
  }

  @Test
  void oneValueTellsNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> MeanInterval.ofMean(new double[] {1}));
  }
}
