package emaki.kernel;

import org.jspecify.annotations.Nullable;

/** The pairs of a point of one sample and a point of another: a row for each of the first. */
record AllPairs(RowKernel kernel, int threads, double rate, boolean near) {
  private static final int BLOCK = 32;

  /**
   * The sum over all pairs, rows in their order.
   *
   * @param pulls receives for each point of x the sum of its pairs' pulls, row-major; null: not
   *     wanted
   */
  double sum(Columns x, Columns y, double @Nullable [] pulls) {
    int n = x.count();
    int dimension = x.dimension();
    double[] sums = new double[n];
    Workers.run(
        threads,
        (n + BLOCK - 1) / BLOCK,
        block -> {
          Row row = new Row(dimension, rate, pulls != null, null);
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            kernel.add(x, i, y, 0, near, row);
            sums[i] = row.sum;
            if (pulls != null) {
              System.arraycopy(row.pull, 0, pulls, i * dimension, dimension);
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
