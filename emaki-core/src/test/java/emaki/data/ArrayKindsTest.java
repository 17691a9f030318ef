package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays of images and labels as other programs name and write them. */
final class ArrayKindsTest {
  private static final NpyArray IMAGES = NpyArray.of(Samples.random(24), 4, 3, 2);

  @TempDir private Path folder;

  @Test
  void zerosAndOnesAreAllButBlack() throws IOException {
    byte[] dark = new byte[4 * 30];
    dark[7] = 1;
    assertThat(load(Map.of("images", NpyArray.of(dark, 4, 5, 6))).remarks().lines())
        .singleElement()
        .asString()
        .contains("no pixel is above 1, where white is 255")
        .contains("multiply them by 255");
    dark[8] = 2;
    assertThat(load(Map.of("images", NpyArray.of(dark, 4, 5, 6))).remarks())
        .isEqualTo(Remarks.NONE);
    float[] unit = new float[4 * 30];
    unit[7] = 1;
    assertThat(load(Map.of("images", NpyArray.of(unit, 4, 5, 6))).remarks())
        .isEqualTo(Remarks.NONE);
  }

  @Test
  void oneColourImageMayBeMeant() throws IOException {
    Dataset data = load(Map.of("images", NpyArray.of(Samples.random(16 * 15 * 3), 16, 15, 3)));
    assertThat(data.images().size()).isEqualTo(16);
    assertThat(data.remarks().lines())
        .singleElement()
        .asString()
        .contains("[16, 15, 3] is read as 16 grey images of 15x3")
        .contains("[1, height, width, 3]");
  }

  @Test
  void namesOfKerasAndScikitLearn() throws IOException {
    NpyArray labels = NpyArray.of(new int[] {0, 1, 2, 0}, 4);
    for (String[] names :
        new String[][] {{"X", "y"}, {"x_train", "y_train"}, {"X_train", "y_train"}}) {
      Dataset data = load(Map.of(names[0], IMAGES, names[1], labels));
      assertThat(data.images().labels()).containsExactly(0, 1, 2, 0);
      assertThat(data.trainingCount()).isEqualTo(4);
    }
    Dataset divided =
        load(
            Map.of(
                "train_images",
                IMAGES,
                "train_labels",
                labels,
                "test_images",
                IMAGES,
                "test_labels",
                labels,
                "val_images",
                IMAGES));
    assertThat(divided.trainingCount()).isEqualTo(4);
    assertThat(divided.images().size()).isEqualTo(8);
    assertThat(divided.remarks().lines())
        .singleElement()
        .asString()
        .endsWith("passed over the arrays val_images");
  }

