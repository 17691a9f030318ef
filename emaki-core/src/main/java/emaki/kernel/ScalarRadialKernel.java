package emaki.kernel;

/** The slow twin: plain Java in double precision, for any finite points. */
record ScalarRadialKernel(Radial radial) implements RowKernel {
  @Override
  public void add(Columns x, int i, Columns y, int from, boolean near, Row row) {
    row.clear();
    int dimension = x.dimension();
    double[] difference = new double[dimension];
    float[][] back = row.back;
    for (int j = from; j < y.count(); j++) {
      double square = 0;
      for (int d = 0; d < dimension; d++) {
        difference[d] = x.coordinates()[d][i] - (double) y.coordinates()[d][j];
        square += difference[d] * difference[d];
      }
      row.sum += radial.value(square);
      double pull = row.pulls ? radial.pull(square) : 0;
      for (int d = 0; row.pulls && d < dimension; d++) {
        row.pull[d] += pull * difference[d];
        if (back != null) {
          back[d][j] -= (float) (pull * difference[d]);
        }
      }
    }
  }

  @Override
  public String description() {
    return "scalar, " + radial;
  }
}
