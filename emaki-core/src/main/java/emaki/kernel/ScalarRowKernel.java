package emaki.kernel;

/** The slow twin: plain Java in double precision. */
final class ScalarRowKernel implements RowKernel {
  private static final double LN2 = Math.log(2);

  @Override
  public void add(Columns x, int i, Columns y, int from, boolean near, Row row) {
    row.clear();
    int dimension = x.dimension();
    double[] difference = new double[dimension];
    float[][] back = row.back;
    for (int j = from; j < y.count(); j++) {
      double squared = 0;
      for (int d = 0; d < dimension; d++) {
        difference[d] = x.coordinates()[d][i] - (double) y.coordinates()[d][j];
        squared += difference[d] * difference[d];
      }
      double exponent = -LN2 * row.rate * squared;
      double kernel = Math.exp(exponent);
      row.sum += near ? -Math.expm1(exponent) : kernel;
      for (int d = 0; row.pulls && d < dimension; d++) {
        row.pull[d] += kernel * difference[d];
        if (back != null) {
          back[d][j] -= (float) (kernel * difference[d]);
        }
      }
    }
  }

  @Override
  public String description() {
    return "scalar (the Vector API is off)";
  }
}
