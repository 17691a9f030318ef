package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class WeightTest {
  @Test
  void aNumberIsWhatItIs() {
    Weight weight = Weight.of(0.1);
    assertThat(weight.lambda(0.5)).isEqualTo(0.1);
    assertThat(weight.score(0.5, 2)).isEqualTo(0.5 + 0.1 * 2);
  }

  @Test
  void aShareFollowsTheErrorAndIsBounded() {
    Weight share = Weight.ofError(0.25);
    assertThat(share.lambda(0.065)).isCloseTo(0.016, within(0.0005));
    assertThat(share.lambda(1)).isEqualTo(share.value());
    assertThat(share.lambda(0)).isPositive();
    assertThat(share.score(0, 1)).isFinite();
  }

  /** A short training keeps the share, a long one has more, an endless one not without end. */
  @Test
  void aShareGrowsWithTheTrainingWithinBounds() {
    assertThat(Weight.ofError(0.22, 1)).isEqualTo(Weight.ofError(0.22));
    assertThat(Weight.ofError(0.22, 2100)).isEqualTo(Weight.ofError(0.22));
    assertThat(Weight.ofError(0.22, 4200).value()).isCloseTo(0.44, within(1e-12));
    assertThat(Weight.ofError(0.22, Long.MAX_VALUE).value()).isCloseTo(0.55, within(1e-12));
    assertThat(Weight.ofError(0, Long.MAX_VALUE).value()).isZero();
  }

  /** Which of two epochs is better does not depend on the unit of the error. */
  @Test
  void scoresOfAShareDifferAlikeInAnyUnit() {
    Weight share = new Weight(0.2, true);
    double difference = share.score(0.07, 0.5) - share.score(0.06, 1.5);
    assertThat(share.score(0.7, 0.5) - share.score(0.6, 1.5)).isCloseTo(difference, within(1e-12));
    assertThat(difference).isCloseTo(Math.log(7 / 6.0) - 0.2, within(1e-12));
  }

  @Test
  void refusesWhatIsNoWeight() {
    for (double value : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Weight.of(value)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
