package emaki.kernel;

import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The fast twin, on the Vector API: three passes over a segment whose kernels stay in the
 * first-level cache, squared distances, kernels, pulls, three coordinates at a time.
 */
final class VectorRowKernel implements RowKernel {
  /*
   * 2^-s for s in [0, 126]: adding 1.5 * 2^23 leaves the whole part of -s in the low bits of the sum, r = -s - whole
   * lies in [-1/2, 1/2], and 2^-s = 2^whole * (1 + r q(r)). The product is one integer addition to the exponent.
   * q is the polynomial of degree 4 with the least greatest relative error against (2^r - 1) / r on that interval,
   * 4.4e-7 (Remez exchange), so 1 + r q(r) is exact at 0 and off by 1.8e-7 at most. Pairs further apart than s = 126
   * count 2^-126 instead of less: GaussianSums takes another path where that could be seen.
   * A mask in a loop costs more than the loop (on Java 17, twenty times): passes run over whole vectors, into the room
   * that Columns and Row leave behind, and kernels behind the segment are 0.
   */
  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final float ROUND = 0x1.8p23f;
  private static final float FURTHEST = 126;
  private static final float Q0 = 0.6931471f;
  private static final float Q1 = 0.24022351f;
  private static final float Q2 = 0.055505004f;
  private static final float Q3 = 0.009666245f;
  private static final float Q4 = 0.0013333538f;

  @Override
  public void add(Columns x, int i, Columns y, int from, boolean near, Row row) {
    row.clear();
    for (int start = from; start < y.count(); start += Row.SEGMENT) {
      int count = Math.min(y.count() - start, Row.SEGMENT);
      squares(x, i, y, start, count, row.kernel);
      float rate = (float) row.rate;
      row.sum += near ? nearKernels(row.kernel, count, rate) : kernels(row.kernel, count, rate);
      pulls(x, i, y, start, count, row);
    }
  }

  /** The first pass: squared distances of point i of x and {@code count} points of y. */
  static void squares(Columns x, int i, Columns y, int start, int count, float[] squared) {
    for (int d = 0; d < x.coordinates().length; d += Columns.GROUP) {
      squares(x, i, y, start, count, d, squared);
    }
  }

  /** The last pass: kernel * (x - y), where it is wanted, from the row's kernels. */
  static void pulls(Columns x, int i, Columns y, int start, int count, Row row) {
    float[][] back = row.back;
    for (int d = 0; row.pulls && d < x.coordinates().length; d += Columns.GROUP) {
      if (back == null) {
        pull(x, i, y, start, count, d, row);
      } else {
        pullBoth(x, i, y, start, count, d, row, back);
      }
    }
  }

  /** Adds three coordinates' squared differences; the first three begin the sum. */
  private static void squares(
      Columns x, int i, Columns y, int start, int count, int d, float[] squared) {
    float[] y0 = y.coordinates()[d];
    float[] y1 = y.coordinates()[d + 1];
    float[] y2 = y.coordinates()[d + 2];
    FloatVector x0 = FloatVector.broadcast(LANES, x.coordinates()[d][i]);
    FloatVector x1 = FloatVector.broadcast(LANES, x.coordinates()[d + 1][i]);
    FloatVector x2 = FloatVector.broadcast(LANES, x.coordinates()[d + 2][i]);
    if (d == 0) {
      for (int j = 0; j < count; j += LANES.length()) {
        FloatVector sum = plusSquare(x0, y0, start + j, FloatVector.zero(LANES));
        plusSquare(x2, y2, start + j, plusSquare(x1, y1, start + j, sum)).intoArray(squared, j);
      }
    } else {
      for (int j = 0; j < count; j += LANES.length()) {
        FloatVector sum = plusSquare(x0, y0, start + j, FloatVector.fromArray(LANES, squared, j));
        plusSquare(x2, y2, start + j, plusSquare(x1, y1, start + j, sum)).intoArray(squared, j);
      }
    }
  }

  /** sum + (x - y)^2, y from {@code j} on. */
  private static FloatVector plusSquare(FloatVector x, float[] y, int j, FloatVector sum) {
    FloatVector difference = x.sub(FloatVector.fromArray(LANES, y, j));
    return difference.fma(difference, sum);
  }

  /** Turns squared distances into kernels, 0 behind the last; returns their sum. */
  private static double kernels(float[] values, int count, float rate) {
    FloatVector sum = FloatVector.zero(LANES);
    int whole = LANES.loopBound(count);
    for (int j = 0; j < whole; j += LANES.length()) {
      FloatVector kernel = kernel(FloatVector.fromArray(LANES, values, j).mul(rate));
      kernel.intoArray(values, j);
      sum = sum.add(kernel);
    }
    if (whole < count) {
      VectorMask<Float> mask = LANES.indexInRange(whole, count);
      FloatVector kernel = kernel(FloatVector.fromArray(LANES, values, whole).mul(rate));
      only(mask, kernel).intoArray(values, whole);
      sum = sum.add(only(mask, kernel));
    }
    return total(sum);
  }

  /** The same where all exponents are below 1/2; returns the sum of 1 - kernel. */
  private static double nearKernels(float[] values, int count, float rate) {
    FloatVector one = FloatVector.broadcast(LANES, 1);
    FloatVector sum = FloatVector.zero(LANES);
    int whole = LANES.loopBound(count);
    for (int j = 0; j < whole; j += LANES.length()) {
      FloatVector lack = lack(FloatVector.fromArray(LANES, values, j).mul(rate));
      one.sub(lack).intoArray(values, j);
      sum = sum.add(lack);
    }
    if (whole < count) {
      VectorMask<Float> mask = LANES.indexInRange(whole, count);
      FloatVector lack = lack(FloatVector.fromArray(LANES, values, whole).mul(rate));
      only(mask, one.sub(lack)).intoArray(values, whole);
      sum = sum.add(only(mask, lack));
    }
    return total(sum);
  }

