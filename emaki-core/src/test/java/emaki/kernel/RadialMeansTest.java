package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Both twins against the formula, and what the fast one must bear. */
final class RadialMeansTest {
  private static final double[] SCALES = {0.04, 1, 7};
  private static final int[] SIZES = {1, 7, 13, 16, 207, 2049};

  private static List<RadialMeans> all(int threads) {
    return List.of(
        RadialMeans.distances(threads),
        RadialMeans.multiquadrics(SCALES, threads),
        RadialMeans.gaussians(SCALES, threads));
  }

  /** The mean over all pairs as its formula reads, in double. */
  private static double mean(double[] x, double[] y, int k, int kind) {
    double sum = 0;
    for (int i = 0; i < x.length; i += k) {
      for (int j = 0; j < y.length; j += k) {
        double square = 0;
        for (int d = 0; d < k; d++) {
          square += (x[i + d] - y[j + d]) * (x[i + d] - y[j + d]);
        }
        for (double c : kind == 0 ? new double[] {1} : SCALES) {
          sum +=
              switch (kind) {
                case 0 -> Math.sqrt(square);
                case 1 -> 1 - c / (c + square);
                default -> 1 - Math.exp(-c * square);
              };
        }
      }
    }
    return sum / ((double) (x.length / k) * (y.length / k));
  }

  @Test
  void bothTwinsFollowTheFormula() {
    for (int k : new int[] {1, 2, 3, 4, 10, 64}) {
      for (int n : SIZES) {
        float[] x = normal(n, k, 1, n);
        float[] y = normal(Math.min(n + 5, 300), k, 1.5, n + 1);
        for (int kind = 0; kind < 3; kind++) {
          String what = "n %d, k %d, kind %d".formatted(n, k, kind);
          double[] xs = Reference.doubles(x);
          double across = mean(xs, Reference.doubles(y), k, kind);
          double within = mean(xs, xs, k, kind);
          RadialMeans fast = all(2).get(kind);
          for (RadialMeans means : List.of(fast, fast.scalar())) {
            assertThat(means.mean(new Points(x, k), new Points(y, k), null))
                .as(what)
                .isCloseTo(across, within(2e-6 * across));
            assertThat(means.mean(new Points(x, k), null))
                .as(what)
                .isCloseTo(within, within(2e-6 * within));
          }
        }
      }
    }
  }

  @Test
  void gradientsAreCentralDifferencesOfTheFormula() {
    for (int k : new int[] {1, 3, 10}) {
      float[] x = normal(21, k, 1, 3);
      float[] y = normal(19, k, 1.5, 4);
      for (int kind = 0; kind < 3; kind++) {
        double[] ys = Reference.doubles(y);
        for (RadialMeans means : List.of(all(2).get(kind), all(2).get(kind).scalar())) {
          float[] across = new float[x.length];
          float[] own = new float[x.length];
          means.mean(new Points(x, k), new Points(y, k), across);
          means.mean(new Points(x, k), own);
          for (int i = 0; i < x.length; i++) {
            double[] up = Reference.doubles(x);
            double[] down = Reference.doubles(x);
            up[i] += 1e-6;
            down[i] -= 1e-6;
            double slope = (mean(up, ys, k, kind) - mean(down, ys, k, kind)) / 2e-6;
            double ownSlope = (mean(up, up, k, kind) - mean(down, down, k, kind)) / 2e-6;
            assertThat((double) across[i]).isCloseTo(slope, within(1e-6));
            assertThat((double) own[i]).isCloseTo(ownSlope, within(1e-6));
          }
        }
      }
    }
  }

  @Test
  void twinsAgreeOnGradientsOfLargerSamples() {
    for (int n : SIZES) {
      float[] x = normal(n, 3, 1, n);
      float[] y = normal(n + 3, 3, 1.5, n + 1);
      for (RadialMeans means : all(2)) {
        assertThat(gradients(means, x, y)).isNotEqualTo(new float[2 * x.length]);
        float[] fast = gradients(means, x, y);
        float[] slow = gradients(means.scalar(), x, y);
        for (int i = 0; i < fast.length; i++) {
          assertThat(fast[i]).isCloseTo(slow[i], within(2e-5f / n));
        }
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    float[] x = normal(1023, 3, 1, 5);
    float[] y = normal(777, 3, 1, 6);
    for (int kind = 0; kind < 3; kind++) {
      float[] one = gradients(all(1).get(kind), x, y);
      double value = all(1).get(kind).mean(new Points(x, 3), null);
      for (int threads : new int[] {2, 5}) {
        assertThat(gradients(all(threads).get(kind), x, y)).isEqualTo(one);
        assertThat(all(threads).get(kind).mean(new Points(x, 3), null)).isEqualTo(value);
      }
    }
  }

  @Test
  void neverNaNOrInfinite() {
    for (float size : new float[] {0, 1e-30f, 1e-18f, 1, 1e8f, 1e15f, 3e38f}) {
      float[] x = normal(20, 3, 1, 1);
      float[] y = normal(20, 3, 1, 2);
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.max(-1, Math.min(1, x[i])) * size;
        y[i] = Math.max(-1, Math.min(1, y[i])) * size;
      }
      for (RadialMeans means :
          List.of(
              RadialMeans.distances(1),
              RadialMeans.multiquadrics(new double[] {0, 1e-30, 1, 1e30}, 1),
              RadialMeans.gaussians(new double[] {0, 1e-30, 1, 1e30}, 1))) {
        assertThat(means.mean(new Points(x, 3), new Points(y, 3), null)).isFinite();
        assertThat(means.mean(new Points(x, 3), null)).isFinite();
        for (float g : gradients(means, x, y)) {
          assertThat(g).as("size %s", size).isFinite();
        }
      }
    }
  }

  private static float[] gradients(RadialMeans means, float[] x, float[] y) {
    float[] both = new float[2 * x.length];
    float[] gradient = new float[x.length];
    means.mean(new Points(x, 3), gradient);
    System.arraycopy(gradient, 0, both, 0, x.length);
    means.mean(new Points(x, 3), new Points(y, 3), gradient);
    System.arraycopy(gradient, 0, both, x.length, x.length);
    return both;
  }

  private static float[] normal(int n, int k, double scale, long seed) {
    RandomGenerator random = Streams.of(seed, "test");
    float[] points = new float[n * k];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) (scale * random.nextGaussian());
    }
    return points;
  }
}
