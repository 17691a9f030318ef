package emaki.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InferenceTest {
  @Test
  void largeImagesGoAFewAtATime() {
    assertThat(Inference.batch(70_000, 784)).isEqualTo(1000);
    assertThat(Inference.batch(20, 784)).isEqualTo(20);
    assertThat(Inference.batch(20, 3 << 20)).isEqualTo(5);
    assertThat(Inference.batch(20, 1 << 30)).isEqualTo(1);
    assertThat(Inference.batch(0, 784)).isEqualTo(1);
  }
}