  private static void pull(Columns x, int i, Columns y, int start, int count, int d, Row row) {
    float[] kernels = row.kernel;
    float[] y0 = y.coordinates()[d];
    float[] y1 = y.coordinates()[d + 1];
    float[] y2 = y.coordinates()[d + 2];
    FloatVector x0 = FloatVector.broadcast(LANES, x.coordinates()[d][i]);
    FloatVector x1 = FloatVector.broadcast(LANES, x.coordinates()[d + 1][i]);
    FloatVector x2 = FloatVector.broadcast(LANES, x.coordinates()[d + 2][i]);
    FloatVector pull0 = FloatVector.zero(LANES);
    FloatVector pull1 = pull0;
    FloatVector pull2 = pull0;
    for (int j = 0; j < count; j += LANES.length()) {
      FloatVector kernel = FloatVector.fromArray(LANES, kernels, j);
      pull0 = kernel.fma(x0.sub(FloatVector.fromArray(LANES, y0, start + j)), pull0);
      pull1 = kernel.fma(x1.sub(FloatVector.fromArray(LANES, y1, start + j)), pull1);
      pull2 = kernel.fma(x2.sub(FloatVector.fromArray(LANES, y2, start + j)), pull2);
    }
    row.pull[d] += total(pull0);
    row.pull[d + 1] += total(pull1);
    row.pull[d + 2] += total(pull2);
  }

  /** The same, adding each pair's pull to its other point too. */
  private static void pullBoth(
      Columns x, int i, Columns y, int start, int count, int d, Row row, float[][] back) {
    float[] kernels = row.kernel;
    float[] y0 = y.coordinates()[d];
    float[] y1 = y.coordinates()[d + 1];
    float[] y2 = y.coordinates()[d + 2];
    float[] back0 = back[d];
    float[] back1 = back[d + 1];
    float[] back2 = back[d + 2];
    FloatVector x0 = FloatVector.broadcast(LANES, x.coordinates()[d][i]);
    FloatVector x1 = FloatVector.broadcast(LANES, x.coordinates()[d + 1][i]);
    FloatVector x2 = FloatVector.broadcast(LANES, x.coordinates()[d + 2][i]);
    FloatVector pull0 = FloatVector.zero(LANES);
    FloatVector pull1 = pull0;
    FloatVector pull2 = pull0;
    for (int j = 0; j < count; j += LANES.length()) {
      FloatVector kernel = FloatVector.fromArray(LANES, kernels, j);
      FloatVector p0 = kernel.mul(x0.sub(FloatVector.fromArray(LANES, y0, start + j)));
      FloatVector p1 = kernel.mul(x1.sub(FloatVector.fromArray(LANES, y1, start + j)));
      FloatVector p2 = kernel.mul(x2.sub(FloatVector.fromArray(LANES, y2, start + j)));
      pull0 = pull0.add(p0);
      pull1 = pull1.add(p1);
      pull2 = pull2.add(p2);
      FloatVector.fromArray(LANES, back0, start + j).sub(p0).intoArray(back0, start + j);
      FloatVector.fromArray(LANES, back1, start + j).sub(p1).intoArray(back1, start + j);
      FloatVector.fromArray(LANES, back2, start + j).sub(p2).intoArray(back2, start + j);
    }
    row.pull[d] += total(pull0);
    row.pull[d + 1] += total(pull1);
    row.pull[d + 2] += total(pull2);
  }

  /** 2^-s for s of at least 0. */
  static FloatVector kernel(FloatVector exponent) {
    FloatVector s = exponent.min(FURTHEST);
    FloatVector rounded = FloatVector.broadcast(LANES, ROUND).sub(s);
    FloatVector r = FloatVector.broadcast(LANES, ROUND).sub(rounded).sub(s);
    FloatVector mantissa = polynomial(r).fma(r, FloatVector.broadcast(LANES, 1));
    return mantissa
        .reinterpretAsInts()
        .add(rounded.reinterpretAsInts().lanewise(LSHL, 23))
        .reinterpretAsFloats();
  }

  /** 1 - 2^-s for s in [0, 1/2]. */
  private static FloatVector lack(FloatVector s) {
    return s.mul(polynomial(s.neg()));
  }

  /** (2^r - 1) / r for r in [-1/2, 1/2]. */
  private static FloatVector polynomial(FloatVector r) {
    FloatVector q = FloatVector.broadcast(LANES, Q4).fma(r, FloatVector.broadcast(LANES, Q3));
    q = q.fma(r, FloatVector.broadcast(LANES, Q2));
    q = q.fma(r, FloatVector.broadcast(LANES, Q1));
    return q.fma(r, FloatVector.broadcast(LANES, Q0));
  }

  private static FloatVector only(VectorMask<Float> mask, FloatVector values) {
    return FloatVector.zero(LANES).blend(values, mask);
  }

  /**
   * The lanes' sum, in their order. {@code reduceLanes} leaves the order open, and on Java 25
   * compiled code takes another than the interpreter: results would change as a run warms up.
   */
  static double total(FloatVector values) {
    float[] lanes = new float[LANES.length()];
    values.intoArray(lanes, 0);
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  @Override
  public String description() {
    return "vector, %d lanes of 32 bits".formatted(LANES.length());
  }
}
