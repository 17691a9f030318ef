package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images in many blocks are the images in one: readers cross the blocks' bounds, and so do sets.
 */
final class PixelBlocksTest {
  private static final int N = 11;
  private static final int VALUES = 6;
  private static final byte[] PIXELS = Samples.random(N * VALUES);

  /** Largest blocks: smaller than an image, one, two with a rest, three with a rest, all. */
  private static final int[] MOST = {1, 6, 17, 18, 1000};

  private static final String HEAD = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n";

  @TempDir private Path folder;

  @Test
  void blocksHoldWholeImages() {
    PixelBlocks pixels = new PixelBlocks(N, VALUES, 23);
    assertThat(pixels.size()).isEqualTo(N);
    assertThat(IntStream.range(0, N).map(pixels::offset))
        .containsExactly(0, 6, 12, 0, 6, 12, 0, 6, 12, 0, 6);
    assertThat(IntStream.range(0, N).map(i -> pixels.together(i, 2)))
        .containsExactly(2, 2, 1, 2, 2, 1, 2, 2, 1, 2, 2);
    assertThat(pixels.block(2)).isSameAs(pixels.block(0)).hasSize(18);
    assertThat(pixels.block(10)).isNotSameAs(pixels.block(8)).hasSize(12);
  }

  @Test
  void aSetIsTheSameInAnyBlocks() {
    int[] labels = IntStream.range(0, N).map(i -> i % 3).toArray();
    ImageSet whole = ImageSet.of("x", PIXELS.clone(), 2, 3, 1, labels, List.of(), List.of());
    int[] rows = {10, 0, 5, 5, 3};
    for (int most : MOST) {
      PixelBlocks pixels = new PixelBlocks(N, VALUES, most);
      for (int i = 0; i < N; i++) {
        System.arraycopy(PIXELS, VALUES * i, pixels.block(i), pixels.offset(i), VALUES);
      }
      ImageSet set = new ImageSet("x", pixels, 2, 3, 1, labels, List.of(), List.of());
      assertThat(set.sha256()).isEqualTo(whole.sha256());
      assertThat(set.mean(rows)).isEqualTo(whole.mean(rows));
      assertThat(set.select(rows).sha256()).isEqualTo(whole.select(rows).sha256());
      float[] floats = new float[2 * VALUES];
      set.copyTo(7, floats, 4);
      for (int v = 0; v < VALUES; v++) {
        assertThat(floats[4 + v]).isEqualTo((PIXELS[7 * VALUES + v] & 0xff) / 255f);
      }
      PixelBlocks small = new PixelBlocks(N, 2, Math.max(1, most / 3));
      PixelBlocks one = new PixelBlocks(N, 2, 1000);
      Resampler resampler = new Resampler(new ImageFolder.Size(1, 2));
      resampler.resample(set, small);
      resampler.resample(whole, one);
      assertThat(bytes(small, 0, N)).isEqualTo(bytes(one, 0, N));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void idx(boolean gzip) throws IOException {
    byte[] file = Samples.idx(PIXELS, N, 2, 3);
    Path path = Files.write(folder.resolve("a"), gzip ? Samples.gzip(file) : file);
    assertThat(Idx.imageExtents(path)).containsExactly(N, 2, 3);
    read((pixels, first) -> Idx.readImages(path, pixels, first, N));
  }

  @Test
  void npyAndNpzStoredAndDeflated() throws IOException {
    byte[] file = Samples.npy(HEAD.formatted("|u1", "(11, 2, 3)"), PIXELS);
    read(new NpySource(Files.write(folder.resolve("a.npy"), file), null));
    Path npz = folder.resolve("a.npz");
    Samples.zip(npz, ZipEntry.STORED, Map.of("x.npy", file));
    read(new NpySource(npz, "x"));
    Samples.zip(npz, ZipEntry.DEFLATED, Map.of("x.npy", file));
    read(new NpySource(npz, "x"));
    ImageSet set = ImageSet.of("x", PIXELS.clone(), 2, 3, 1, null, List.of(), List.of());
    Npz.write(npz, set);
    read(new NpySource(npz, "images"));
    assertThat(Npz.read(npz).get("labels").ints()).hasSize(N).containsOnly(-1);
  }

  @Test
  void otherNumbersOverTheBoundsOfBlocks() throws IOException {
    ByteBuffer ints = ByteBuffer.allocate(4 * PIXELS.length).order(ByteOrder.BIG_ENDIAN);
    ByteBuffer doubles = ByteBuffer.allocate(8 * PIXELS.length).order(ByteOrder.LITTLE_ENDIAN);
    for (byte pixel : PIXELS) {
      ints.putInt(pixel & 0xff);
      doubles.putDouble(pixel & 0xff);
    }
    read(npy(">i4", ints));
    read(npy("<f8", doubles));
    NpySource tooLarge = npy(">i4", ints.putInt(4 * 40, 256));
    assertThatThrownBy(() -> read(tooLarge)).hasMessageContaining("found 256 at 40");
    NpySource noPixel = npy("<f8", doubles.putDouble(8 * 40, -1));
    assertThatThrownBy(() -> read(noPixel)).hasMessageContaining("a pixel of -1.0");
  }

  /** Whether floats are in [0, 1] or in [0, 255] may be told by the last of them only. */
  @Test
  void theLastFloatTellsTheRange() throws IOException {
    float half = .5f;
    float[] start = {0, Math.nextDown(half), half, Math.nextUp(half), 1, Math.nextDown(1f)};
    ByteBuffer floats = ByteBuffer.allocate(4 * PIXELS.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < PIXELS.length; i++) {
      floats.putFloat(start[i % start.length]);
    }
    byte[] scaled = {0, 127, (byte) 128, (byte) 128, (byte) 255, (byte) 255};
    byte[] plain = {0, 0, 1, 1, 1, 1};
    for (int most : MOST) {
      PixelBlocks pixels = new PixelBlocks(N, VALUES, most);
      NpyPixels.read(npy("<f4", floats.putFloat(4 * 65, start[5])), pixels, 0, N);
      assertThat(bytes(pixels, 0, 1)).isEqualTo(scaled);
      assertThat(bytes(pixels, 10, 1)).isEqualTo(scaled);
      NpyPixels.read(npy("<f4", floats.putFloat(4 * 65, 77.5f)), pixels, 0, N);
      assertThat(bytes(pixels, 0, 1)).isEqualTo(plain);
      plain[5] = 78;
      assertThat(bytes(pixels, 10, 1)).isEqualTo(plain);
      plain[5] = 1;
    }
  }

  /** Each image is more than half a block; the last alone is coloured, the rest is grey. */
  @Test
  void folderOfImagesLargerThanABlock() throws IOException {
    for (int i = 0; i < 3; i++) {
      BufferedImage image = new BufferedImage(3000, 3200, BufferedImage.TYPE_INT_RGB);
      image.setRGB(2999, 3199, 0x010101 * (50 + i));
      ImageIO.write(image, "bmp", folder.resolve(i + ".bmp").toFile());
    }
    ImageSet grey = Datasets.load(folder.toString(), DatasetOptions.DEFAULT).images();
    byte[] pixels = new byte[grey.values()];
    for (int i = 0; i < 3; i++) {
      grey.copyBytes(i, pixels, 0);
      assertThat(pixels[pixels.length - 1]).isEqualTo((byte) (50 + i));
    }
    BufferedImage red = new BufferedImage(3000, 3200, BufferedImage.TYPE_INT_RGB);
    red.setRGB(2999, 3199, 0xff0000);
    ImageIO.write(red, "bmp", folder.resolve("2.bmp").toFile());
    ImageSet colour = Datasets.load(folder.toString(), DatasetOptions.DEFAULT).images();
    assertThat(colour.channels()).isEqualTo(3);
    byte[] last = new byte[colour.values()];
    colour.copyBytes(2, last, 0);
    assertThat(Arrays.copyOfRange(last, last.length - 3, last.length))
        .containsExactly((byte) 255, 0, 0);
    colour.copyBytes(1, last, 0);
    assertThat(last[last.length - 1]).isEqualTo((byte) 51);
  }

  /** A file that is as large as it says, on the disk a hole: nothing of it is read. */
  @Test
  void whatTheHeapCannotHoldIsRefusedWithWhatItNeeds() throws IOException {
    Path file = folder.resolve("a-images-idx3-ubyte");
    long images = 1L << 26;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(Samples.idx(new byte[0], (int) images, 64, 64));
      sparse.setLength(16 + images * 4096);
    }
    assertThatThrownBy(() -> Datasets.load(file.toString(), DatasetOptions.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a-images-idx3-ubyte: its images take 262144 MB")
        .hasMessageContaining("-Xmx400g");
  }

  /** More than 2^31 values, and no more memory than the header takes. */
  @Test
  void aMillionImagesAreCountedInLongs() {
    assertThatThrownBy(() -> PixelBlocks.requireRoom("x", 1_000_000_000L * 4096))
        .hasMessageContaining("x: its images take 3906250 MB");
    NpyHeader header =
        new NpyHeader('u', 1, ByteOrder.LITTLE_ENDIAN, new int[] {1_000_000, 64, 64});
    assertThat(header.dataBytes()).isEqualTo(4_096_000_000L);
  }

  @Test
  void integersKeepTheirDigits() throws IOException {
    ByteBuffer value = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(16_777_217);
    byte[] file = Samples.npy(HEAD.formatted("<i4", "(1,)"), value.array());
    Path path = Files.write(folder.resolve("a.npy"), file);
    assertThat(Npz.readNpy(path).ints()).containsExactly(16_777_217);
  }

  private NpySource npy(String type, ByteBuffer values) throws IOException {
    byte[] file = Samples.npy(HEAD.formatted(type, "(11, 2, 3)"), values.array());
    return new NpySource(Files.write(folder.resolve("a.npy"), file), null);
  }

  private static void read(NpySource source) {
    read((pixels, first) -> NpyPixels.read(source, pixels, first, N));
  }

  /** Reads behind two images of another part, in blocks of several sizes. */
  private static void read(Part.Reading reading) {
    for (int most : MOST) {
      PixelBlocks pixels = new PixelBlocks(N + 3, VALUES, most);
      reading.into(pixels, 2);
      assertThat(bytes(pixels, 0, 2)).containsOnly(0);
      assertThat(bytes(pixels, 2, N)).as("blocks of " + most).isEqualTo(PIXELS);
      assertThat(bytes(pixels, N + 2, 1)).containsOnly(0);
    }
  }

  private static byte[] bytes(PixelBlocks pixels, int first, int count) {
    byte[] all = new byte[count * pixels.values()];
    for (int i = 0; i < count; i++) {
      int row = first + i;
      System.arraycopy(
          pixels.block(row), pixels.offset(row), all, i * pixels.values(), pixels.values());
    }
    return all;
  }
}
