package emaki.bench;

import emaki.data.Streams;
import emaki.kernel.GaussianSums;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Pairwise sums with gradient on one thread: across two samples of n points, and within one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class GaussianSumsBenchmark {
  @Param({"1000", "4000"})
  private int n;

  @Param({"2", "3", "10", "30"})
  private int dimension;

  @Param({"vector", "scalar"})
  private String twin = "";

  private float[] x = {};
  private float[] y = {};
  private float[] gradient = {};
  private GaussianSums sums = new GaussianSums(1, 1);

  /** Draws the samples. */
  @Setup
  public void draw() {
    x = normal("x");
    y = normal("y");
    gradient = new float[x.length];
    double bandwidth = Math.sqrt(dimension);
    sums =
        twin.equals("scalar") ? GaussianSums.scalar(bandwidth, 1) : new GaussianSums(bandwidth, 1);
  }

  /** n^2 pairs, value and gradient. */
  @Benchmark
  public double across() {
    return sums.logMean(x, y, dimension, gradient);
  }

  /** n^2 pairs by their upper triangle, value and gradient. */
  @Benchmark
  public double within() {
    return sums.logMean(x, dimension, gradient);
  }

  private float[] normal(String name) {
    RandomGenerator random = Streams.of(0, name);
    float[] values = new float[n * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
