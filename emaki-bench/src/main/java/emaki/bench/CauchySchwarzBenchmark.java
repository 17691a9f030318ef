package emaki.bench;

import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.prior.Gaussian;
import java.util.concurrent.TimeUnit;
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

/** What the regulariser adds to a step: the divergence of a batch of 1000 and its gradient. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class CauchySchwarzBenchmark {
  private static final int BATCH = 1000;

  @Param({"3", "10"})
  private int dimension;

  /** Near the data's width, and so wide that the other sums are taken. */
  @Param({"1", "100"})
  private double sigma;

  @Param({"1", "2"})
  private int threads;

  private float[] latents = {};
  private float[] sample = {};
  private float[] gradient = {};
  private CauchySchwarz divergence = new CauchySchwarz(1, 1);

  /** Draws the samples. */
  @Setup
  public void draw() {
    Gaussian prior = new Gaussian(dimension);
    latents = prior.sample(BATCH, Streams.of(0, "latents"));
    sample = prior.sample(BATCH, Streams.of(0, "sample"));
    gradient = new float[latents.length];
    divergence = new CauchySchwarz(sigma, threads);
  }

  /** Value and gradient. */
  @Benchmark
  public double divergence() {
    return divergence.between(latents, sample, dimension, gradient).divergence();
  }
}
