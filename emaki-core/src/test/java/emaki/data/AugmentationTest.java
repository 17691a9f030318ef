package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AugmentationTest {
  private static final int H = 9;
  private static final int W = 11;

  @Test
  void noneLeavesAnImageAsItIs() {
    float[] image = noise(3);
    assertThat(apply(Augmentation.NONE, image, 3, 1)).isEqualTo(image);
  }

  /**
   * A pixel alone goes where the map takes it: its place, weighted by value, moves by the shift.
   */
  @Test
  void shiftsStayWithinTheirBoundAndReachIt() {
    float[] image = new float[H * W];
    image[4 * W + 5] = 1;
    double widest = 0;
    for (int seed = 0; seed < 300; seed++) {
      float[] moved = apply(new Augmentation(2, 0, 0, 0, 0), image, 1, seed);
      double x = 0;
      double mass = 0;
      for (int i = 0; i < moved.length; i++) {
        x += moved[i] * (i % W);
        mass += moved[i];
      }
      assertThat(mass).isCloseTo(1, within(1e-5));
      widest = Math.max(widest, Math.abs(x / mass - 5));
    }
    assertThat(widest).isBetween(1.8, 2.0001);
  }

  /** The middle of the image is the centre of every turn, shear and scaling. */
  @Test
  void theMiddleStaysWhereItIs() {
    float[] image = new float[H * W];
    image[4 * W + 5] = 1;
    for (int seed = 0; seed < 50; seed++) {
      float[] turned = apply(new Augmentation(0, 30, 0.3, 0.3, 0), image, 1, seed);
      assertThat(turned[4 * W + 5]).isCloseTo(1, within(1e-5f));
    }
  }

  /** A horizontal bar turned by up to 90 degrees: some draws come near to standing upright. */
  @Test
  void turnsReachTheirAngle() {
    float[] bar = new float[H * W];
    for (int x = 2; x <= 8; x++) {
      bar[4 * W + x] = 1;
    }
    double upright = 0;
    for (int seed = 0; seed < 200; seed++) {
      float[] turned = apply(new Augmentation(0, 90, 0, 0, 0), bar, 1, seed);
      double column = 0;
      for (int y = 0; y < H; y++) {
        column += turned[y * W + 5];
      }
      upright = Math.max(upright, column);
    }
    assertThat(upright).isGreaterThan(6);
  }

  @Test
  void cutsOneSquareOut() {
    float[] white = new float[H * W];
    java.util.Arrays.fill(white, 1);
    int most = 0;
    for (int seed = 0; seed < 100; seed++) {
      float[] cut = apply(new Augmentation(0, 0, 0, 0, 3), white, 1, seed);
      int zeros = 0;
      for (float v : cut) {
        assertThat(v).isIn(0f, 1f);
        zeros += v == 0 ? 1 : 0;
      }
      assertThat(zeros).isBetween(1, 9);
      most = Math.max(most, zeros);
    }
    assertThat(most).isEqualTo(9);
  }

  @Test
  void valuesStayInRangeAndFollowTheStreamAlone() {
    Augmentation all = new Augmentation(2, 10, 0.1, 0.1, 3);
    float[] image = noise(3);
    float[] once = apply(all, image, 3, 7);
    for (float v : once) {
      assertThat(v).isBetween(0f, 1f);
    }
    assertThat(apply(all, image, 3, 7)).isEqualTo(once);
    assertThat(apply(all, image, 3, 8)).isNotEqualTo(once);
  }

  @Test
  void senselessExtentsAreNamed() {
    assertThatThrownBy(() -> new Augmentation(-1, 0, 0, 0, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Augmentation(0, 0, 0, 1, 0)).hasMessageContaining("scale 1");
    assertThatThrownBy(() -> new Augmentation(Double.NaN, 0, 0, 0, 0)).hasMessageContaining("NaN");
  }

  private static float[] noise(int channels) {
    Random random = new Random(1);
    float[] image = new float[H * W * channels];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat();
    }
    return image;
  }

  private static float[] apply(Augmentation a, float[] image, int channels, long seed) {
    float[] target = new float[image.length + 2];
    a.apply(image, H, W, channels, new SplittableRandom(seed), target, 2);
    assertThat(target[0]).isZero();
    return java.util.Arrays.copyOfRange(target, 2, target.length);
  }
}
