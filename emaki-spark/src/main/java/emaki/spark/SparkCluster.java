package emaki.spark;

import emaki.data.InputException;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.remote.Cluster;
import emaki.remote.Errand;
import emaki.remote.Homecoming;
import emaki.remote.ImageSource;
import emaki.remote.Parcel;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** An application on Spark: each errand is a job of one task. */
final class SparkCluster implements Cluster {
  private static final int PATIENCE_SECONDS = 30;

  /** Executors that start together come within this of each other. */
  private static final int SETTLED_MILLISECONDS = 2_000;

  /** The last tasks should not leave cores idle for long. */
  private static final int TASKS_PER_SLOT = 8;

  private static final int POLL_MILLISECONDS = 100;
  private static final String DRIVER = "driver";

  private final SparkSession session;
  private final JavaSparkContext context;
  private final String master;
  private final int cores;

  SparkCluster(SparkSession session, String master, int cores) {
    this.session = session;
    this.context = new JavaSparkContext(session.sparkContext());
    this.master = master;
    this.cores = cores;
  }

  /**
   * Waits until there are executors, and no more seem to come.
   *
   * @throws InputException where none comes, or a task does not fit into any
   */
  void awaitExecutors() {
    if (!context.isLocal()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      long changed = System.nanoTime();
      int before = 0;
      while (before == 0 || System.nanoTime() - changed < SETTLED_MILLISECONDS * 1_000_000L) {
        int now = slots();
        if (now != before) {
          before = now;
          changed = System.nanoTime();
        }
        if (now == 0 && System.nanoTime() > end) {
          throw new InputException(
              "‹spark› " + master,
              "no executor with %d cores came within %d s".formatted(cores, PATIENCE_SECONDS),
              "look whether its workers are up and free, or give ‹threads› fewer");
        }
        pause();
      }
    }
    if (slots() == 0) {
      throw new InputException(
          "‹spark› " + master,
          "has %d cores, a run takes %d".formatted(context.defaultParallelism(), cores),
          "give it more, or ‹threads› fewer");
    }
  }

  /**
   * Asks the executors, as many as answer at once, for their Java.
   *
   * @throws InputException where it is of another version than this process's
   */
  void requireJava() {
    int here = Runtime.version().feature();
    int slots = slots();
    if (context.isLocal()) {
      return;
    }
    List<Integer> others;
    try {
      others =
          context
              .parallelize(Collections.nCopies(slots, here), slots)
              .map(Order::otherJava)
              .filter(version -> version != 0)
              .collect();
    } catch (Exception e) {
      // Spark's own are checked, and declared nowhere.
      throw new InputException(
          "‹spark› " + master,
          "its executors cannot work: " + Faults.firstLine(e),
          "look into their logs",
          e);
    }
    if (!others.isEmpty()) {
      throw new InputException(
          "‹spark› " + master,
          "%d of its executors' %d cores run Java %d, this command Java %d"
              .formatted(others.size() * cores, slots * cores, others.get(0), here),
          "give both the same: results are the same to the bit only then");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for executors", e);
    }
  }

  @Override
  public int slots() {
    if (context.isLocal()) {
      return context.defaultParallelism() / cores;
    }
    return CollectionConverters.asJava(context.sc().statusStore().executorList(true)).stream()
        .filter(executor -> !executor.id().equals(DRIVER))
        .mapToInt(ExecutorSummary::totalCores)
        .map(all -> all / cores)
        .sum();
  }

  @Override
  public Future<Homecoming> start(Errand errand) throws IOException {
    Broadcast<Parcel> carried =
        Files.isDirectory(errand.folder()) ? context.broadcast(Parcel.of(errand.folder())) : null;
    try {
      context.setJobDescription(String.valueOf(errand.folder().getFileName()));
      JavaFutureAction<List<Homecoming>> job =
          context
              .parallelize(List.of(Order.of(errand, carried)), 1)
              .map(Order::carryOut)
              .collectAsync();
      return new Job(job, carried);
    } catch (IllegalStateException e) {
      // The context was stopped in the meantime: whoever asks isLost will see.
      throw new IOException(master + ": the cluster is gone", e);
    }
  }

  @Override
  public boolean isLost() {
    return context.sc().isStopped();
  }

  @Override
  public Encoded encode(RunFolder run, ImageSource images, Path out) throws IOException {
    try {
      return new ParquetEncoding(session, run, images).write(out);
    } catch (Exception e) {
      // Spark's own are checked, and declared nowhere.
      throw Faults.usersOr(e);
    }
  }

  @Override
  public double logMean(Points x, Points y, double bandwidth) {
    try {
      return new PairSums(context, tasks(), cores).logMean(x, y, bandwidth);
    } catch (Exception e) {
      // Spark's own are checked, and declared nowhere.
      throw lost("the sum was not made", e);
    }
  }

  @Override
  public Neighbours neighbours(Points points, int k, Metric metric) {
    try {
      return new PairNeighbours(context, tasks(), cores).find(points, k, metric);
    } catch (Exception e) {
      // Spark's own are checked, and declared nowhere.
      throw lost("the neighbours were not found", e);
    }
  }

  /** Where all executors are gone at the moment, Spark waits for others. */
  private int tasks() {
    return TASKS_PER_SLOT * Math.max(1, slots());
  }

  private InputException lost(String what, Exception e) {
    return new InputException(
        "‹spark› " + master,
        what + ": " + Faults.firstLine(e),
        "mend what the executors' logs tell, and call again: it begins anew",
        e);
  }

  @Override
  public void close() {
    session.stop();
  }

  /** The one result of a job. */
  private record Job(JavaFutureAction<List<Homecoming>> action, @Nullable Broadcast<Parcel> carried)
      implements Future<Homecoming> {
    @Override
    public boolean cancel(boolean interrupt) {
      return action.cancel(interrupt);
    }

    @Override
    public boolean isCancelled() {
      return action.isCancelled();
    }

    @Override
    public boolean isDone() {
      return action.isDone();
    }

    @Override
    public Homecoming get() throws InterruptedException, ExecutionException {
      try {
        return action.get().get(0);
      } finally {
        release();
      }
    }

    @Override
    public Homecoming get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      return action.get(timeout, unit).get(0);
    }

    private void release() {
      if (carried != null) {
        carried.destroy();
      }
    }
  }
}
