package emaki.data;

import java.util.random.RandomGenerator;

/**
 * Random changes that leave an image's class as it is: it is moved, turned, sheared and scaled
 * about its middle (one affine map, sampled bilinearly, zeros beyond the edge), and a square of it
 * may be cut out (DeVries and Taylor, 2017).
 *
 * @param shift largest move each way, in pixels
 * @param rotation largest turn each way, in degrees
 * @param shear largest shear each way: pixels across for each pixel down
 * @param scale largest change of each side's scale, such as 0.1 for 0.9 to 1.1; below 1
 * @param cutout side of the square that is set to zero, in pixels; 0: none
 */
public record Augmentation(double shift, double rotation, double shear, double scale, int cutout) {
  /** Leaves images as they are. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0);

  public Augmentation {
    if (!(shift >= 0 && rotation >= 0 && shear >= 0 && scale >= 0 && scale < 1 && cutout >= 0)) {
      throw new IllegalArgumentException(
          "Expected extents of 0 or more and a scale below 1, got shift %s, rotation %s, shear %s, scale %s, cutout %d"
              .formatted(shift, rotation, shear, scale, cutout));
    }
  }

  /** Whether it changes nothing. */
  public boolean isNone() {
    return equals(NONE);
  }

  /**
   * A changed copy of an image.
   *
   * @param image values, [height, width, channels]
   * @param random draws the change
   * @param target receives the values at {@code target[offset...]}
   */
  public void apply(
      float[] image,
      int height,
      int width,
      int channels,
      RandomGenerator random,
      float[] target,
      int offset) {
    double angle = Math.toRadians(rotation * signed(random));
    double sheared = shear * signed(random);
    double sx = 1 + scale * signed(random);
    double sy = 1 + scale * signed(random);
    double dx = shift * signed(random);
    double dy = shift * signed(random);
    int holeX = (int) (random.nextDouble() * width) - cutout / 2;
    int holeY = (int) (random.nextDouble() * height) - cutout / 2;
    // From each target pixel back to where its value comes from.
    double xx = Math.cos(angle) / sx;
    double xy = (Math.sin(angle) + sheared * Math.cos(angle)) / sx;
    double yx = -Math.sin(angle) / sy;
    double yy = (Math.cos(angle) - sheared * Math.sin(angle)) / sy;
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = x - middleX - dx;
        double v = y - middleY - dy;
        boolean hole = x >= holeX && x < holeX + cutout && y >= holeY && y < holeY + cutout;
        for (int c = 0; c < channels; c++) {
          target[offset++] =
              hole
                  ? 0
                  : sample(
                      image,
                      height,
                      width,
                      channels,
                      c,
                      middleX + xx * u + xy * v,
                      middleY + yx * u + yy * v);
        }
      }
    }
  }

  private static double signed(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }

  private static float sample(
      float[] image, int height, int width, int channels, int channel, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float across = (float) (x - left);
    float down = (float) (y - top);
    float above =
        (1 - across) * at(image, height, width, channels, channel, left, top)
            + across * at(image, height, width, channels, channel, left + 1, top);
    float below =
        (1 - across) * at(image, height, width, channels, channel, left, top + 1)
            + across * at(image, height, width, channels, channel, left + 1, top + 1);
    return (1 - down) * above + down * below;
  }

  private static float at(
      float[] image, int height, int width, int channels, int channel, int x, int y) {
    return x < 0 || x >= width || y < 0 || y >= height
        ? 0
        : image[(y * width + x) * channels + channel];
  }
}
