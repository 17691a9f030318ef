package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class AnnealingTest {
  private static final int ISLANDS = 8;

  @Test
  void findsTheLeastOfAllGroupings() {
    for (int trial = 0; trial < 5; trial++) {
      RandomGenerator random = Streams.of(trial, "problem");
      int[] sizes = random.ints(ISLANDS, 50, 500).toArray();
      double[][] rewards = new double[ISLANDS][ISLANDS];
      for (int a = 0; a < ISLANDS; a++) {
        for (int b = 0; b < a; b++) {
          rewards[a][b] = 5 * random.nextGaussian();
          rewards[b][a] = rewards[a][b];
        }
      }
      double[] targets = {900, 700, 500};
      double least = Double.POSITIVE_INFINITY;
      for (int code = 0; code < Math.pow(3, ISLANDS); code++) {
        least = Math.min(least, energy(groups(code), sizes, targets, rewards));
      }
      Annealing annealing = new Annealing(sizes, targets, 60, rewards);
      Annealing.Result found = annealing.run(Streams.of(trial, "walk"));
      assertThat(found.energy()).isCloseTo(least, within(1e-6));
      assertThat(energy(found.groups(), sizes, targets, rewards)).isCloseTo(least, within(1e-6));
      Annealing.Result again = annealing.run(Streams.of(trial, "walk"));
      assertThat(again.groups()).isEqualTo(found.groups());
    }
  }

  private static int[] groups(int code) {
    int[] groups = new int[ISLANDS];
    for (int i = 0, rest = code; i < ISLANDS; i++, rest /= 3) {
      groups[i] = rest % 3;
    }
    return groups;
  }

  private static double energy(int[] groups, int[] sizes, double[] targets, double[][] rewards) {
    double energy = 0;
    for (int g = 0; g < targets.length; g++) {
      double size = -targets[g];
      for (int i = 0; i < ISLANDS; i++) {
        size += groups[i] == g ? sizes[i] : 0;
        for (int j = 0; j < i; j++) {
          energy -= groups[i] == g && groups[j] == g ? rewards[i][j] : 0;
        }
      }
      energy += size * size / (2 * 60 * 60);
    }
    return energy;
  }
}
