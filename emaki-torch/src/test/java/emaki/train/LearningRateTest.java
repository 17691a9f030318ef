package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LearningRateTest {
  @Test
  void constantRisesOverAHundredSteps() {
    assertThat(LearningRate.CONSTANT.factor(1, 5000)).isEqualTo(0.01);
    assertThat(LearningRate.CONSTANT.factor(100, 5000)).isEqualTo(1);
    assertThat(LearningRate.CONSTANT.factor(5000, 5000)).isEqualTo(1);
  }

  @Test
  void cosineRisesFallsAndEndsAtNothing() {
    assertThat(LearningRate.COSINE.factor(25, 1000)).isEqualTo(0.5);
    assertThat(LearningRate.COSINE.factor(50, 1000)).isEqualTo(1);
    assertThat(LearningRate.COSINE.factor(525, 1000)).isCloseTo(0.5, within(1e-12));
    assertThat(LearningRate.COSINE.factor(1000, 1000)).isCloseTo(0, within(1e-12));
    for (int step = 51; step <= 1000; step++) {
      assertThat(LearningRate.COSINE.factor(step, 1000))
          .isLessThan(LearningRate.COSINE.factor(step - 1, 1000));
    }
  }

  @Test
  void taperedRisesThenFallsHoweverFewStepsThereAre() {
    for (long steps = 1; steps <= 600; steps++) {
      boolean falling = false;
      double last = 0;
      for (long step = 1; step <= steps; step++) {
        double factor = LearningRate.TAPERED.factor(step, steps);
        falling |= factor < last;
        assertThat(factor).isBetween(0.0, 1.0);
        if (falling) {
          assertThat(factor).as("step %d of %d", step, steps).isLessThanOrEqualTo(last);
        }
        last = factor;
      }
    }
    assertThat(LearningRate.TAPERED.factor(1, 1)).isPositive();
    assertThat(LearningRate.TAPERED.factor(10, 50)).isEqualTo(1);
  }

  @Test
  void taperedFallsInTheLastFifth() {
    assertThat(LearningRate.TAPERED.factor(50, 1000)).isEqualTo(0.5);
    assertThat(LearningRate.TAPERED.factor(799, 1000)).isEqualTo(1);
    assertThat(LearningRate.TAPERED.factor(900, 1000)).isCloseTo(0.5, within(1e-12));
    assertThat(LearningRate.TAPERED.factor(1000, 1000)).isCloseTo(0, within(1e-12));
    assertThat(LearningRate.TAPERED.settled()).isEqualTo(0.8);
    assertThat(LearningRate.COSINE.settled()).isZero();
  }
}
