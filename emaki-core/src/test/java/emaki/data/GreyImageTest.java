package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grey images have the values that stand in their files, however they are stored. */
final class GreyImageTest {
  private static final int GREY = 0;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;
  private static final byte[] OPAQUE = {};

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.png");
  }

  @Test
  void eightBits() throws IOException {
    assertThat(decoded(8, GREY, OPAQUE, 96, 100, 104)).containsExactly(96, 100, 104);
  }

  @Test
  void sixteenBits() throws IOException {
    assertThat(decoded(16, GREY, OPAQUE, 96, 0, 100, 0, 104, 0)).containsExactly(96, 100, 104);
    assertThat(decoded(16, GREY, OPAQUE, 0, 200, 255, 255, 127, 127)).containsExactly(1, 255, 127);
  }

  @Test
  void alphaOfEightAndSixteenBits() throws IOException {
    assertThat(decoded(8, GREY_ALPHA, OPAQUE, 96, 255, 100, 255, 104, 255))
        .containsExactly(96, 100, 104);
    assertThat(
            decoded(
                16, GREY_ALPHA, OPAQUE, 96, 96, 255, 255, 100, 100, 255, 255, 104, 104, 255, 255))
        .containsExactly(96, 100, 104);
  }

  /** The sample that tRNS names is transparent, so white; the others stand as they are. */
  @Test
  void transparentSample() throws IOException {
    assertThat(decoded(8, GREY, new byte[] {0, 100}, 96, 100, 104)).containsExactly(96, 255, 104);
    assertThat(decoded(16, GREY, new byte[] {100, 0}, 96, 0, 100, 0, 104, 0))
        .containsExactly(96, 255, 104);
  }

  @Test
  void fewerBits() throws IOException {
    // Samples of 4 bits: 6, 7, 15; 17 of 255 each.
    assertThat(decoded(4, GREY, OPAQUE, 0x67, 0xf0)).containsExactly(102, 119, 255);
    assertThat(decoded(1, GREY, OPAQUE, 0b1010_0000)).containsExactly(255, 0, 255);
  }

  /** Half transparent grey over white is what the same colour is as red, green and blue. */
  @Test
  void blendsAsColoursDo() throws IOException {
    int[] grey = {96, 0, 200, 40, 17, 128, 255, 77, 0, 128, 96, 254};
    int[] colour = new int[2 * grey.length];
    for (int i = 0; i < grey.length / 2; i++) {
      colour[4 * i] = grey[2 * i];
      colour[4 * i + 1] = grey[2 * i];
      colour[4 * i + 2] = grey[2 * i];
      colour[4 * i + 3] = grey[2 * i + 1];
    }
    Files.write(file, Samples.png(6, 8, GREY_ALPHA, OPAQUE, grey));
    ImageDecoder.Pixels blended = new ImageDecoder(null, "mend it").decode(file);
    Files.write(file, Samples.png(6, 8, RGB_ALPHA, OPAQUE, colour));
    assertThat(blended.grey()).isTrue();
    assertThat(blended.values()).isEqualTo(new ImageDecoder(null, "mend it").decode(file).values());
    int[] expected = {255, 246, 135, 255, 127, 97};
    for (int i = 0; i < expected.length; i++) {
      assertThat(blended.values()[i] & 0xff).isCloseTo(expected[i], within(1));
    }
  }

  private int[] decoded(int bits, int colourType, byte[] transparent, int... row)
      throws IOException {
    Files.write(file, Samples.png(3, bits, colourType, transparent, row));
    ImageDecoder.Pixels pixels = new ImageDecoder(null, "mend it").decode(file);
    assertThat(pixels.grey()).isTrue();
    int[] values = new int[pixels.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels.values()[i] & 0xff;
    }
    return values;
  }
}
