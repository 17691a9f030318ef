package emaki.report;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.run.Latents;
import org.junit.jupiter.api.Test;

/** On a line, by hand. */
final class ClusterDistancesTest {
  @Test
  void typicalIsNearItsOwnMeanAndDoubtfulNearAnothers() {
    // Means: 2 and 10; cluster 1 is empty; the last is noise.
    float[] values = {0, 1, 5, 9, 11, 100};
    int[] clusters = {0, 0, 0, 2, 2, -1};
    Latents latents = new Latents(values, 1, new int[6], new byte[6], null, null);
    ClusterDistances distances = ClusterDistances.of(latents, clusters, 3);
    assertThat(distances.own()).containsExactly(2, 1, 3, 1, 1, 0);
    assertThat(distances.doubt()).containsExactly(-8, -8, -2, -6, -8, 0);
  }

  @Test
  void aloneTheFarthestIsTheMostDoubtful() {
    Latents latents = new Latents(new float[] {0, 4, 8, 0}, 2, new int[2], new byte[2], null, null);
    assertThat(ClusterDistances.of(latents, new int[2], 1).doubt())
        .containsExactly(Math.sqrt(20), Math.sqrt(20));
  }
}
