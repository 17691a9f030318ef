package emaki.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.kernel.GaussianSums;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.prior.Gaussian;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@link PairSums} and {@link PairNeighbours}: as on one machine, however many tasks there are. */
final class PairsTest {
  private static SparkSession session;
  private static JavaSparkContext context;

  @BeforeAll
  static void connect() {
    session =
        SparkSession.builder()
            .master("local[2]")
            .appName("pairs")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    context = new JavaSparkContext(session.sparkContext());
  }

  @AfterAll
  static void letGo() {
    session.stop();
  }

  @Test
  void sumsHaveTheSameDigits() {
    Points x = points(5000, "x");
    Points y = points(3000, "y");
    GaussianSums alone = new GaussianSums(0.3, 2);
    double cross = new PairSums(context, 1, 1).logMean(x, y, 0.3);
    double own = new PairSums(context, 1, 1).logMean(x, x, 0.3);
    for (int tasks : new int[] {2, 8}) {
      PairSums sums = new PairSums(context, tasks, 1);
      assertThat(sums.logMean(x, y, 0.3)).isEqualTo(cross);
      assertThat(sums.logMean(x, x, 0.3)).isEqualTo(own);
    }
    assertThat(cross).isCloseTo(alone.logMean(x, y, null), within(2e-6));
    assertThat(own).isCloseTo(alone.logMean(x, null), within(2e-6));
  }

  @Test
  void neighboursAreTheSameToTheBit() {
    Points scattered = points(3001, "x");
    Points grid = new Points(range(2 * 40 * 50, i -> i % 2 == 0 ? i / 2 % 40 : i / 80), 2);
    for (Metric metric : Metric.values()) {
      for (Points points : new Points[] {scattered, grid}) {
        Neighbours alone = Neighbours.of(points, 6, metric, 2);
        for (int tasks : new int[] {1, 2, 8}) {
          for (int slab : new int[] {3, 1024}) {
            Neighbours found = new PairNeighbours(context, tasks, 1, slab).find(points, 6, metric);
            assertThat(found.indices()).isEqualTo(alone.indices());
            assertThat(found.distances()).isEqualTo(alone.distances());
          }
        }
      }
    }
  }

  private static float[] range(int n, IntUnaryOperator value) {
    float[] values = new float[n];
    IntStream.range(0, n).forEach(i -> values[i] = value.applyAsInt(i));
    return values;
  }

  private static Points points(int n, String name) {
    return new Points(new Gaussian(3).sample(n, Streams.of(0, name)), 3);
  }
}
