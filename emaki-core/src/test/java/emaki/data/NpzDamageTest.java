package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An npz is a zip: what that says of its entries must hold, and other entries are left alone. */
final class NpzDamageTest {
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_SIZE = 24;
  private static final String HEAD = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.npz");
  }

  /** A sound array in an entry that declares 200 bytes: the header alone would be believed. */
  @Test
  void inflatesPastItsDeclaredSize() throws IOException {
    byte[] array = Samples.npy(HEAD.formatted("|u1", "(5, 2000, 2000)"), new byte[20_000_000]);
    zip(ZipEntry.DEFLATED, Map.of("images.npy", array));
    patchDeclaredSize(200);
    refused("a.npz[images]", "200 bytes");
  }

  @Test
  void inflatesToLessThanItsDeclaredSize() throws IOException {
    byte[] array = Samples.npy(HEAD.formatted("|u1", "(4, 2, 3)"), Samples.random(24));
    zip(ZipEntry.DEFLATED, Map.of("images.npy", array));
    patchDeclaredSize(array.length + 1);
    refused("a.npz[images]", (array.length + 1) + " bytes");
  }

  @Test
  void flippedByte() throws IOException {
    byte[] array = Samples.npy(HEAD.formatted("|u1", "(4, 2, 3)"), Samples.random(24));
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      zip(method, Map.of("images.npy", array));
      assertThat(load().images().size()).isEqualTo(4);
    }
    zip(ZipEntry.STORED, Map.of("images.npy", array));
    byte[] bytes = Files.readAllBytes(file);
    bytes[30 + "images.npy".length() + array.length - 1] ^= 1;
    Files.write(file, bytes);
    refused("a.npz[images]", "checksum");
  }

  /** As 7-Zip packs them: sound files, which Java cannot open. */
  @Test
  void otherWaysToCompressAreNoDamage() throws IOException {
    byte[] images = Samples.npy(HEAD.formatted("|u1", "(4, 2, 3)"), Samples.random(24));
    zip(ZipEntry.DEFLATED, Map.of("images.npy", images));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 46 < bytes.length; i++) {
      if (raw.getInt(i) == 0x02014b50) {
        raw.putShort(i + 10, (short) 14);
      }
    }
    raw.putShort(8, (short) 14);
    Files.write(file, bytes);
    refused("a.npz", "compressed in a way that Java does not know, such as LZMA");
  }

  @Test
  void arraysThatNobodyAskedForMayBeAnything() throws IOException {
    byte[] images = Samples.npy(HEAD.formatted("|u1", "(4, 2, 3)"), Samples.random(24));
    byte[] labels = Samples.npy(HEAD.formatted("|u1", "(4,)"), new byte[] {0, 1, 1, 0});
    byte[] objects = Samples.npy(HEAD.formatted("|O", "(4,)"), Samples.random(99));
    byte[] strings = Samples.npy(HEAD.formatted("<U5", "(2,)"), new byte[40]);
    zip(
        ZipEntry.DEFLATED,
        Map.of("names.npy", strings, "labels.npy", labels, "images.npy", images, "o.npy", objects));
    assertThat(load().images().labels()).containsExactly(0, 1, 1, 0);
    zip(ZipEntry.DEFLATED, Map.of("images.npy", objects));
    refused("a.npz[images]", "Python objects");
    byte[] complex = Samples.npy(HEAD.formatted("<c8", "(4,)"), new byte[32]);
    zip(ZipEntry.DEFLATED, Map.of("images.npy", images, "labels.npy", complex));
    refused("a.npz[labels]", "type c8");
    zip(ZipEntry.DEFLATED, Map.of("images.npy", strings, "labels.npy", labels));
    refused("a.npz[images]", "type U5");
  }

  @Test
  void oneArrayIsTheOnlyOneOrTheOneNamed() throws IOException {
    byte[] one = Samples.npy(HEAD.formatted("|u1", "(4, 6)"), Samples.random(24));
    zip(ZipEntry.DEFLATED, Map.of("whatever.npy", one));
    assertThat(Npz.readOne(file, "latents").shape()).containsExactly(4, 6);
    zip(ZipEntry.DEFLATED, Map.of("latents.npy", one, "labels.npy", new byte[9]));
    assertThat(Npz.readOne(file, "points", "latents").shape()).containsExactly(4, 6);
    assertThatThrownBy(() -> Npz.readOne(file, "points"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected an array named points, found [")
        .hasMessageContaining("labels");
    Path npy = Files.write(folder.resolve("whatever"), one);
    assertThat(Npz.readOne(npy, "latents").shape()).containsExactly(4, 6);
  }

  @Test
  void onlyAnNpzMayBeReplacedByOne() throws IOException {
    Npz.requireReplaceable(file);
    Files.createFile(file);
    Npz.requireReplaceable(file);
    Npz.write(file, Map.of("a", NpyArray.of(new int[1], 1)));
    Npz.requireReplaceable(file);
    zip(ZipEntry.DEFLATED, Map.of());
    Npz.requireReplaceable(file);
    zip(ZipEntry.DEFLATED, Map.of("word/document.xml", new byte[9]));
    assertKept("is no npz");
    Files.writeString(file, "a letter");
    assertKept("is no npz");
    Files.delete(file);
    Files.createDirectory(file);
    assertKept("is a folder");
  }

  private void assertKept(String message) {
    assertThatThrownBy(() -> Npz.requireReplaceable(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  private void zip(int method, Map<String, byte[]> entries) throws IOException {
    Samples.zip(file, method, entries);
  }

  /** Writes another size into the entry of the central directory. */
  private void patchDeclaredSize(int size) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 46 < bytes.length; i++) {
      if (raw.getInt(i) == CENTRAL) {
        raw.putInt(i + CENTRAL_SIZE, size);
      }
    }
    Files.write(file, bytes);
  }

  private Dataset load() {
    return Datasets.load(file.toString(), DatasetOptions.DEFAULT);
  }

  private void refused(String what, String message) {
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(message);
  }
}
