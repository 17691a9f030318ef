package emaki.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.Streams;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.model.Torch;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The ten nearest of each of 70,000 points, and the products of all pairs alone. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@State(Scope.Benchmark)
public class NeighboursBenchmark {
  private static final int N = 70_000;
  private static final int NEAREST = 10;
  private static final int ROWS = 1000;

  @Param({"64", "256"})
  private int dimension;

  @Param("2")
  private int threads;

  private final NDManager scope = Torch.newScope();
  private Points points = new Points(new float[1], 1);

  /** Draws the points. */
  @Setup
  public void draw() {
    points = new Points(new Gaussian(dimension).sample(N, Streams.of(0, "points")), dimension);
  }

  /** Exact, by cosine. */
  @Benchmark
  public Neighbours cosine() {
    return Neighbours.of(points, NEAREST, Metric.COSINE, threads);
  }

  /** Exact, by distance. */
  @Benchmark
  public Neighbours euclidean() {
    return Neighbours.of(points, NEAREST, Metric.EUCLIDEAN, threads);
  }

  /** The matrix of inner products by the engine, a thousand rows at a time. */
  @Benchmark
  public float products() {
    float last = 0;
    try (Torch.Use engine = Torch.infer(threads);
        NDManager all = scope.newSubManager()) {
      NDArray x = all.create(points.values(), new Shape(N, dimension));
      NDArray turned = x.transpose();
      for (int from = 0; from < N; from += ROWS) {
        try (NDManager chunk = all.newSubManager()) {
          NDArray rows = x.get("%d:%d".formatted(from, from + ROWS));
          rows.attach(chunk);
          NDArray products = rows.matMul(turned);
          products.attach(chunk);
          last = products.getFloat(0, 0);
        }
      }
    }
    return last;
  }

  /** Frees the engine's memory. */
  @TearDown
  public void close() {
    scope.close();
  }
}
