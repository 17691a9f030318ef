package emaki.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The fast twin: the passes of {@link VectorRowKernel}, with another one in their middle. */
record VectorRadialKernel(Radial radial) implements RowKernel {
  /*
   * Squares behind the segment are set to 0, which counts 0, and so are the pulls there: no masks. A root's reciprocal
   * at 0 is kept finite, and meets a difference of 0.
   */
  private static final float LEAST = 1e-36f;

  private static final float LOG2_E = 1.442695f;

  @Override
  public void add(Columns x, int i, Columns y, int from, boolean near, Row row) {
    row.clear();
    for (int start = from; start < y.count(); start += Row.SEGMENT) {
      int count = Math.min(y.count() - start, Row.SEGMENT);
      VectorRowKernel.squares(x, i, y, start, count, row.kernel);
      clearBehind(row.kernel, count);
      if (radial instanceof Radial.Gaussian gaussian) {
        row.sum += gaussians(row.kernel, count, gaussian.rates());
      } else if (radial instanceof Radial.Multiquadric multiquadric) {
        row.sum += multiquadrics(row.kernel, count, multiquadric.scales());
      } else {
        row.sum += distances(row.kernel, count);
      }
      clearBehind(row.kernel, count);
      VectorRowKernel.pulls(x, i, y, start, count, row);
    }
  }

  private static void clearBehind(float[] values, int count) {
    Arrays.fill(values, count, count + VectorRowKernel.LANES.length(), 0);
  }

  /** Turns squares into pulls; returns the sum of the distances. */
  private static double distances(float[] values, int count) {
    FloatVector sum = FloatVector.zero(VectorRowKernel.LANES);
    FloatVector one = FloatVector.broadcast(VectorRowKernel.LANES, 1);
    for (int j = 0; j < count; j += VectorRowKernel.LANES.length()) {
      FloatVector root = FloatVector.fromArray(VectorRowKernel.LANES, values, j).sqrt();
      sum = sum.add(root);
      one.div(root.max(LEAST)).intoArray(values, j);
    }
    return VectorRowKernel.total(sum);
  }

  private static double gaussians(float[] values, int count, float[] rates) {
    FloatVector sum = FloatVector.zero(VectorRowKernel.LANES);
    FloatVector one = FloatVector.broadcast(VectorRowKernel.LANES, 1);
    for (int j = 0; j < count; j += VectorRowKernel.LANES.length()) {
      FloatVector square = FloatVector.fromArray(VectorRowKernel.LANES, values, j);
      FloatVector pull = FloatVector.zero(VectorRowKernel.LANES);
      for (float rate : rates) {
        FloatVector kernel = VectorRowKernel.kernel(square.mul(rate).mul(LOG2_E));
        sum = sum.add(one.sub(kernel));
        pull = kernel.mul(2 * rate).add(pull);
      }
      pull.intoArray(values, j);
    }
    return VectorRowKernel.total(sum);
  }

  private static double multiquadrics(float[] values, int count, float[] scales) {
    FloatVector sum = FloatVector.zero(VectorRowKernel.LANES);
    for (int j = 0; j < count; j += VectorRowKernel.LANES.length()) {
      FloatVector square = FloatVector.fromArray(VectorRowKernel.LANES, values, j);
      FloatVector pull = FloatVector.zero(VectorRowKernel.LANES);
      for (float c : scales) {
        FloatVector reciprocal = FloatVector.broadcast(VectorRowKernel.LANES, 1).div(square.add(c));
        sum = square.fma(reciprocal, sum);
        pull = reciprocal.mul(reciprocal).mul(2 * c).add(pull);
      }
      pull.intoArray(values, j);
    }
    return VectorRowKernel.total(sum);
  }

  @Override
  public String description() {
    return "vector, " + radial;
  }
}
