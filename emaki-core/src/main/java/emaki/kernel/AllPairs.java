package emaki.kernel;

import org.jspecify.annotations.Nullable;

/** The pairs of a point of one sample and a point of another: a row for each of the first. */
record AllPairs(RowKernel kernel, int threads, double rate, boolean near) {
  /*
   * A block's rows meet one segment of the others after another, which stays in the first-level cache meanwhile. Row by
   * row over all of 200,000 points in three dimensions, each row would bring 2.4 MB from the third level.
   */
  private static final int BLOCK = 32;

  /**
   * The sum over all pairs, rows in their order.
   *
   * @param pulls zeros, to which is added for each point of x the sum of its pairs' pulls,
   *     row-major; null: not wanted
   */
  double sum(Columns x, Columns y, double @Nullable [] pulls) {
    int n = x.count();
    int dimension = x.dimension();
    Columns[] segments = y.inSegments();
    double[] sums = new double[n];
    Workers.run(
        threads,
        (n + BLOCK - 1) / BLOCK,
        block -> {
          Row row = new Row(dimension, rate, pulls != null, null);
          for (Columns segment : segments) {
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
              kernel.add(x, i, segment, 0, near, row);
              sums[i] += row.sum;
              for (int d = 0; pulls != null && d < dimension; d++) {
                pulls[i * dimension + d] += row.pull[d];
              }
            }
          }
        });
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }
}
