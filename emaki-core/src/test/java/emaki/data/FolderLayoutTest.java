package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a person's folders is an image, and of which class; the rest is told of, not guessed. */
final class FolderLayoutTest {
  @TempDir private Path folder;

  @Test
  void kindsByContent() throws IOException {
    images("a/1.tif", "a/2.tiff", "b/3.jpg", "b/4.png", "b/5.jpeg");
    Files.write(folder.resolve("a/w.webp"), Samples.webp());
    Files.move(folder.resolve("a/2.tiff"), folder.resolve("a/scan"));
    Files.move(folder.resolve("b/3.jpg"), folder.resolve("b/3.jfif"));
    Files.move(folder.resolve("b/4.png"), folder.resolve("b/IMG_4"));
    Files.move(folder.resolve("b/5.jpeg"), folder.resolve("b/5.part"));
    Dataset data = load();
    assertThat(data.images().files())
        .containsExactly("a/1.tif", "a/scan", "a/w.webp", "b/3.jfif", "b/5.part", "b/IMG_4");
    assertThat(data.remarks()).isEqualTo(Remarks.NONE);
  }

  @Test
  void tellsWhatItPassesOver() throws IOException {
    images("a/1.png", "b/2.png", "c/raw.tif");
    Files.move(folder.resolve("c/raw.tif"), folder.resolve("c/raw.nef"));
    Files.writeString(
        folder.resolve("a/notes.txt"), "BM is how a text may begin, and a bitmap too");
    Files.writeString(folder.resolve("a/p.heic"), "x");
    Files.writeString(folder.resolve("b/q.heic"), "x");
    Files.createSymbolicLink(folder.resolve("b/gone.png"), Path.of("nowhere"));
    assertThat(load().images().files()).containsExactly("a/1.png", "b/2.png");
    assertThat(load().remarks().lines())
        .containsExactly(
            folder
                + ": passed over files that are no PNG, JPEG, BMP, GIF, TIFF or WebP: 5 (2 .heic,"
                + " 1 .nef, 1 .txt, 1 links to nothing); folders without images: 1 (c)");
  }

  @Test
  void clutterIsNoClass() throws IOException {
    images("a/1.png", "b/2.png", "@eaDir/x/thumb.jpg", "__MACOSX/a/x.png", ".thumbnails/3.png");
    Files.createDirectories(folder.resolve("c/d"));
    Files.write(folder.resolve("a/Thumbs.db"), new byte[9]);
    Files.write(folder.resolve("a/._1.png"), new byte[9]);
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("loop"), Path.of(".."));
    Dataset data = load();
    assertThat(data.images().classNames()).containsExactly("a", "b");
    assertThat(data.images().files()).containsExactly("a/1.png", "b/2.png");
    assertThat(data.remarks().lines())
        .containsExactly(
            folder
                + ": passed over folders without images: 1 (c); folders of other programs: 2"
                + " (@eaDir, __MACOSX); links that lead back: 2 (a/up, loop)");
  }

  /** Such as where somebody trains in the folder of the images. */
  @Test
  void runsAmongTheImagesAreNoImages() throws IOException {
    images("1.png", "2.png", "runs/a/figures/3.png", "sweep/chart.png");
    Files.createFile(folder.resolve("runs/a/run.json"));
    Files.createFile(folder.resolve("sweep/sweep.json"));
    Dataset data = load();
    assertThat(data.images().files()).containsExactly("1.png", "2.png");
    assertThat(data.remarks().lines())
        .containsExactly(
            folder + ": passed over folders without images: 1 (runs); runs: 2 (runs/a, sweep)");
  }

  @Test
  void deeperFoldersBelongToTheirClass() throws IOException {
    images("a/1.png", "a/deep/2.png", "a/deep/deeper/3.png", "b/x/4.png");
    Dataset data = load();
    assertThat(data.images().files())
        .containsExactly("a/1.png", "a/deep/2.png", "a/deep/deeper/3.png", "b/x/4.png");
    assertThat(data.images().labels()).containsExactly(0, 0, 0, 1);
    assertThat(data.remarks().lines())
        .singleElement()
        .asString()
        .endsWith("images in deeper folders belong to the class that they are under: 3");
  }

  @Test
  void validationImagesBesideTestImagesAreTrainingImages() throws IOException {
    images("train/a/1.png", "train/b/2.png", "val/a/3.png", "test/a/4.png", "test/b/5.png");
    images("extra/6.png");
    Dataset data = load();
    assertThat(data.images().files())
        .containsExactly(
            "train/a/1.png", "train/b/2.png", "val/a/3.png", "test/a/4.png", "test/b/5.png");
    assertThat(data.trainingCount()).isEqualTo(3);
    assertThat(String.join("\n", data.remarks().lines()))
        .contains("val: its images are training images too")
        .contains("val: has no images of b")
        .contains("beside the folders of training and test images: 1 (extra)");
  }

  @Test
  void linksThatCountImagesTwiceAreToldOf() throws IOException {
    images("a/1.png", "a/2.png", "b/3.png", "c/4.png");
    Files.createSymbolicLink(folder.resolve("d"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("b/again.png"), Path.of("3.png"));
    Dataset data = load();
    assertThat(data.images().size()).isEqualTo(7);
    assertThat(data.remarks().lines())
        .containsExactly(
            folder
                + ": images that count twice, as a link leads to them: 3 (b/again.png is b/3.png,"
                + " d/1.png is a/1.png, d/2.png is a/2.png)");
  }

  @Test
  void twoFoldersForOnePartAreRefused() throws IOException {
    images("train/a/1.png", "Train/a/2.png", "test/a/3.png");
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder + ": holds both Train and train (put what belongs together");
  }

  @Test
  void otherNamesOfTheDivision() throws IOException {
    for (List<String> names :
        List.of(
            List.of("train", "val"),
            List.of("train", "validation"),
            List.of("Train", "Test"),
            List.of("training", "valid"))) {
      Path root = folder.resolve(String.join("-", names));
      images(root.resolve(names.get(0)).resolve("a/1.png"));
      images(root.resolve(names.get(0)).resolve("b/2.png"));
      images(root.resolve(names.get(1)).resolve("a/3.png"));
      images(root.resolve(names.get(1)).resolve("b/4.png"));
      Dataset data = Datasets.load(root.toString(), DatasetOptions.DEFAULT);
      assertThat(data.trainingCount()).isEqualTo(2);
      assertThat(data.images().classNames()).containsExactly("a", "b");
      assertThat(data.images().labels()).containsExactly(0, 1, 0, 1);
    }
  }

  @Test
  void flatDivisionIsNoTwoClasses() throws IOException {
    images("train/1.png", "train/2.png", "val/3.png");
    Dataset data = load();
    assertThat(data.images().labelled()).isFalse();
    assertThat(data.trainingCount()).isEqualTo(2);
    images("test/a/4.png");
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has the classes [a], expected []");
  }

  @Test
  void trainingImagesAlone() throws IOException {
    images("train/a/1.png", "train/b/2.png");
    assertThat(load().images().classNames()).containsExactly("a", "b");
  }

  private void images(String... names) throws IOException {
    for (String name : names) {
      images(folder.resolve(name));
    }
  }

  private static void images(Path file) throws IOException {
    String name = file.getFileName().toString();
    // Java's writer is called by one suffix alone.
    Path written = file.resolveSibling(name.replaceAll("\\.tiff$", ".tif"));
    Samples.image(written, 24, 24, false);
    Files.move(written, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private Dataset load() {
    return Datasets.load(folder.toString(), DatasetOptions.DEFAULT);
  }
}
