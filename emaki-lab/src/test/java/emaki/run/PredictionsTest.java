package emaki.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictionsTest {
  @TempDir private Path folder;

  private Predictions read(float[] probabilities, int[] labels, int columns) throws Exception {
    RunFolder run = new RunFolder(folder);
    NpyArray p = NpyArray.of(probabilities, probabilities.length / columns, columns);
    Npz.write(
        run.predictionsFile(),
        Map.of("probabilities", p, "labels", NpyArray.of(labels, labels.length)));
    return Predictions.of(run, 3);
  }

  @Test
  void theMostProbableClassAndHowProbableItIs() throws Exception {
    Predictions said = read(new float[] {0.2f, 0.5f, 0.3f, 0.4f, 0.2f, 0.4f}, new int[] {1, -1}, 3);
    assertThat(said.predicted()).containsExactly(1, 0);
    assertThat(said.confidence()).containsExactly(0.5f, 0.4f);
    assertThat(said.labels()).containsExactly(1, -1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    RunFolder run = new RunFolder(folder);
    assertThatThrownBy(() -> Predictions.of(run, 3)).isInstanceOf(InputException.class);
    refused(new float[] {0.5f, 0.5f}, new int[] {1}, 2, "of other classes");
    refused(new float[] {0.5f, 0.5f, 0}, new int[] {1, 2}, 3, "do not fit together");
    refused(new float[] {0.5f, 0.5f, 0}, new int[] {3}, 3, "a label of no class");
    refused(new float[] {Float.NaN, 0.5f, 0}, new int[] {0}, 3, "no probability");
  }

  private void refused(float[] probabilities, int[] labels, int columns, String why) {
    assertThatThrownBy(() -> read(probabilities, labels, columns))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("predictions.npz")
        .hasMessageContaining(why);
  }
}
