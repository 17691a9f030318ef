package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ViewsTest {
  private static final int H = 17;
  private static final int W = 23;

  @Test
  void withoutStrengthEveryViewIsTheImage() {
    for (int channels : new int[] {1, 3}) {
      ImageSet images = noise(channels);
      float[] image = new float[images.values()];
      images.copyTo(1, image, 0);
      assertThat(draw(images, Views.NONE, 5, 1, 2, 0)).isEqualTo(image);
    }
  }

  /** Exact, on images of any size, however small. */
  @Test
  void imagesOfOnePixelHaveViews() {
    ImageSet images = ImageSet.of("dot", new byte[] {100}, 1, 1, 1, null, List.of(), List.of());
    assertThat(draw(images, Views.STROKES, 1, 0, 1, 0)).hasSize(1);
  }

  @Test
  void viewsFollowSeedRowStepAndNumberAlone() {
    ImageSet images = noise(1);
    float[] one = draw(images, Views.STROKES, 5, 1, 2, 0);
    ViewPainter used = new ViewPainter(images, Views.STROKES, 5);
    float[] target = new float[images.values()];
    used.draw(0, 9, 1, target, 0);
    used.draw(1, 2, 0, target, 0);
    assertThat(target).isEqualTo(one);
    assertThat(draw(images, Views.STROKES, 6, 1, 2, 0)).isNotEqualTo(one);
    assertThat(draw(images, Views.STROKES, 5, 0, 2, 0)).isNotEqualTo(one);
    assertThat(draw(images, Views.STROKES, 5, 1, 3, 0)).isNotEqualTo(one);
    assertThat(draw(images, Views.STROKES, 5, 1, 2, 1)).isNotEqualTo(one);
  }

  @Test
  void valuesStayInRange() {
    for (int channels : new int[] {1, 3}) {
      for (int view = 0; view < 50; view++) {
        for (float v : draw(noise(channels), Views.of(channels), 1, 0, 1, view)) {
          assertThat(v).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void withoutJitterColoursStayAsTheyAre() {
    Views jittered = new Views(0, 0, 0, 0, 0, 1, 0, 0, 0, 0.4, 0);
    ImageSet images = noise(3);
    float[] plain = draw(images, Views.NONE, 1, 0, 1, 0);
    int changed = 0;
    for (int view = 0; view < 10; view++) {
      assertThat(draw(images, jittered.withJitter(0), 1, 0, 1, view)).isEqualTo(plain);
      changed += Arrays.equals(draw(images, jittered, 1, 0, 1, view), plain) ? 0 : 1;
    }
    assertThat(changed).isEqualTo(10);
  }

  /** A dot moves by as much as the shift allows and no more, and keeps its ink. */
  @Test
  void shiftsReachTheirBoundAndKeepTheInk() {
    ImageSet dot = grey(i -> i == 8 * W + 11 ? 255 : 0);
    Views shifted = new Views(0, 0, 0, 0.2, 0, 1, 0, 0, 0, 0, 0);
    double widest = 0;
    for (int view = 0; view < 300; view++) {
      float[] moved = draw(dot, shifted, 1, 0, 1, view);
      assertThat(ink(moved)).isCloseTo(1, within(1e-5));
      widest = Math.max(widest, Math.abs(middle(moved) - 11));
    }
    assertThat(widest).isBetween(0.2 * W - 0.2, 0.2 * W + 1e-4);
  }

  /** By a turn alone the middle stays, and a bar comes near to standing upright. */
  @Test
  void turnsAreAboutTheMiddle() {
    ImageSet bar = grey(i -> i / W == 8 && i % W >= 6 && i % W <= 16 ? 255 : 0);
    Views turned = new Views(Math.PI / 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    double upright = 0;
    for (int view = 0; view < 200; view++) {
      float[] image = draw(bar, turned, 1, 0, 1, view);
      assertThat(image[8 * W + 11]).isCloseTo(1, within(1e-5f));
      upright = Math.max(upright, IntStream.range(0, H).mapToDouble(y -> image[y * W + 11]).sum());
    }
    assertThat(upright).isGreaterThan(9);
  }

  @Test
  void elasticDisplacementsBendWhatIsStraight() {
    ImageSet bar = grey(i -> i / W == 8 ? 255 : 0);
    float[] bent = draw(bar, new Views(0, 0, 0, 0, 0.15, 1, 0, 0, 0, 0, 0), 1, 0, 1, 0);
    double least = H;
    double most = 0;
    for (int x = 0; x < W; x++) {
      int column = x;
      double mass = IntStream.range(0, H).mapToDouble(y -> bent[y * W + column]).sum();
      double y = IntStream.range(0, H).mapToDouble(v -> v * bent[v * W + column]).sum() / mass;
      least = Math.min(least, y);
      most = Math.max(most, y);
    }
    assertThat(most - least).isGreaterThan(1);
  }

  /** A smooth displacement moves ink, it makes or takes little of it. */
  @Test
  void theDefaultsKeepTheInk() {
    ImageSet blob = grey(i -> Math.hypot(i / W - 8, i % W - 11) < 5 ? 200 : 0);
    float[] image = new float[blob.values()];
    blob.copyTo(0, image, 0);
    double ratio =
        IntStream.range(0, 400)
            .mapToDouble(view -> ink(draw(blob, Views.STROKES, 3, 0, 1, view)) / ink(image))
            .average()
            .orElseThrow();
    assertThat(ratio).isBetween(0.85, 1.15);
  }

  /** A quarter of the views is thicker, a quarter thinner, as far as the neighbours reach. */
  @Test
  void strokesBecomeThickerAndThinner() {
    ImageSet blob = grey(i -> i / W >= 6 && i / W <= 10 && i % W >= 8 && i % W <= 14 ? 255 : 0);
    Views strokes = new Views(0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0);
    int thicker = 0;
    int thinner = 0;
    for (int view = 0; view < 400; view++) {
      double ink = ink(draw(blob, strokes, 1, 0, 1, view));
      assertThat(ink).isBetween(3.0 * 5 - 1e-3, 7.0 * 9 + 1e-3);
      thicker += ink > 35.001 ? 1 : 0;
      thinner += ink < 34.999 ? 1 : 0;
    }
    assertThat(thicker).isBetween(70, 130);
    assertThat(thinner).isBetween(70, 130);
  }

  @Test
  void threeTenthsOfTheViewsHaveASquareErased() {
    ImageSet half =
        grey(i -> i / W == 0 || i % W == 0 || i % W == W - 1 || i / W == H - 1 ? 0 : 90);
    Views erasing = new Views(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.5);
    double whole = ink(draw(half, Views.NONE, 1, 0, 1, 0));
    int erased = 0;
    for (int view = 0; view < 400; view++) {
      double lost = (whole - ink(draw(half, erasing, 1, 0, 1, view))) / (90 / 255.0);
      assertThat(lost).isBetween(-1e-3, 9 * 9 + 1e-3);
      erased += lost > 0.5 ? 1 : 0;
    }
    assertThat(erased).isBetween(80, 150);
  }

  /** Scans have dark ink on a light ground: what comes in from beyond the edge is light. */
  @Test
  void theGroundIsTheEdges() {
    ImageSet white = grey(i -> 240);
    for (float v : draw(white, new Views(1, 0.2, 0.2, 0.2, 0.1, 1, 0, 1, 0, 0, 0.5), 1, 0, 1, 0)) {
      assertThat(v).isCloseTo(240 / 255f, within(1e-6f));
    }
  }

  @Test
  void cropsShowAPartAndMirrorsTurnItRound() {
    ImageSet ramp = grey(i -> 10 * (i % W));
    Views crop = new Views(0, 0, 0, 0, 0, 0.25, 0, 0, 0, 0, 0);
    Views mirror = new Views(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
    double narrowest = 1;
    for (int view = 0; view < 100; view++) {
      float[] part = draw(ramp, crop, 1, 0, 1, view);
      narrowest = Math.min(narrowest, (part[W - 1] - part[0]) / (10 * (W - 1) / 255.0));
    }
    assertThat(narrowest).isBetween(0.49, 0.55);
    float[] mirrored = draw(ramp, mirror, 1, 0, 1, 0);
    assertThat(mirrored[0]).isCloseTo(10 * (W - 1) / 255f, within(1e-5f));
    assertThat(mirrored[W - 1]).isCloseTo(0, within(1e-5f));
  }

  /** A turn of the hue keeps each pixel's mean; a fifth of the views has no colour at all. */
  @Test
  void coloursAreJittered() {
    ImageSet red =
        ImageSet.of("red", new byte[] {(byte) 150, 120, 90}, 1, 1, 3, null, List.of(), List.of());
    Views jitter = new Views(0, 0, 0, 0, 0, 1, 0, 0, 0, 0.4, 0);
    int grey = 0;
    int turned = 0;
    for (int view = 0; view < 400; view++) {
      float[] rgb = draw(red, jitter, 1, 0, 1, view);
      assertThat((rgb[0] + rgb[1] + rgb[2]) / 3)
          .isBetween(120 / 255f * 0.599f, 120 / 255f * 1.401f);
      grey += Math.abs(rgb[0] - rgb[1]) < 1e-6 ? 1 : 0;
      turned += rgb[1] < rgb[2] ? 1 : 0;
    }
    assertThat(grey).isBetween(50, 110);
    assertThat(turned).isPositive();
  }

  @Test
  void senselessStrengthsAreNamed() {
    assertThatThrownBy(() -> new Views(-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0))
        .hasMessageContaining("rotation")
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new Views(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0))
        .hasMessageContaining("scale");
    assertThatThrownBy(() -> new Views(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("crop");
    assertThatThrownBy(() -> new Views(0, 0, 0, 0, Double.NaN, 1, 0, 0, 0, 0, 0))
        .hasMessageContaining("NaN");
  }

  private static double ink(float[] image) {
    return IntStream.range(0, image.length).mapToDouble(i -> image[i]).sum();
  }

  private static double middle(float[] image) {
    return IntStream.range(0, image.length).mapToDouble(i -> i % W * image[i]).sum() / ink(image);
  }

  private static ImageSet grey(IntUnaryOperator value) {
    byte[] pixels = new byte[H * W];
    Arrays.setAll(new int[H * W], i -> pixels[i] = (byte) value.applyAsInt(i));
    return ImageSet.of("drawn", pixels, H, W, 1, null, List.of(), List.of());
  }

  private static ImageSet noise(int channels) {
    byte[] pixels = new byte[2 * H * W * channels];
    new Random(1).nextBytes(pixels);
    return ImageSet.of("noise", pixels, H, W, channels, null, List.of(), List.of());
  }

  private static float[] draw(ImageSet images, Views views, long seed, int row, long step, int v) {
    float[] target = new float[images.values() + 2];
    new ViewPainter(images, views, seed).draw(row, step, v, target, 2);
    assertThat(target[0]).isZero();
    return Arrays.copyOfRange(target, 2, target.length);
  }
}
