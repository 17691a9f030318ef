package emaki.data;

import java.util.random.RandomGenerator;

/**
 * Draws one character as a hand with a brush would, differently each time: moved, turned, sheared
 * and bent as a whole, its points shaken, the brush pressed harder here than there, the ink uneven.
 */
final class KanaBrush {
  static final int SIDE = 28;

  /** Distance between two touches of the brush, in pixels. */
  private static final double STEP = 0.5;

  private static final int WAVES = 3;

  private final RandomGenerator random;
  private final float[] ink = new float[SIDE * SIDE];
  private final double[] affine = new double[6];
  private final double[][] waves = new double[WAVES][5];
  private double radius;

  private KanaBrush(RandomGenerator random) {
    this.random = random;
  }

  /** Draws strokes to {@code pixels[offset...]}, white on black. */
  static void draw(float[][] strokes, RandomGenerator random, byte[] pixels, int offset) {
    KanaBrush brush = new KanaBrush(random);
    brush.takeUp();
    for (float[] stroke : strokes) {
      brush.stroke(stroke);
    }
    brush.dry(pixels, offset);
  }

  /** Decides how this character is written as a whole. */
  private void takeUp() {
    double angle = 0.13 * random.nextGaussian();
    double shear = 0.18 * random.nextGaussian();
    double sx = random.nextDouble(0.72, 1.04);
    double sy = random.nextDouble(0.80, 1.08);
    affine[0] = sx * Math.cos(angle);
    affine[1] = -sy * Math.sin(angle) - shear * sx;
    affine[2] = 0.035 * random.nextGaussian();
    affine[3] = sx * Math.sin(angle);
    affine[4] = sy * Math.cos(angle);
    affine[5] = 0.035 * random.nextGaussian();
    for (double[] wave : waves) {
      wave[0] = 0.035 * random.nextGaussian();
      wave[1] = 0.035 * random.nextGaussian();
      wave[2] = 4 * random.nextGaussian();
      wave[3] = 4 * random.nextGaussian();
      wave[4] = random.nextDouble(2 * Math.PI);
    }
    radius = random.nextDouble(0.75, 1.75);
  }

  private void stroke(float[] points) {
    int n = points.length / 2;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double u = points[2 * i] - 0.5 + 0.028 * random.nextGaussian();
      double v = points[2 * i + 1] - 0.5 + 0.028 * random.nextGaussian();
      double bentU = u;
      double bentV = v;
      for (double[] wave : waves) {
        double swing = Math.sin(wave[2] * u + wave[3] * v + wave[4]);
        bentU += wave[0] * swing;
        bentV += wave[1] * swing;
      }
      x[i] = pixel(affine[0] * bentU + affine[1] * bentV + affine[2]);
      y[i] = pixel(affine[3] * bentU + affine[4] * bentV + affine[5]);
    }
    double swell = random.nextDouble(0.1, 0.4);
    double phase = random.nextDouble(2 * Math.PI);
    double dryness = Math.max(0, 0.35 * random.nextGaussian());
    for (int i = 0; i + 1 < n; i++) {
      int touches = (int) Math.ceil(Math.hypot(x[i + 1] - x[i], y[i + 1] - y[i]) * 1.2 / STEP) + 1;
      for (int k = 0; k < touches; k++) {
        double t = (double) k / touches;
        double along = (i + t) / (n - 1);
        double pressure = 1 + swell * Math.sin(5 * along + phase) - 0.35 * along * along;
        double wet = 1 - dryness * along * (0.6 + 0.4 * Math.sin(23 * along + phase));
        touch(curve(x, i, t), curve(y, i, t), radius * pressure, Math.max(0.25, wet));
      }
    }
  }

  /** From [-1/2, 1/2] to pixels, with a margin of two. */
  private static double pixel(double u) {
    return (SIDE - 1) / 2.0 + u * (SIDE - 3);
  }

  /** Catmull-Rom between points i and i + 1. */
  private static double curve(double[] p, int i, double t) {
    double p0 = p[Math.max(0, i - 1)];
    double p1 = p[i];
    double p2 = p[i + 1];
    double p3 = p[Math.min(p.length - 1, i + 2)];
    double a = 2 * p0 - 5 * p1 + 4 * p2 - p3;
    double b = 3 * p1 - p0 - 3 * p2 + p3;
    return 0.5 * (2 * p1 + t * (p2 - p0 + t * (a + t * b)));
  }

  /** A round touch with a soft edge of one pixel. */
  private void touch(double x, double y, double r, double strength) {
    int left = Math.max(0, (int) Math.ceil(x - r - 0.5));
    int right = Math.min(SIDE - 1, (int) Math.floor(x + r + 0.5));
    int top = Math.max(0, (int) Math.ceil(y - r - 0.5));
    int bottom = Math.min(SIDE - 1, (int) Math.floor(y + r + 0.5));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double distance = Math.sqrt((row - y) * (row - y) + (column - x) * (column - x));
        double cover = strength * Math.min(1, r + 0.5 - distance);
        int at = row * SIDE + column;
        if (cover > ink[at]) {
          ink[at] = (float) cover;
        }
      }
    }
  }

  /** The ink with its grain, as bytes. */
  private void dry(byte[] pixels, int offset) {
    double grain = random.nextDouble(0.02, 0.12);
    for (int i = 0; i < ink.length; i++) {
      double value = ink[i];
      if (value > 0) {
        value *= 1 + grain * (random.nextDouble() + random.nextDouble() - 1) * 2;
      }
      pixels[offset + i] = (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
}
