package emaki.data;

import java.util.random.RandomGenerator;

/** Where a view's pixels come from: one affine map and one elastic displacement, sampled once. */
final class ViewWarp {
  private static final int NODES = 5;

  /** Of cubic convolution (Keys, 1981), as image programs have it. */
  private static final double SHARPNESS = -0.75;

  /** Of each byte in [0, 1]: to look a value up costs less than to divide. */
  private static final float[] VALUES = new float[256];

  static {
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = i / 255f;
    }
  }

  private final int height;
  private final int width;
  private final int channels;
  private final int stride;
  private final float[] padded;
  private final float[] places;
  private final float[][] across;
  private final float[][] down;
  private final float[] nodes = new float[2 * NODES * NODES];
  private final float[] fromX;
  private final float[] fromY;

  ViewWarp(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.stride = (width + 3) * channels;
    this.padded = new float[(height + 3) * stride];
    this.places = new float[width];
    this.across = weights(width);
    this.down = weights(height);
    for (int x = 0; x < width; x++) {
      places[x] = x;
    }
    this.fromX = new float[width];
    this.fromY = new float[width];
  }

  /** How much each node counts at each of so many pixels, [nodes][size]; ends lie on ends. */
  private static float[][] weights(int size) {
    float[][] weights = new float[NODES][size];
    for (int i = 0; i < size; i++) {
      double at = size == 1 ? 0 : (NODES - 1.0) * i / (size - 1);
      int left = (int) at;
      for (int j = left - 1; j <= left + 2; j++) {
        weights[Math.max(0, Math.min(NODES - 1, j))][i] += (float) cubic(Math.abs(at - j));
      }
    }
    return weights;
  }

  private static double cubic(double d) {
    if (d <= 1) {
      return ((SHARPNESS + 2) * d - (SHARPNESS + 3)) * d * d + 1;
    }
    return d < 2 ? SHARPNESS * (((d - 5) * d + 8) * d - 4) : 0;
  }

  /**
   * Draws a warped image.
   *
   * @param pixels uint8 [height, width, channels]
   * @param ground [channels], what lies beyond the edge
   */
  void draw(
      byte[] pixels,
      float[] ground,
      Views views,
      RandomGenerator random,
      float[] target,
      int offset) {
    double angle = views.rotation() * ViewPainter.signed(random);
    double sx = 1 + views.scale() * ViewPainter.signed(random);
    double sy = 1 + views.scale() * ViewPainter.signed(random);
    double shear = views.shear() * ViewPainter.signed(random);
    double shiftX = width * views.shift() * ViewPainter.signed(random);
    double shiftY = height * views.shift() * ViewPainter.signed(random);
    double zoom = Math.sqrt(views.crop() + (1 - views.crop()) * random.nextDouble());
    shiftX += width * (1 - zoom) / 2 * ViewPainter.signed(random);
    shiftY += height * (1 - zoom) / 2 * ViewPainter.signed(random);
    double turned = random.nextDouble() < views.mirrored() ? -sx : sx;
    drawNodes(views.elastic(), random);
    pad(pixels, ground);
    // From each target pixel back to where its value comes from, in the padded image.
    float xx = (float) (zoom * Math.cos(angle) * turned);
    float xy = (float) (zoom * (shear - Math.sin(angle) * sy));
    float yx = (float) (zoom * Math.sin(angle) * turned);
    float yy = (float) (zoom * Math.cos(angle) * sy);
    float middleX = (width - 1) / 2f;
    float middleY = (height - 1) / 2f;
    for (int y = 0; y < height; y++) {
      float v = y - middleY;
      origin(fromX, y, 0, xx, (float) (1 + middleX + shiftX) + xy * v, width + 1);
      origin(fromY, y, NODES * NODES, yx, (float) (1 + middleY + shiftY) + yy * v, height + 1);
      sample(target, offset + y * width * channels);
    }
  }

  private void drawNodes(double elastic, RandomGenerator random) {
    for (int i = 0; i < nodes.length; i++) {
      int side = i < NODES * NODES ? width : height;
      nodes[i] = (float) (side * elastic * ViewPainter.signed(random));
    }
  }

  /** The image with one more pixel of ground above and to the left, and two below and right. */
  private void pad(byte[] pixels, float[] ground) {
    for (int i = 0; i < stride; i++) {
      padded[i] = ground[i % channels];
    }
    for (int y = 1; y < height + 3; y++) {
      System.arraycopy(padded, 0, padded, y * stride, stride);
    }
    int row = width * channels;
    for (int y = 0; y < height; y++) {
      int to = (y + 1) * stride + channels;
      for (int i = 0; i < row; i++) {
        padded[to + i] = VALUES[pixels[y * row + i] & 0xff];
      }
    }
  }

  /**
   * One coordinate of where a row's pixels come from, held to the padded image.
   *
   * @param first of the coordinate's nodes
   * @param slope for each pixel to the right
   * @param middle at the middle of the row
   */
  private void origin(float[] from, int y, int first, float slope, float middle, float most) {
    float[] r = new float[NODES];
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        r[j] += down[i][y] * nodes[first + NODES * i + j];
      }
    }
    float[] a = across[0];
    float[] b = across[1];
    float[] c = across[2];
    float[] d = across[3];
    float[] e = across[4];
    float begin = middle - slope * ((width - 1) / 2f);
    for (int x = 0; x < width; x++) {
      float bent = r[0] * a[x] + r[1] * b[x] + r[2] * c[x] + r[3] * d[x] + r[4] * e[x];
      from[x] = begin + slope * places[x] + bent;
    }
    // Not by Math.min and max, whose care for NaN and -0 costs as much as all the rest.
    for (int x = 0; x < width; x++) {
      float at = from[x];
      from[x] = at < 0 ? 0 : at > most ? most : at;
    }
  }

  private void sample(float[] target, int at) {
    for (int x = 0; x < width; x++) {
      int left = (int) fromX[x];
      int top = (int) fromY[x];
      float right = fromX[x] - left;
      float below = fromY[x] - top;
      int i = top * stride + left * channels;
      for (int c = 0; c < channels; c++, i++) {
        float upper = (1 - right) * padded[i] + right * padded[i + channels];
        float lower = (1 - right) * padded[i + stride] + right * padded[i + stride + channels];
        target[at++] = (1 - below) * upper + below * lower;
      }
    }
  }
}
