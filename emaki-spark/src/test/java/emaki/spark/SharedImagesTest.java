package emaki.spark;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.ImageSet;
import emaki.run.DataSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SharedImagesTest {
  /** Executors work in folders of their own. */
  @Test
  void pathsAreWhole() {
    ImageSet images = DataSpec.of("kana:20").load(null).images();
    Path folder = Path.of("here");
    SharedImages shared = SharedImages.of(DataSpec.of("some/x.npz"), folder, 1, images);
    assertThat(shared.name()).isEqualTo(Path.of("some/x.npz").toAbsolutePath().toString());
    assertThat(shared.dataDir()).isEqualTo(folder.toAbsolutePath().toString());
    assertThat(SharedImages.of(DataSpec.of("kana:20"), null, 1, images).name())
        .isEqualTo("kana:20");
  }
}
