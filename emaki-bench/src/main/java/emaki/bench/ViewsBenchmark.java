package emaki.bench;

import ai.djl.ndarray.NDManager;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.Views;
import emaki.model.Torch;
import emaki.model.ViewBatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** A thousand views of images of 28 x 28, by every strength there is for writing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class ViewsBenchmark {
  private static final int BATCH = 1000;

  @Param({"1", "2"})
  private int threads;

  private final int[] rows = IntStream.range(0, BATCH).toArray();
  private NDManager scope = Torch.newScope();
  private ViewBatch batch = batch(1);
  private long step;

  private static ViewBatch batch(int threads) {
    var images = Datasets.load("kana:" + BATCH, DatasetOptions.DEFAULT).images();
    return new ViewBatch(images, Views.STROKES, 1, 0, BATCH, threads);
  }

  /** Draws the images. */
  @Setup
  public void load() {
    batch = batch(threads);
  }

  /** Draws views of all of them into the engine. */
  @Benchmark
  public long views() {
    try (NDManager chunk = scope.newSubManager()) {
      return batch.load(chunk, rows, 0, BATCH, step++).size();
    }
  }

  /** Frees the engine's memory. */
  @TearDown
  public void close() {
    scope.close();
  }
}
