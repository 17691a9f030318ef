package emaki.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsLogTest {
  @TempDir private Path folder;

  @Test
  void columnsHaveAValueAnEpoch() throws IOException {
    Path file = folder.resolve("metrics.csv");
    RunFolder run = new RunFolder(folder);
    assertThat(run.metrics()).isEmpty();
    Files.writeString(file, "epoch,train,validation\n1,2.5,\n2,,-3e-2\n3\n4,7,8,9\n5,6");
    assertThat(run.metrics()).containsOnlyKeys("epoch", "train", "validation");
    assertThat(run.metric("epoch")).containsExactly(1, 2, 3, 4);
    assertThat(run.metric("train")).containsExactly(2.5, Double.NaN, Double.NaN, 7);
    assertThat(run.metric("validation")).containsExactly(Double.NaN, -.03, Double.NaN, 8);
    assertThat(run.metric("none")).isEmpty();
    Files.writeString(file, "epoch,train\n1,x\n");
    assertThat(run.metric("epoch")).containsExactly(1);
    assertThatThrownBy(() -> run.metric("train"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x is no number");
  }
}
