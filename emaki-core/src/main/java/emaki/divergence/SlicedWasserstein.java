package emaki.divergence;

import com.google.auto.service.AutoService;
import emaki.kernel.Workers;
import emaki.part.PartOptions;
import emaki.prior.Prior;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The squared sliced 2-Wasserstein distance of two samples of one size: the mean over random
 * directions of the mean squared difference of the sorted projections (Kolouri et al., 2019,
 * "Sliced Wasserstein auto-encoders", eq. 13), times the dimension k and divided by the second
 * sample's squared root mean square radius. So a sample that is moved by some way is, on average
 * over directions, the square of that way in radii from itself, in any dimension.
 *
 * <p>The gradient is exact for the directions drawn, wherever no two projections are equal.
 */
public final class SlicedWasserstein implements Divergence {
  private static final String NAME = "sliced-wasserstein";
  private static final int DIRECTIONS = 64;

  /** Directions that share an array of slopes, so that their sum has one order. */
  private static final int GROUPS = 8;

  private final int directions;
  private final int threads;

  /**
   * @param directions drawn anew for each value, at least 1
   * @param threads at most so many at a time
   */
  public SlicedWasserstein(int directions, int threads) {
    this.directions = directions;
    this.threads = threads;
  }

  @Override
  public String spec() {
    return NAME + ":directions=" + directions;
  }

  /** The same of the one direction in which the samples differ most. */
  @Override
  public List<String> parts() {
    return List.of("largest");
  }

  /** As on a swiss roll it gives some tenth more error than none. */
  @Override
  public double weight() {
    return 4;
  }

  @Override
  public Measurement of(
      float[] points,
      Prior prior,
      RandomGenerator random,
      double share,
      float @Nullable [] gradient) {
    int k = prior.dimension();
    return between(points, prior.sample(points.length / k, random), k, random, gradient);
  }

  /**
   * The distance of two samples, both row-major [n, dimension].
   *
   * @param random of the directions
   * @param gradient receives d value / dx; null: not wanted
   */
  public Measurement between(
      float[] x, float[] y, int dimension, RandomGenerator random, float @Nullable [] gradient) {
    double[][] drawn = new double[directions][];
    for (int i = 0; i < directions; i++) {
      drawn[i] = direction(dimension, random);
    }
    return along(drawn, x, y, gradient);
  }

  /** The same for given unit vectors. */
  Measurement along(double[][] drawn, float[] x, float[] y, float @Nullable [] gradient) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "Expected two samples of one size, got %d and %d values".formatted(x.length, y.length));
    }
    int dimension = drawn[0].length;
    double radius = Scale.radius(y, dimension);
    double factor = dimension / (radius * radius);
    double[] squares = new double[drawn.length];
    int groups = Math.min(GROUPS, drawn.length);
    double[][] slopes = new double[groups][gradient == null ? 0 : x.length];
    Workers.run(
        threads,
        groups,
        group -> {
          for (int i = group; i < drawn.length; i += groups) {
            squares[i] = factor * along(drawn[i], x, y, slopes[group]);
          }
        });
    for (int i = 0; gradient != null && i < gradient.length; i++) {
      double sum = 0;
      for (double[] slope : slopes) {
        sum += slope[i];
      }
      gradient[i] = (float) (factor * sum / drawn.length);
    }
    return new Measurement(
        Arrays.stream(squares).sum() / drawn.length,
        Map.of("largest", Arrays.stream(squares).max().orElseThrow()));
  }

  /** The mean squared difference of sorted projections; adds its gradient to {@code slopes}. */
  private static double along(double[] direction, float[] x, float[] y, double[] slopes) {
    int k = direction.length;
    int n = x.length / k;
    int[] orderX = order(direction, x);
    int[] orderY = order(direction, y);
    double sum = 0;
    for (int rank = 0; rank < n; rank++) {
      int i = orderX[rank] * k;
      double difference = dot(direction, x, i) - dot(direction, y, orderY[rank] * k);
      sum += difference * difference;
      for (int d = 0; d < k && slopes.length > 0; d++) {
        slopes[i + d] += 2 * difference * direction[d] / n;
      }
    }
    return sum / n;
  }

  /** Points by their projection; equal ones, as floats, by index. */
  private static int[] order(double[] direction, float[] points) {
    long[] keys = new long[points.length / direction.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits((float) dot(direction, points, i * direction.length));
      // Floats of the lower sign order backwards by their bits.
      int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      keys[i] = ((long) sortable << 32) | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  private static double dot(double[] direction, float[] points, int at) {
    double sum = 0;
    for (int d = 0; d < direction.length; d++) {
      sum += direction[d] * points[at + d];
    }
    return sum;
  }

  /** Uniform on the unit sphere. */
  private static double[] direction(int dimension, RandomGenerator random) {
    double[] direction = new double[dimension];
    double square = 0;
    while (square == 0) {
      for (int d = 0; d < dimension; d++) {
        direction[d] = random.nextGaussian();
        square += direction[d] * direction[d];
      }
    }
    for (int d = 0; d < dimension; d++) {
      direction[d] /= Math.sqrt(square);
    }
    return direction;
  }

  /** By name. */
  @AutoService(DivergencePart.class)
  public static final class Part implements DivergencePart {
    @Override
    public String usage() {
      return NAME + ":directions=" + DIRECTIONS;
    }

    @Override
    public Divergence make(PartOptions options, Setting setting) {
      return new SlicedWasserstein(
          options.count("directions", DIRECTIONS, 1, 4096), setting.threads());
    }

    @Override
    public boolean hasWidth() {
      return false;
    }
  }
}
