package emaki.cluster;

import emaki.kernel.Workers;
import java.util.function.IntConsumer;

/**
 * Rows 0 to n - 1 in slices of about the same length, for work in parallel whose sums are added in
 * the order of the slices.
 *
 * @param count of slices; it must not depend on the threads
 */
record Slices(int n, int count, int threads) {
  /** The number of rows before a slice. */
  int start(int slice) {
    return (int) ((long) n * slice / count);
  }

  /** Does the work of each slice. */
  void each(IntConsumer work) {
    Workers.run(threads, count, work);
  }
}
