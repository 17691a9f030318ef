package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import emaki.train.Losses;
import emaki.train.TrainingListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunRecorderTest {
  @TempDir private Path folder;

  /** An objective's parts become columns, and the objective may be of anybody's jar. */
  @Test
  void partsThatCannotBeColumnsAreRefusedAtTheFirstBatch() {
    first("good", "cross_entropy");
    int run = 0;
    for (String bad : new String[] {"", "two\nlines", "a,b", "Upper", "total"}) {
      String name = "bad" + run++;
      assertThatThrownBy(() -> first(name, bad))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("prior none: names its parts [" + bad + "]")
          .hasMessageContaining("‘" + bad + "’ cannot be a column");
      assertThat(folder.resolve(name).resolve("metrics.csv")).doesNotExist();
    }
  }

  private void first(String run, String part) {
    RunFolder created = RunFolder.create(folder.resolve(run));
    new RunRecorder(created, TrialSpec.of("kana"), 1, Optional.empty(), TrainingListener.NONE)
        .onBatch(1, 1, 2, new Losses(1, Map.of(part, 1.0)));
  }
}
