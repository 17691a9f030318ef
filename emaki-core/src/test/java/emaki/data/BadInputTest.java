package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong with a file has its own words, and names the file. */
final class BadInputTest {
  @TempDir private Path folder;

  @Test
  void idx() throws IOException {
    byte[] good = Samples.idx(Samples.random(4 * 6), 4, 2, 3);
    refused("idx", new byte[0], "is empty");
    refused("idx", Arrays.copyOf(good, 9), "ends early");
    refused("idx", Arrays.copyOf(good, good.length - 1), "ends early");
    refused("idx", Arrays.copyOf(good, good.length + 1), "holds more");
    refused("idx.gz", Samples.gzip(Arrays.copyOf(good, good.length + 1)), "holds more");
    byte[] gzip = Samples.gzip(good);
    refused("idx.gz", Arrays.copyOf(gzip, gzip.length - 12), "ends early");
    refused("idx", Samples.idx(Samples.random(24), 24), "magic 00000803");
    refused("idx", Samples.idx(new byte[0], 0, 2, 3), "extent of 0");
    refused("idx", Samples.idx(new byte[9], -1, 2, 3), "extent of -1");
    refused("idx", Samples.idx(new byte[9], 1 << 30, 1 << 30, 1 << 30), "claims an extent of");
    refused("idx.gz", Samples.gzip(Samples.idx(new byte[9], 60000, 280, 280)), "ends early");
    refused(
        "idx",
        "plain text".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "is neither npz, npy nor IDX");
  }

  @Test
  void idxPairs() throws IOException {
    Files.write(folder.resolve("a-images-idx3-ubyte"), Samples.idx(Samples.random(24), 4, 2, 3));
    Files.write(folder.resolve("a-labels-idx1-ubyte"), Samples.idx(new byte[5], 5));
    refused(folder.resolve("a-images-idx3-ubyte"), "4 images but 5 labels");
    Files.move(folder.resolve("a-labels-idx1-ubyte"), folder.resolve("a-labels"));
    Files.write(
        folder.resolve("a-labels-idx1-ubyte.gz"), Samples.gzip(Samples.idx(new byte[3], 3)));
    refused(folder.resolve("a-images-idx3-ubyte"), "4 images but 3 labels");
    Path set = Files.createDirectory(folder.resolve("set"));
    Files.write(set.resolve("train-images-idx3-ubyte"), Samples.idx(Samples.random(24), 4, 2, 3));
    refused(set, "train-labels-idx1-ubyte: no such file");
    Files.write(set.resolve("train-labels-idx1-ubyte"), Samples.idx(new byte[4], 4));
    Files.write(set.resolve("t10k-images-idx3-ubyte"), Samples.idx(Samples.random(12), 2, 3, 2));
    Files.write(set.resolve("t10k-labels-idx1-ubyte"), Samples.idx(new byte[2], 2));
    refused(set, "its images are 3x2x1");
  }

  @Test
  void npy() throws IOException {
    String head = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n";
    byte[] data = Samples.random(24);
    refused("npy", Samples.npy(head.formatted("|u1", "True", "(4, 2, 3)"), data), "Fortran order");
    refused("npy", Samples.npy(head.formatted("|O", "False", "(4, 2, 3)"), data), "Python objects");
    refused("npy", Samples.npy(head.formatted("<c8", "False", "(1, 1, 3)"), data), "type c8");
    refused("npy", Samples.npy(head.formatted("|u1", "False", "(4, 2, 4)"), data), "ends early");
    refused("npy", Samples.npy(head.formatted("|u1", "False", "(3, 2, 3)"), data), "holds more");
    refused("npy", Samples.npy(head.formatted("|u1", "False", "(24,)"), data), "expected images");
    refused(
        "npy",
        Samples.npy(head.formatted("|u1", "False", "(0, 2, 3)"), new byte[0]),
        "holds no images");
    refused(
        "npy",
        Samples.npy(head.formatted("|u1", "False", "(9999999999, 28, 28)"), data),
        "too large");
    refused(
        "npy",
        Samples.npy(head.formatted("|u1", "False", "(2000000000, 2000000000, 28)"), data),
        "too large");
    refused("npy", Samples.npy("{'nothing': 1}", data), "not understood");
    byte[] wrong = Samples.npy(head.formatted("|u1", "False", "(4, 2, 3)"), data);
    wrong[6] = 9;
    refused("npy", wrong, "no magic word");
  }

