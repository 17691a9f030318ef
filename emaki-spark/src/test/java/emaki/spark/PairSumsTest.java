package emaki.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.data.Streams;
import emaki.kernel.GaussianSums;
import emaki.kernel.Points;
import emaki.prior.Gaussian;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

final class PairSumsTest {
  /** However many tasks there are, and as the kernel has it on one machine. */
  @Test
  void theDigitsAreTheSameOnAnyNumberOfPartitions() throws Exception {
    Points x = points(5000, "x");
    Points y = points(3000, "y");
    GaussianSums alone = new GaussianSums(0.3, 2);
    try (SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("sums")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      JavaSparkContext context = new JavaSparkContext(session.sparkContext());
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
  }

  private static Points points(int n, String name) {
    return new Points(new Gaussian(3).sample(n, Streams.of(0, name)), 3);
  }
}
