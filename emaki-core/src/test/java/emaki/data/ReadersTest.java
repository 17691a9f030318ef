package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the readers make of sound files. */
final class ReadersTest {
  @TempDir private Path folder;

  @Test
  void idxPlainAndGzippedWithLabels() throws IOException {
    byte[] pixels = Samples.random(3 * 6);
    for (String suffix : new String[] {"", ".gz"}) {
      byte[] images = Samples.idx(pixels, 3, 2, 3);
      byte[] labels = Samples.idx(new byte[] {2, 0, 1}, 3);
      Path file = folder.resolve("a-images-idx3-ubyte" + suffix);
      Files.write(file, suffix.isEmpty() ? images : Samples.gzip(images));
      Files.write(
          folder.resolve("a-labels-idx1-ubyte" + suffix),
          suffix.isEmpty() ? labels : Samples.gzip(labels));
      ImageSet set = load(file).images();
      assertThat(new int[] {set.size(), set.height(), set.width(), set.channels()})
          .containsExactly(3, 2, 3, 1);
      assertThat(pixels(set)).isEqualTo(pixels);
      assertThat(set.labels()).containsExactly(2, 0, 1);
      assertThat(set.classNames()).containsExactly("0", "1", "2");
    }
  }

  /** Images gzipped and labels not, or the other way round. */
  @ParameterizedTest
  @CsvSource({"'',.gz", ".gz,''", ".gz,.gz"})
  void idxLabelsAreFoundGzippedOrNot(String images, String labels) throws IOException {
    byte[] pixels = Samples.idx(Samples.random(18), 3, 2, 3);
    byte[] values = Samples.idx(new byte[] {2, 0, 1}, 3);
    Path file = folder.resolve("q-images-idx3-ubyte" + images);
    Files.write(file, images.isEmpty() ? pixels : Samples.gzip(pixels));
    Files.write(
        folder.resolve("q-labels-idx1-ubyte" + labels),
        labels.isEmpty() ? values : Samples.gzip(values));
    assertThat(load(file).images().labels()).containsExactly(2, 0, 1);
  }

  @Test
  void trueIsWhite() throws IOException {
    Path file = folder.resolve("a.npy");
    String head = "{'descr': '|b1', 'fortran_order': False, 'shape': (1, 2, 2), }\n";
    Files.write(file, Samples.npy(head, new byte[] {0, 1, 1, 0}));
    assertThat(pixels(load(file).images())).containsExactly(0, (byte) 255, (byte) 255, 0);
  }

  /** IEEE 754: 1, 1/2, the largest below 1, 1/1024, the smallest above 0, 0. */
  @Test
  void float16() throws IOException {
    Path file = folder.resolve("a.npy");
    String head = "{'descr': '%sf2', 'fortran_order': False, 'shape': (1, 2, 3), }\n";
    Files.write(
        file,
        Samples.npy(
            head.formatted(">"),
            new byte[] {0x3c, 0, 0x38, 0, 0x3b, (byte) 0xff, 0x14, 0, 0, 1, 0, 0}));
    assertThat(Npz.readNpy(file).floats())
        .containsExactly(1, .5f, 1 - 1 / 2048f, 1 / 1024f, 0x1p-24f, 0);
    assertThat(pixels(load(file).images()))
        .containsExactly((byte) 255, (byte) 128, (byte) 255, 0, 0, 0);
    byte[] special = {0, (byte) 0x7c, 0, (byte) 0xfc, 0, 0x7e, 0, (byte) 0xc0, 0, 4, 0, 0};
    Files.write(file, Samples.npy(head.formatted("<"), special));
    assertThat(Npz.readNpy(file).floats())
        .containsExactly(
            Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, -2, 0x1p-14f, 0);
  }

