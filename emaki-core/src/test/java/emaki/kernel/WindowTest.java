package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.Streams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class WindowTest {
  private static final int PAIRS = 20_000;

  /**
   * Pairs anywhere on a grid: each window is as exact as it says, and not said to be worse than it
   * is.
   */
  @Test
  void pairsAreOffByNoMoreThanIsSaid() {
    for (Window window : Window.LADDER) {
      RandomGenerator random = Streams.of(0, "window", window.width);
      double off = 0;
      double slopeOff = 0;
      for (int k = 0; k < PAIRS; k++) {
        double y = 20 + random.nextDouble();
        double x = y + 8 * window.ratio * random.nextDouble();
        double apart = (x - y) / window.ratio;
        double kernel = Math.exp(-apart * apart / 2);
        double[] found = pair(window, x, y);
        off = Math.max(off, Math.abs(found[0] - kernel));
        slopeOff = Math.max(slopeOff, Math.abs(found[1] * window.ratio + apart * kernel));
      }
      String what = "window of " + window.width + ", ratio " + window.ratio;
      assertThat(off).as(what).isBetween(window.error / 4, window.error);
      assertThat(slopeOff).as(what).isBetween(window.slopeError / 4, window.slopeError);
    }
  }

  /** Value and slope of one pair's kernel, places in steps of the grid. */
  private static double[] pair(Window window, double x, double y) {
    double[] values = new double[window.width];
    double[] slopes = new double[window.width];
    double[] others = new double[window.width];
    int first = under(window, x, values);
    window.slopes(first - (x - window.width / 2.0), slopes);
    int other = under(window, y, others);
    double[] sums = new double[2];
    for (int a = 0; a < window.width; a++) {
      for (int b = 0; b < window.width; b++) {
        int apart = Math.abs(first + a - other - b);
        double weight = apart < window.stencil.length ? window.stencil[apart] * others[b] : 0;
        sums[0] += values[a] * weight;
        sums[1] += slopes[a] * weight;
      }
    }
    return sums;
  }

  private static int under(Window window, double place, double[] values) {
    double edge = place - window.width / 2.0;
    int first = (int) Math.ceil(edge);
    window.values(first - edge, values);
    return first;
  }
}
