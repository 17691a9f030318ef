package emaki.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.prior.Prior;
import emaki.prior.Priors;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeartTest {
  private static final int N = 20_000;

  @Test
  void fillsItsOutlineAndNothingElse(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(Heart.FILE);
    Heart.cloud(file).write(file);
    Prior heart = Priors.parse("points:" + file, 2).orElseThrow();
    float[] points = heart.sample(N, Streams.of(0, "test"));
    int left = 0;
    for (int i = 0; i < N; i++) {
      float x = points[2 * i];
      float y = points[2 * i + 1];
      assertThat(Math.abs(x)).isLessThanOrEqualTo(4);
      assertThat(y).isBetween(-4.25f, 3.25f);
      // The notch above the middle, and beside the point below.
      assertThat(Math.abs(x) < 0.1 && y > 1.7).isFalse();
      assertThat(Math.abs(x) > 1.5 && y < -3).isFalse();
      left += x < 0 ? 1 : 0;
    }
    assertThat(left / (double) N).isCloseTo(0.5, within(0.02));
  }
}