  @Test
  void npz() throws IOException {
    float[] pixels = new float[24];
    pixels[5] = Float.NaN;
    refusedNpz(Map.of("images", NpyArray.of(pixels, 4, 2, 3)), "a pixel of NaN");
    pixels[5] = 256;
    refusedNpz(Map.of("images", NpyArray.of(pixels, 4, 2, 3)), "a pixel of 256");
    NpyArray images = NpyArray.of(Samples.random(24), 4, 2, 3);
    refusedNpz(
        Map.of("images", images, "labels", NpyArray.of(new int[3], 3)), "4 images but 3 labels");
    refusedNpz(
        Map.of("images", images, "labels", NpyArray.of(new float[] {0, 1, .5f, 2}, 4)), "0.5 at 2");
    refusedNpz(
        Map.of("images", images, "labels", NpyArray.of(new int[] {0, -2, 0, 0}, 4)), "label -2");
    refusedNpz(Map.of("a", images, "b", images), "expected an array named images");
    refused("npz", Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 100), "cannot be read");
    Path table = Files.writeString(folder.resolve("latents.csv"), "x,y\n0.5,1\n");
    assertThatThrownBy(() -> Npz.readOne(table, "latents"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is neither an npz nor an npy");
  }

  /** A zip entry that declares one size and inflates to another. */
  @Test
  void zipThatInflatesPastItsDeclaredSize() throws IOException {
    Path file = folder.resolve("bomb.npz");
    byte[] array =
        Samples.npy(
            "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2, 3), }\n",
            new byte[5_000_000]);
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("images.npy"));
      zip.write(array);
      zip.closeEntry();
    }
    refused(file, "holds more than");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer raw = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 46 < bytes.length; i++) {
      if (raw.getInt(i) == 0x02014b50) {
        raw.putInt(i + 24, 100);
        raw.putInt(i + 16, (int) new CRC32().getValue());
      }
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> Datasets.load(file.toString(), DatasetOptions.DEFAULT))
        .isInstanceOf(InputException.class);
  }

  @Test
  void imageFolders() throws IOException {
    refused(Files.createDirectory(folder.resolve("none")), "holds no PNG");
    Files.writeString(folder.resolve("none/a.heic"), "x");
    Files.writeString(folder.resolve("none/b.txt"), "x");
    refused(folder.resolve("none"), "other kinds, passed over: 2");
    Samples.image(folder.resolve("mixed/a.png"), 8, 9, true);
    Samples.image(folder.resolve("mixed/b.png"), 9, 8, true);
    refused(folder.resolve("mixed"), "is 9x8 pixels");
    Samples.image(folder.resolve("both/a.png"), 8, 9, true);
    Samples.image(folder.resolve("both/sub/a.png"), 8, 9, true);
    refused(folder.resolve("both"), "both images and sub-folders");
    Files.createDirectory(folder.resolve("text"));
    Files.writeString(folder.resolve("text/a.png"), "not an image");
    refused(folder.resolve("text"), "a.png: is not an image");
    Samples.image(folder.resolve("cut/a.png"), 40, 40, false);
    byte[] png = Files.readAllBytes(folder.resolve("cut/a.png"));
    Files.write(folder.resolve("cut/a.png"), Arrays.copyOf(png, png.length / 2));
    refused(folder.resolve("cut"), "a.png: ");
    Files.write(folder.resolve("cut/a.png"), hugeClaim(png));
    refused(folder.resolve("cut"), "million pixels");
    Samples.image(folder.resolve("split/train/x/a.png"), 4, 4, true);
    Samples.image(folder.resolve("split/test/y/a.png"), 4, 4, true);
    refused(folder.resolve("split"), "has the classes [y], expected [x]");
    Files.createDirectories(folder.resolve("odd/a.png"));
    refused(folder.resolve("odd"), "holds no PNG");
  }

  /** The operating system's words, never the name of a Java class or of a file named already. */
  @Test
  void reasonsAreWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(reason(() -> new java.io.FileInputStream(folder.toFile())))
        .isEqualTo("is a directory");
    assertThat(reason(() -> new java.io.FileInputStream("nowhere")))
        .isEqualTo("no such file or directory");
    assertThat(InputException.reason(new java.io.FileNotFoundException("a (Permission denied)")))
        .isEqualTo("permission denied");
    assertThat(reason(() -> Files.createDirectories(file.resolve("a/b")))).doesNotContain("/");
    assertThat(reason(() -> Files.createDirectory(file))).doesNotContain("/");
    assertThat(reason(() -> Files.newInputStream(folder.resolve("nowhere"))))
        .isEqualTo("no such file");
    Files.write(file, new byte[] {'a', (byte) 0xe4, 'b'});
    assertThat(reason(() -> Files.readString(file))).isEqualTo("it is no UTF-8 text");
    assertThat(InputException.reason(new java.nio.file.FileSystemException("a/b")))
        .doesNotContain("a/b");
  }

  private static String reason(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return InputException.reason(
        (IOException) org.assertj.core.api.Assertions.catchThrowable(call));
  }

  @Test
  void names() {
    assertThatThrownBy(() -> Datasets.load("kmnits", DatasetOptions.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("kmnits")
        .hasMessageContaining("known are kana, kmnist");
    assertThatThrownBy(() -> DatasetOptions.of(null, "64")).hasMessageContaining("resize 64");
    assertThatThrownBy(() -> DatasetOptions.of(null, "0x9")).hasMessageContaining("0x9");
  }

  /** The same PNG claiming 60,000 by 60,000 pixels, its header's checksum made right. */
  private static byte[] hugeClaim(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone());
    bytes.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), 12, 17);
    return bytes.putInt(29, (int) crc.getValue()).array();
  }

  private void refusedNpz(Map<String, NpyArray> arrays, String message) throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(file, arrays);
    refused(file, message);
  }

  private void refused(String suffix, byte[] content, String message) throws IOException {
    refused(Files.write(folder.resolve("x." + suffix), content), message);
  }

  private static void refused(Path path, String message) {
    assertThatThrownBy(() -> Datasets.load(path.toString(), DatasetOptions.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(path.getFileName().toString())
        .hasMessageContaining(message);
  }
}
