package emaki.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.InputException;
import emaki.run.ClusteringRecord;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images clustered as they are. */
final class PixelClusteringsTest {
  private static final Dataset KANA = Datasets.load("kana:200", DatasetOptions.DEFAULT);

  @TempDir private Path folder;

  /**
   * One that finds more clusters than there are points is refused; what stands after it is made.
   */
  @Test
  void aMethodThatIsRefusedEndsNoOther() throws IOException {
    assertThatThrownBy(() -> cluster(List.of("kmeans:k=1000", "mixture:k=2")))
        .isInstanceOf(InputException.class);
    RunFolder made = new RunFolder(folder);
    assertThat(made.clusterings().find("kmeans")).isEmpty();
    assertThat(made.clusterings().find("mixture")).isPresent();
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws IOException {
    assertThat(cluster(List.of("kmeans:k=3")).get(0).created())
        .isEqualTo(cluster(List.of("kmeans:k=3")).get(0).created());
  }

  private List<ClusteringRecord> cluster(List<String> methods) throws IOException {
    return PixelClusterings.run(KANA, 5, methods, folder, 0, 1);
  }
}
