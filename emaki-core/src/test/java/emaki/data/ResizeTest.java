package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --resize} does the same to every kind of data set. */
final class ResizeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void npzAsFolders(boolean grey) throws IOException {
    for (int i = 0; i < 3; i++) {
      Samples.image(folder.resolve("f/class/" + i + ".png"), 30, 41, grey);
    }
    ImageSet whole = load(folder.resolve("f"), null).images();
    Path npz = folder.resolve("a.npz");
    byte[] pixels = pixels(whole);
    Npz.write(
        npz,
        Map.of(
            "images",
            NpyArray.of(pixels, 3, 30, 41, whole.channels()),
            "labels",
            NpyArray.of(new int[] {0, 0, 0}, 3)));
    for (String size : new String[] {"7x9", "30x41", "50x20"}) {
      ImageSet resized = load(npz, size).images();
      assertThat(resized.sha256()).isEqualTo(load(folder.resolve("f"), size).images().sha256());
      assertThat(resized.height() + "x" + resized.width()).isEqualTo(size);
      assertThat(resized.channels()).isEqualTo(grey ? 1 : 3);
      assertThat(resized.labels()).containsExactly(0, 0, 0);
    }
  }

  @Test
  void idxAndKnownSetsKeepTheirDivisionAndNames() throws IOException {
    Path idx = folder.resolve("a-images-idx3-ubyte");
    Files.write(idx, Samples.idx(Samples.random(4 * 48), 4, 6, 8));
    Files.write(folder.resolve("a-labels-idx1-ubyte"), Samples.idx(new byte[] {3, 1, 0, 2}, 4));
    ImageSet resized = load(idx, "3x4").images();
    assertThat(new int[] {resized.size(), resized.height(), resized.width()})
        .containsExactly(4, 3, 4);
    assertThat(resized.labels()).containsExactly(3, 1, 0, 2);
    Dataset kana = Datasets.load("kana:60", DatasetOptions.of(null, "14x10"));
    assertThat(kana.trainingCount()).isEqualTo(60);
    assertThat(kana.images().size()).isEqualTo(70);
    assertThat(kana.images().height()).isEqualTo(14);
    assertThat(kana.images().classNames()).startsWith("o", "ki");
  }

  @Test
  void moreThanTheMemoryHoldsIsNamed() {
    assertThatThrownBy(() -> Datasets.load("kana:5000", DatasetOptions.of(null, "9999x9999")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("9999x9999")
        .hasMessageContaining("memory");
  }

  private static Dataset load(Path path, @org.jspecify.annotations.Nullable String size) {
    return Datasets.load(path.toString(), DatasetOptions.of(null, size));
  }

  private static byte[] pixels(ImageSet set) {
    byte[] all = new byte[set.size() * set.values()];
    for (int i = 0; i < set.size(); i++) {
      set.copyBytes(i, all, i * set.values());
    }
    return all;
  }
}