  @Test
  void npzWithATestSetAsKerasHasIt() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x_train", NpyArray.of(Samples.random(3 * 4 * 3), 3, 2, 2, 3));
    arrays.put("y_train", NpyArray.of(new int[] {0, 1, 1}, 3));
    arrays.put("x_test", NpyArray.of(Samples.random(2 * 4 * 3), 2, 2, 2, 3));
    arrays.put("y_test", NpyArray.of(new byte[] {1, 0}, 2));
    Path file = folder.resolve("a.npz");
    Npz.write(file, arrays);
    Dataset data = load(file);
    assertThat(data.trainingCount()).isEqualTo(3);
    assertThat(data.images().labels()).containsExactly(0, 1, 1, 1, 0);
    assertThat(data.images().channels()).isEqualTo(3);
  }

  @Test
  void floatsBecomeTheNearestByte() throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, Map.of("images", NpyArray.of(new float[] {0, .5f, 1, .2f}, 1, 2, 2)));
    assertThat(pixels(load(file).images())).containsExactly(0, (byte) 128, (byte) 255, 51);
    Npz.write(file, Map.of("images", NpyArray.of(new float[] {0, 127.6f, 255, 3}, 1, 4)));
    assertThat(pixels(load(file).images())).containsExactly(0, (byte) 128, (byte) 255, 3);
  }

  @Test
  void equalArraysGiveEqualFiles() throws IOException {
    Path one = folder.resolve("1.npz");
    Path two = folder.resolve("2.npz");
    Npz.write(one, Map.of("a", NpyArray.of(new int[] {1, 2}, 2)));
    Npz.write(two, Map.of("a", NpyArray.of(new int[] {1, 2}, 2)));
    assertThat(two).hasSameBinaryContentAs(one);
  }

  /** Both ways with NumPy itself, in the types and orders of bytes that it writes. */
  @Test
  void numpyAgrees() throws Exception {
    Path ours = folder.resolve("ours.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("f", NpyArray.of(new float[] {1.5f, -2, 3e9f, 0}, 2, 2));
    arrays.put("i", NpyArray.of(new int[] {7, -8, 9}, 3));
    arrays.put("u", NpyArray.of(new byte[] {0, (byte) 255}, 1, 2));
    Npz.write(ours, arrays);
    String script =
        """
        import numpy as np, sys
        z = np.load(sys.argv[1], allow_pickle=False)
        assert z['f'].dtype == np.float32 and z['f'].tolist() == [[1.5, -2], [3e9, 0]], z['f']
        assert z['i'].dtype == np.int32 and z['i'].tolist() == [7, -8, 9]
        assert z['u'].dtype == np.uint8 and z['u'].tolist() == [[0, 255]]
        a = np.arange(6).reshape(2, 3)
        np.savez_compressed(sys.argv[2], **{t.strip('<>|') + ('b' if t[0] == '>' else ''): a.astype(t) for t in
          ('|u1', '|i1', '<i2', '>i4', '<i8', '<u2', '<u4', '<u8', '<f4', '>f8', '<f8', '|b1', '<f2', '>f2')})
        """;
    Path theirs = folder.resolve("theirs.npz");
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", script, ours.toString(), theirs.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(python.waitFor(60, TimeUnit.SECONDS));
    assumeTrue(!said.contains("No module named"), "NumPy is not here");
    assertThat(said).isEmpty();
    Npz.read(theirs)
        .forEach(
            (name, array) -> {
              assertThat(array.shape()).as(name).containsExactly(2, 3);
              float[] expected =
                  name.equals("b1")
                      ? new float[] {0, 1, 1, 1, 1, 1}
                      : new float[] {0, 1, 2, 3, 4, 5};
              assertThat(array.floats()).as(name).isEqualTo(expected);
            });
    assertThat(Npz.read(theirs)).hasSize(14);
  }

  @Test
  void folderOfClassesGreyOrColourAsFound() throws IOException {
    Samples.image(folder.resolve("g/b/1.png"), 5, 4, true);
    Samples.image(folder.resolve("g/a/2.bmp"), 5, 4, true);
    Files.writeString(folder.resolve("g/a/readme.txt"), "not an image, passed over");
    ImageSet grey = load(folder.resolve("g")).images();
    assertThat(new int[] {grey.size(), grey.height(), grey.width(), grey.channels()})
        .containsExactly(2, 5, 4, 1);
    assertThat(grey.classNames()).containsExactly("a", "b");
    assertThat(grey.labels()).containsExactly(0, 1);
    assertThat(grey.files()).containsExactly("a/2.bmp", "b/1.png");
    Samples.image(folder.resolve("g/b/3.gif"), 5, 4, false);
    assertThat(load(folder.resolve("g")).images().channels()).isEqualTo(3);
    Samples.image(folder.resolve("f/1.jpg"), 50, 40, true);
    Samples.image(folder.resolve("f/2.jpeg"), 30, 45, true);
    ImageSet flat =
        Datasets.load(folder.resolve("f").toString(), DatasetOptions.of(null, "7x6")).images();
    assertThat(flat.labelled()).isFalse();
    assertThat(flat.height()).isEqualTo(7);
    assertThat(flat.width()).isEqualTo(6);
  }

  @Test
  void shrinkingAverages() throws IOException {
    java.awt.image.BufferedImage board =
        new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      board.setRGB(i % 64, i / 64, (i % 64 + i / 64) % 2 == 0 ? 0xffffff : 0);
    }
    Files.createDirectory(folder.resolve("board"));
    javax.imageio.ImageIO.write(board, "png", folder.resolve("board/a.png").toFile());
    ImageSet small =
        Datasets.load(folder.resolve("board").toString(), DatasetOptions.of(null, "8x8")).images();
    for (byte pixel : pixels(small)) {
      assertThat(pixel & 0xff).isBetween(118, 137);
    }
  }

  @Test
  void officialDivision() throws IOException {
    Samples.image(folder.resolve("d/train/x/1.png"), 4, 4, true);
    Samples.image(folder.resolve("d/train/x/2.png"), 4, 4, true);
    Samples.image(folder.resolve("d/test/x/3.png"), 4, 4, true);
    Dataset data = load(folder.resolve("d"));
    assertThat(data.trainingCount()).isEqualTo(2);
    assertThat(data.images().size()).isEqualTo(3);
  }

  @Test
  void kuzushijiIsWhole() throws IOException {
    Path sets = Path.of("..", "..", "shared", "datasets");
    assumeTrue(
        Files.isDirectory(sets.resolve("kmnist")), "Kuzushiji-MNIST is not at ../shared/datasets");
    Dataset data = Datasets.load("kmnist", DatasetOptions.of(sets, null));
    assertThat(data.images().size()).isEqualTo(70_000);
    for (int c = 0; c < 10; c++) {
      int wanted = c;
      int[] labels = data.images().labels();
      assertThat(IntStream.range(0, 60_000).filter(i -> labels[i] == wanted).count())
          .isEqualTo(6000);
      assertThat(IntStream.range(60_000, 70_000).filter(i -> labels[i] == wanted).count())
          .isEqualTo(1000);
    }
    assertThat(Datasets.verify("kmnist", sets)).isTrue();
    ImageSet test = data.images().select(IntStream.range(60_000, 70_000).toArray());
    NpyArray other = Npz.read(sets.resolve("kmnist/kmnist-test-imgs.npz")).get("arr_0");
    assertThat(pixels(test)).isEqualTo(other.bytes());
  }

  private static Dataset load(Path path) {
    return Datasets.load(path.toString(), DatasetOptions.DEFAULT);
  }

  private static byte[] pixels(ImageSet set) {
    byte[] all = new byte[set.size() * set.values()];
    for (int i = 0; i < set.size(); i++) {
      set.copyBytes(i, all, i * set.values());
    }
    return all;
  }
}