  @Test
  void oneHotLabels() throws IOException {
    NpyArray rows = NpyArray.of(new float[] {0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 4, 3);
    assertThat(load(Map.of("images", IMAGES, "labels", rows)).images().labels())
        .containsExactly(2, 0, 1, 2);
    NpyArray two = NpyArray.of(new float[] {0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 4, 3);
    assertThatThrownBy(() -> load(Map.of("images", IMAGES, "labels", two)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.npz[labels]: expected one label an image")
        .hasMessageContaining("row 0 has 2");
    NpyArray column = NpyArray.of(new int[] {1, 0, 1, 1}, 4, 1);
    assertThat(load(Map.of("images", IMAGES, "labels", column)).images().labels())
        .containsExactly(1, 0, 1, 1);
  }

  @Test
  void labelsOfText() throws IOException {
    for (String type : new String[] {"<U3", ">U3", "|S9"}) {
      assertThat(texts(type, "cat", "ox", "", "いぬ").images().classNames())
          .containsExactly("cat", "ox", "いぬ");
      assertThat(texts(type, "ox", "cat", "", "ox").images().labels()).containsExactly(1, 0, -1, 1);
    }
  }

  @Test
  void whatLabelsAPersonMayMeanOtherwise() throws IOException {
    assertThat(labelled(-1, 1, 1, -1).remarks().lines())
        .containsExactly(
            folder.resolve("x.npz")
                + "[labels]: -1 means no label: 2 of 4 images have none; if -1 and 1 are two classes, store 0"
                + " and 1",
            folder.resolve("x.npz") + "[labels]: of the classes 0 to 1 these have no image: 1 (0)");
    assertThat(labelled(0, -1, 1, 2).remarks().lines())
        .containsExactly(
            folder.resolve("x.npz") + "[labels]: -1 means no label: 1 of 4 images have none");
    assertThat(labelled(-1, -1, -1, -1).remarks()).isEqualTo(Remarks.NONE);
    // As the letters of EMNIST.
    assertThat(labelled(1, 2, 3, 1).remarks().lines())
        .singleElement()
        .asString()
        .endsWith("of the classes 0 to 3 these have no image: 1 (0)");
    assertThat(labelled(0, 99_999, 0, 0).remarks().lines())
        .singleElement()
        .asString()
        .endsWith("these have no image: 99998 (1, 2, 3, 4, 5, ...)");
    assertThat(texts("<U3", "cat", "ox", "", "cat").remarks().lines())
        .last()
        .asString()
        .endsWith("an empty text means no label: 1 of 4 images have none");
  }

  private Dataset labelled(int... labels) throws IOException {
    return load(Map.of("images", IMAGES, "labels", NpyArray.of(labels, 4)));
  }

  @Test
  void labelsThatAreNoNumbersOfClasses() {
    for (float wrong : new float[] {1e12f, Float.NaN, Float.POSITIVE_INFINITY, 0.5f}) {
      NpyArray labels = NpyArray.of(new float[] {0, wrong, 0, 0}, 4);
      assertThatThrownBy(() -> load(Map.of("images", IMAGES, "labels", labels)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("x.npz[labels]: expected whole numbers that 32 bits hold, found ")
          .hasMessageContaining(" at 1 ");
    }
    for (int[] shape : new int[][] {{0, 2, 3}, {0, 6}, {0, 2, 3, 1}}) {
      assertThatThrownBy(() -> load(Map.of("X", NpyArray.of(new byte[0], shape))))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("x.npz[X]: holds no images (give at least 10 images)");
    }
  }

  @Test
  void validationImagesWithoutTestImagesAreTestImages() throws IOException {
    NpyArray labels = NpyArray.of(new int[] {0, 1, 2, 0}, 4);
    Dataset data =
        load(Map.of("x_train", IMAGES, "y_train", labels, "x_val", IMAGES, "y_val", labels));
    assertThat(data.trainingCount()).isEqualTo(4);
    assertThat(data.images().size()).isEqualTo(8);
    assertThat(data.remarks().lines())
        .singleElement()
        .asString()
        .endsWith("x_val is taken for the test images, as there is no x_test");
    // Labels of validation images are none of test images.
    assertThatThrownBy(
            () ->
                load(
                    Map.of(
                        "x_train", IMAGES, "y_train", labels, "x_test", IMAGES, "y_val", labels)))
        .hasMessageContaining("only one of training and test images has labels");
  }

  @Test
  void labelsAreBlamedForLabels() throws IOException {
    assertThatThrownBy(
            () -> load(Map.of("images", IMAGES, "labels", NpyArray.of(new int[] {0, -2, 0, 0}, 4))))
        .hasMessageContaining("x.npz[labels]: holds the label -2");
    assertThatThrownBy(() -> load(Map.of("images", IMAGES, "labels", NpyArray.of(new int[3], 3))))
        .hasMessageContaining("x.npz[labels]: does not belong to");
  }

  @Test
  void idxByItsOtherNames() throws IOException {
    for (String[] name :
        new String[][] {
          {"train-images.idx3-ubyte", "train-labels.idx1-ubyte"},
          {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"},
          {"emnist-digits-train-images-idx3-ubyte", "emnist-digits-train-labels-idx1-ubyte"}
        }) {
      Path set = folder.resolve(name[0] + "-set");
      Files.createDirectories(set);
      String test = name[0].startsWith("emnist") ? "test" : "t10k";
      idx(set.resolve(name[0]), Samples.idx(Samples.random(24), 4, 2, 3));
      idx(set.resolve(name[1]), Samples.idx(new byte[4], 4));
      idx(set.resolve(name[0].replace("train", test)), Samples.idx(Samples.random(12), 2, 2, 3));
      idx(set.resolve(name[1].replace("train", test)), Samples.idx(new byte[2], 2));
      Dataset data = Datasets.load(set.toString(), DatasetOptions.DEFAULT);
      assertThat(data.trainingCount()).isEqualTo(4);
      assertThat(data.images().size()).isEqualTo(6);
      idx(set.resolve("other-train-images-idx3-ubyte"), Samples.idx(Samples.random(6), 1, 2, 3));
      assertThatThrownBy(() -> Datasets.load(set.toString(), DatasetOptions.DEFAULT))
          .hasMessageContaining("holds several sets");
    }
  }

  private static void idx(Path file, byte[] content) throws IOException {
    Files.write(file, file.toString().endsWith(".gz") ? Samples.gzip(content) : content);
  }

  private Dataset texts(String type, String... labels) throws IOException {
    int size = type.equals("|S9") ? 9 : 12;
    Charset charset =
        Charset.forName(size == 9 ? "UTF-8" : type.startsWith(">") ? "UTF-32BE" : "UTF-32LE");
    byte[] data = new byte[4 * size];
    for (int i = 0; i < 4; i++) {
      byte[] text = labels[i].getBytes(charset);
      System.arraycopy(text, 0, data, i * size, text.length);
    }
    Map<String, byte[]> entries = new HashMap<>();
    String head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n";
    entries.put("labels.npy", Samples.npy(head.formatted(type, "(4,)"), data));
    entries.put("images.npy", Samples.npy(head.formatted("|u1", "(4, 2, 3)"), Samples.random(24)));
    Path file = folder.resolve("t.npz");
    Samples.zip(file, ZipEntry.DEFLATED, entries);
    return Datasets.load(file.toString(), DatasetOptions.DEFAULT);
  }

  private Dataset load(Map<String, NpyArray> arrays) throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(file, arrays);
    return Datasets.load(file.toString(), DatasetOptions.DEFAULT);
  }
}
