package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RowKernelTest {
  /** A prior's own entropy is wanted at every step, its gradient never. */
  @Test
  void pullsThatAreNotWantedAreLeftOut() {
    Columns points = Columns.of(new Points(new float[] {0, 1, 2, 3, 5, 8}, 2));
    for (RowKernel kernel : new RowKernel[] {new ScalarRowKernel(), new VectorRowKernel()}) {
      Row both = new Row(2, 0.1, true, null);
      Row sums = new Row(2, 0.1, false, null);
      kernel.add(points, 0, points, 1, false, both);
      kernel.add(points, 0, points, 1, false, sums);
      assertThat(sums.sum).isEqualTo(both.sum).isPositive();
      assertThat(both.pull[1]).isNegative();
      assertThat(sums.pull).containsOnly(0);
    }
  }
}
