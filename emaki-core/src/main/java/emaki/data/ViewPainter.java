package emaki.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws random {@link Views} of images. Views of one seed, row, step and number are the same to the
 * bit whatever was drawn before, so that any number of threads, each with a painter of its own,
 * gives the same batch. One thread at a time.
 */
public final class ViewPainter {
  private static final double ERASED_VIEWS = 0.3;
  private static final double GREY_VIEWS = 0.2;

  private final ImageSet images;
  private final Views views;
  private final long seed;
  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;
  private final float[] ground;
  private final float[] near;
  private final float[] nearest;
  private final ViewWarp warp;

  /**
   * @param images where rows come from
   * @param seed of the streams "view", one for each row, step and number
   */
  public ViewPainter(ImageSet images, Views views, long seed) {
    this.images = images;
    this.views = views;
    this.seed = seed;
    this.height = images.height();
    this.width = images.width();
    this.channels = images.channels();
    this.pixels = new byte[images.values()];
    this.ground = new float[channels];
    this.near = new float[images.values()];
    this.nearest = new float[images.values()];
    this.warp = new ViewWarp(height, width, channels);
  }

  /**
   * Draws a view as values in [0, 1], row-major [height, width, channels].
   *
   * @param row of the image
   * @param step of training, or whatever else tells one time that the row comes by from another
   * @param view number of the view of that row and step
   * @param target receives the values at {@code target[offset...]}
   */
  public void draw(int row, long step, int view, float[] target, int offset) {
    RandomGenerator random = Streams.of(seed, "view", row, step, view);
    images.copyBytes(row, pixels, 0);
    findGround();
    warp.draw(pixels, ground, views, random, target, offset);
    strokes(random, target, offset);
    erase(random, target, offset);
    tone(random, target, offset);
  }

  /** What lies beyond the edge and under what is erased: the median of the edge's pixels. */
  private void findGround() {
    int[] counts = new int[256];
    for (int c = 0; c < channels; c++) {
      Arrays.fill(counts, 0);
      for (int x = 0; x < width; x++) {
        counts[pixels[x * channels + c] & 0xff]++;
        counts[pixels[((height - 1) * width + x) * channels + c] & 0xff]++;
      }
      for (int y = 0; y < height; y++) {
        counts[pixels[y * width * channels + c] & 0xff]++;
        counts[pixels[(y * width + width - 1) * channels + c] & 0xff]++;
      }
      int median = 0;
      for (int below = counts[0]; below < width + height; below += counts[median]) {
        median++;
      }
      ground[c] = median / 255f;
    }
  }

  /** Thicker towards the brightest of the neighbours, or thinner towards the darkest. */
  private void strokes(RandomGenerator random, float[] image, int offset) {
    double which = random.nextDouble();
    float share = (float) (views.thickness() * random.nextDouble());
    if (share == 0 || (which >= 0.25 && which <= 0.75)) {
      return;
    }
    boolean thicker = which < 0.25;
    int row = width * channels;
    for (int y = 0; y < height; y++) {
      extreme(image, offset + y * row, channels, row, thicker, near, y * row);
    }
    extreme(near, 0, row, near.length, thicker, nearest, 0);
    for (int i = 0; i < nearest.length; i++) {
      image[offset + i] = (1 - share) * image[offset + i] + share * nearest[i];
    }
  }

  /** The greatest or the least of each value and those a stride from it. */
  private static void extreme(
      float[] from, int at, int stride, int count, boolean greatest, float[] to, int into) {
    System.arraycopy(from, at, to, into, count);
    if (greatest) {
      for (int i = 0; i < count - stride; i++) {
        to[into + i] = Math.max(to[into + i], from[at + i + stride]);
      }
      for (int i = stride; i < count; i++) {
        to[into + i] = Math.max(to[into + i], from[at + i - stride]);
      }
    } else {
      for (int i = 0; i < count - stride; i++) {
        to[into + i] = Math.min(to[into + i], from[at + i + stride]);
      }
      for (int i = stride; i < count; i++) {
        to[into + i] = Math.min(to[into + i], from[at + i - stride]);
      }
    }
  }

  private void erase(RandomGenerator random, float[] image, int offset) {
    boolean wanted = random.nextDouble() < ERASED_VIEWS;
    int x = (int) (width * random.nextDouble());
    int y = (int) (height * random.nextDouble());
    int reach = (int) (views.erased() * Math.min(height, width) / 2 * random.nextDouble());
    if (!wanted || views.erased() == 0) {
      return;
    }
    for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        System.arraycopy(ground, 0, image, offset + (v * width + u) * channels, channels);
      }
    }
  }

  private void tone(RandomGenerator random, float[] image, int offset) {
    float factor = (float) (1 + views.contrast() * signed(random));
    float brightness = (float) (1 + views.jitter() * signed(random));
    float contrast = (float) (1 + views.jitter() * signed(random));
    double saturation = 1 + views.jitter() * signed(random);
    double hue = 2 * Math.PI * views.jitter() / 4 * signed(random);
    boolean grey = random.nextDouble() < GREY_VIEWS;
    if (channels == 3 && views.jitter() > 0) {
      colour(image, offset, brightness, contrast, (float) (grey ? 0 : saturation), hue);
    }
    for (int i = offset; i < offset + pixels.length; i++) {
      image[i] = Math.min(1, Math.max(0, factor * image[i]));
    }
  }

  /** A turn about the grey axis, which keeps each pixel's mean, then factors of what is left. */
  private void colour(
      float[] image, int offset, float brightness, float contrast, float saturation, double hue) {
    double sum = 0;
    for (int i = offset; i < offset + pixels.length; i++) {
      sum += image[i];
    }
    float mean = (float) (sum / pixels.length);
    float own = saturation * (float) ((1 + 2 * Math.cos(hue)) / 3);
    float next = saturation * (float) ((1 - Math.cos(hue)) / 3 - Math.sin(hue) / Math.sqrt(3));
    float last = saturation * (float) ((1 - Math.cos(hue)) / 3 + Math.sin(hue) / Math.sqrt(3));
    for (int i = offset; i < offset + pixels.length; i += 3) {
      float grey = (image[i] + image[i + 1] + image[i + 2]) / 3;
      float r = image[i] - grey;
      float g = image[i + 1] - grey;
      float b = image[i + 2] - grey;
      float level = mean + contrast * (grey - mean);
      image[i] = brightness * (level + contrast * (own * r + next * g + last * b));
      image[i + 1] = brightness * (level + contrast * (last * r + own * g + next * b));
      image[i + 2] = brightness * (level + contrast * (next * r + last * g + own * b));
    }
  }

  static double signed(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }
}
