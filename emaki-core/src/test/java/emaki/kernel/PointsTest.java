package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PointsTest {
  @Test
  void rowsAreSelectedInOrder() {
    Points points = new Points(new float[] {1, 2, 3, 4, 5, 6}, 2);
    assertThat(points.size()).isEqualTo(3);
    assertThat(points.select(new int[] {2, 0, 2}).values()).containsExactly(5, 6, 1, 2, 5, 6);
  }

  @Test
  void whatIsNoPointIsNamed() {
    assertThatThrownBy(() -> new Points(new float[4], 3)).hasMessageContaining("4 values");
    assertThatThrownBy(() -> new Points(new float[0], 3)).hasMessageContaining("0 values");
    assertThatThrownBy(() -> new Points(new float[4], 0)).hasMessageContaining("rows of 0");
    assertThatThrownBy(() -> new Points(new float[] {1, 2, 3, Float.POSITIVE_INFINITY}, 2))
        .hasMessageContaining("Infinity in row 1");
    assertThatThrownBy(() -> new Points(new float[2], 2).select(new int[0]))
        .hasMessageContaining("0 values");
  }
}
