package emaki.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.prior.SwissRoll;
import org.junit.jupiter.api.Test;

final class PriorDistanceTest {
  private final SwissRoll roll = new SwissRoll(1);

  @Test
  void perfectLatentsScoreTheFloorAndShiftedOnesMore() {
    PriorDistance distance = new PriorDistance(roll, new CauchySchwarz(1, 2), 500, 0);
    float[] latents = roll.sample(4200, Streams.of(9, "latents"));
    PriorDistance.Estimate floor = distance.floor();
    PriorDistance.Estimate perfect = distance.of(latents);
    assertThat(perfect.chunks()).isEqualTo(8);
    assertThat(perfect.mean()).isCloseTo(floor.mean(), within(0.04));
    for (int i = 0; i < latents.length; i++) {
      latents[i] += 1.5f;
    }
    assertThat(distance.of(latents).mean()).isGreaterThan(floor.mean() + 5 * floor.deviation());
  }

  @Test
  void sameForAnyThreads() {
    float[] latents = roll.sample(600, Streams.of(9, "latents"));
    assertThat(new PriorDistance(roll, new CauchySchwarz(1, 1), 200, 0).of(latents))
        .isEqualTo(new PriorDistance(roll, new CauchySchwarz(1, 3), 200, 0).of(latents));
  }

  @Test
  void tooFewLatentsAreNamed() {
    assertThatThrownBy(() -> new PriorDistance(roll, new CauchySchwarz(1, 1), 200, 0).of(new float[30]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 200 latents, got 10");
  }
}
