package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class OwnPairsTest {
  /** One tile to five: whole ones and not, odd and even numbers of them. */
  @Test
  void theTournamentAgreesWithTheStrips() {
    for (int n : new int[] {1, 7, 13, 207, 1023, 1024, 1025, 2049, 3100, 4097}) {
      for (int k : new int[] {1, 4}) {
        Points points = normal(n, k);
        for (boolean near : new boolean[] {false, true}) {
          OwnPairs pairs = new OwnPairs(new VectorRowKernel(), 2, near ? 1e-5 : 1, near);
          double[] pulls = new double[n * k];
          double[] other = new double[n * k];
          double sum = pairs.byStrips(points, pulls);
          assertThat(pairs.byTournament(points, other)).isCloseTo(sum, within(2e-6 * sum));
          assertClose(other, pulls);
        }
      }
    }
  }

  @Test
  void threadsChangeNoBitOfTheTournament() {
    Points points = normal(3100, 3);
    double[] one = new double[9300];
    double sum = new OwnPairs(new VectorRowKernel(), 1, 1, false).byTournament(points, one);
    for (int threads : new int[] {2, 3}) {
      double[] more = new double[9300];
      OwnPairs pairs = new OwnPairs(new VectorRowKernel(), threads, 1, false);
      assertThat(pairs.byTournament(points, more)).isEqualTo(sum);
      assertThat(more).isEqualTo(one);
      assertThat(pairs.byTournament(points, null)).isEqualTo(sum);
    }
  }

  @Test
  void theScalarTwinsTournamentAgrees() {
    Points points = normal(2100, 3);
    double[] fast = new double[6300];
    double[] slow = new double[6300];
    double sum = new OwnPairs(new ScalarRowKernel(), 2, 1, false).byTournament(points, slow);
    assertThat(new OwnPairs(new VectorRowKernel(), 2, 1, false).byTournament(points, fast))
        .isCloseTo(sum, within(2e-6 * sum));
    assertClose(fast, slow);
  }

  private static void assertClose(double[] pulls, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(pulls).containsExactly(expected, within(1e-5 * largest + 1e-30));
  }

  private static Points normal(int n, int k) {
    RandomGenerator random = Streams.of(2, "points", n, k);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Points(values, k);
  }
}
