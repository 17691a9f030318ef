package emaki.kernel;

import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The fast twin, on the Vector API.
 *
 * <p>Three coordinates take one fused loop; other dimensions take three passes over a segment that
 * stays in the first-level cache: squared distances, kernel, pulls.
 */
final class VectorRowKernel implements RowKernel {
  /*
   * 2^-s for s in [0, 126]: adding 1.5 * 2^23 leaves the whole part of -s in the low bits of the sum, r = -s - whole
   * lies in [-1/2, 1/2], and 2^-s = 2^whole * (1 + r q(r)). The product is one integer addition to the exponent.
   * q is the polynomial of degree 4 with the least greatest relative error against (2^r - 1) / r on that interval,
   * 4.4e-7 (Remez exchange), so 1 + r q(r) is exact at 0 and off by 1.8e-7 at most. Pairs further apart than s = 126
   * count 2^-126 instead of less: GaussianSums takes another path where that could be seen.
   */
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final float ROUND = 0x1.8p23f;
  private static final float FURTHEST = 126;
  private static final float Q0 = 0.6931471f;
  private static final float Q1 = 0.24022351f;
  private static final float Q2 = 0.055505004f;
  private static final float Q3 = 0.009666245f;
  private static final float Q4 = 0.0013333538f;

  @Override
  public void add(Points x, int i, Points y, int from, boolean near, Row row) {
    row.clear();
    for (int start = from; start < y.count(); start += Row.SEGMENT) {
      int end = Math.min(y.count(), start + Row.SEGMENT);
      if (x.dimension() == 3 && !near) {
        float[][] back = row.back;
        if (back == null) {
          fused(x.coordinates(), i, y.coordinates(), start, end, row);
        } else {
          fusedBack(x.coordinates(), i, y.coordinates(), start, end, row, back);
        }
      } else {
        segment(x, i, y, start, end, near, row);
      }
    }
  }

  private static void fused(float[][] x, int i, float[][] y, int start, int end, Row row) {
    float[] y0 = y[0];
    float[] y1 = y[1];
    float[] y2 = y[2];
    FloatVector x0 = FloatVector.broadcast(LANES, x[0][i]);
    FloatVector x1 = FloatVector.broadcast(LANES, x[1][i]);
    FloatVector x2 = FloatVector.broadcast(LANES, x[2][i]);
    FloatVector rate = FloatVector.broadcast(LANES, (float) row.rate);
    FloatVector sum = FloatVector.zero(LANES);
    FloatVector pull0 = sum;
    FloatVector pull1 = sum;
    FloatVector pull2 = sum;
    int j = start;
    for (int whole = start + LANES.loopBound(end - start); j < whole; j += LANES.length()) {
      FloatVector d0 = x0.sub(FloatVector.fromArray(LANES, y0, j));
      FloatVector d1 = x1.sub(FloatVector.fromArray(LANES, y1, j));
      FloatVector d2 = x2.sub(FloatVector.fromArray(LANES, y2, j));
      FloatVector kernel = kernel(d2.fma(d2, d1.fma(d1, d0.mul(d0))), rate);
      sum = sum.add(kernel);
      pull0 = kernel.fma(d0, pull0);
      pull1 = kernel.fma(d1, pull1);
      pull2 = kernel.fma(d2, pull2);
    }
    if (j < end) {
      VectorMask<Float> mask = LANES.indexInRange(j, end);
      FloatVector d0 = x0.sub(FloatVector.fromArray(LANES, y0, j, mask));
      FloatVector d1 = x1.sub(FloatVector.fromArray(LANES, y1, j, mask));
      FloatVector d2 = x2.sub(FloatVector.fromArray(LANES, y2, j, mask));
      FloatVector kernel = only(mask, kernel(d2.fma(d2, d1.fma(d1, d0.mul(d0))), rate));
      sum = sum.add(kernel);
      pull0 = kernel.fma(d0, pull0);
      pull1 = kernel.fma(d1, pull1);
      pull2 = kernel.fma(d2, pull2);
    }
    row.sum += total(sum);
    row.pull[0] += total(pull0);
    row.pull[1] += total(pull1);
    row.pull[2] += total(pull2);
  }

  /** The same, adding each pair's pull to its other point too. */
  private static void fusedBack(
      float[][] x, int i, float[][] y, int start, int end, Row row, float[][] back) {
    float[] y0 = y[0];
    float[] y1 = y[1];
    float[] y2 = y[2];
    float[] back0 = back[0];
    float[] back1 = back[1];
    float[] back2 = back[2];
    FloatVector x0 = FloatVector.broadcast(LANES, x[0][i]);
    FloatVector x1 = FloatVector.broadcast(LANES, x[1][i]);
    FloatVector x2 = FloatVector.broadcast(LANES, x[2][i]);
    FloatVector rate = FloatVector.broadcast(LANES, (float) row.rate);
    FloatVector sum = FloatVector.zero(LANES);
    FloatVector pull0 = sum;
    FloatVector pull1 = sum;
    FloatVector pull2 = sum;
    int j = start;
    for (int whole = start + LANES.loopBound(end - start); j < whole; j += LANES.length()) {
      FloatVector d0 = x0.sub(FloatVector.fromArray(LANES, y0, j));
      FloatVector d1 = x1.sub(FloatVector.fromArray(LANES, y1, j));
      FloatVector d2 = x2.sub(FloatVector.fromArray(LANES, y2, j));
      FloatVector kernel = kernel(d2.fma(d2, d1.fma(d1, d0.mul(d0))), rate);
      sum = sum.add(kernel);
      FloatVector p0 = kernel.mul(d0);
      FloatVector p1 = kernel.mul(d1);
      FloatVector p2 = kernel.mul(d2);
      pull0 = pull0.add(p0);
      pull1 = pull1.add(p1);
      pull2 = pull2.add(p2);
      FloatVector.fromArray(LANES, back0, j).sub(p0).intoArray(back0, j);
      FloatVector.fromArray(LANES, back1, j).sub(p1).intoArray(back1, j);
      FloatVector.fromArray(LANES, back2, j).sub(p2).intoArray(back2, j);
    }
    if (j < end) {
      VectorMask<Float> mask = LANES.indexInRange(j, end);
      FloatVector d0 = x0.sub(FloatVector.fromArray(LANES, y0, j, mask));
      FloatVector d1 = x1.sub(FloatVector.fromArray(LANES, y1, j, mask));
      FloatVector d2 = x2.sub(FloatVector.fromArray(LANES, y2, j, mask));
      FloatVector kernel = only(mask, kernel(d2.fma(d2, d1.fma(d1, d0.mul(d0))), rate));
      sum = sum.add(kernel);
      FloatVector p0 = kernel.mul(d0);
      FloatVector p1 = kernel.mul(d1);
      FloatVector p2 = kernel.mul(d2);
      pull0 = pull0.add(p0);
      pull1 = pull1.add(p1);
      pull2 = pull2.add(p2);
      FloatVector.fromArray(LANES, back0, j, mask).sub(p0).intoArray(back0, j, mask);
      FloatVector.fromArray(LANES, back1, j, mask).sub(p1).intoArray(back1, j, mask);
      FloatVector.fromArray(LANES, back2, j, mask).sub(p2).intoArray(back2, j, mask);
    }
    row.sum += total(sum);
    row.pull[0] += total(pull0);
    row.pull[1] += total(pull1);
    row.pull[2] += total(pull2);
  }

  private static void segment(
      Points x, int i, Points y, int start, int end, boolean near, Row row) {
    float[] kernel = row.kernel;
    int count = end - start;
    java.util.Arrays.fill(kernel, 0, count, 0);
    for (int d = 0; d < x.dimension(); d++) {
      addSquares(x.coordinates()[d][i], y.coordinates()[d], start, count, kernel);
    }
    row.sum += near ? nearKernels(kernel, count, row.rate) : kernels(kernel, count, row.rate);
    float[][] back = row.back;
    for (int d = 0; d < x.dimension(); d++) {
      float xd = x.coordinates()[d][i];
      float[] yd = y.coordinates()[d];
      row.pull[d] += pull(kernel, xd, yd, start, count);
      if (back != null) {
        pushBack(kernel, xd, yd, start, count, back[d]);
      }
    }
  }

  private static void addSquares(float x, float[] y, int start, int count, float[] squared) {
    FloatVector xs = FloatVector.broadcast(LANES, x);
    for (int j = 0; j < count; j += LANES.length()) {
      VectorMask<Float> mask = LANES.indexInRange(j, count);
      FloatVector d = xs.sub(FloatVector.fromArray(LANES, y, start + j, mask));
      d.fma(d, FloatVector.fromArray(LANES, squared, j, mask)).intoArray(squared, j, mask);
    }
  }

  /** Turns squared distances into kernels; returns their sum. */
  private static double kernels(float[] values, int count, double rate) {
    FloatVector rates = FloatVector.broadcast(LANES, (float) rate);
    FloatVector sum = FloatVector.zero(LANES);
    for (int j = 0; j < count; j += LANES.length()) {
      VectorMask<Float> mask = LANES.indexInRange(j, count);
      FloatVector kernel = only(mask, kernel(FloatVector.fromArray(LANES, values, j, mask), rates));
      kernel.intoArray(values, j, mask);
      sum = sum.add(kernel);
    }
    return total(sum);
  }

  /**
   * Turns squared distances whose exponents are below 1/2 into kernels; returns the sum of 1 -
   * kernel.
   */
  private static double nearKernels(float[] values, int count, double rate) {
    FloatVector rates = FloatVector.broadcast(LANES, (float) rate);
    FloatVector sum = FloatVector.zero(LANES);
    FloatVector one = FloatVector.broadcast(LANES, 1);
    for (int j = 0; j < count; j += LANES.length()) {
      VectorMask<Float> mask = LANES.indexInRange(j, count);
      FloatVector r = FloatVector.fromArray(LANES, values, j, mask).mul(rates).neg();
      FloatVector lack = only(mask, r.neg().mul(polynomial(r)));
      one.sub(lack).intoArray(values, j, mask);
      sum = sum.add(lack);
    }
    return total(sum);
  }

  private static double pull(float[] kernel, float x, float[] y, int start, int count) {
    FloatVector xs = FloatVector.broadcast(LANES, x);
    FloatVector sum = FloatVector.zero(LANES);
    for (int j = 0; j < count; j += LANES.length()) {
      VectorMask<Float> mask = LANES.indexInRange(j, count);
      FloatVector d = xs.sub(FloatVector.fromArray(LANES, y, start + j, mask));
      sum = FloatVector.fromArray(LANES, kernel, j, mask).fma(d, sum);
    }
    return total(sum);
  }

  private static void pushBack(
      float[] kernel, float x, float[] y, int start, int count, float[] back) {
    FloatVector xs = FloatVector.broadcast(LANES, x);
    for (int j = 0; j < count; j += LANES.length()) {
      VectorMask<Float> mask = LANES.indexInRange(j, count);
      FloatVector d = FloatVector.fromArray(LANES, y, start + j, mask).sub(xs);
      FloatVector was = FloatVector.fromArray(LANES, back, start + j, mask);
      FloatVector.fromArray(LANES, kernel, j, mask).fma(d, was).intoArray(back, start + j, mask);
    }
  }

  /** 2^(-rate * squared). */
  private static FloatVector kernel(FloatVector squared, FloatVector rate) {
    FloatVector s = squared.mul(rate).min(FURTHEST);
    FloatVector rounded = FloatVector.broadcast(LANES, ROUND).sub(s);
    FloatVector r = FloatVector.broadcast(LANES, ROUND).sub(rounded).sub(s);
    FloatVector mantissa = polynomial(r).fma(r, FloatVector.broadcast(LANES, 1));
    return mantissa
        .reinterpretAsInts()
        .add(rounded.reinterpretAsInts().lanewise(LSHL, 23))
        .reinterpretAsFloats();
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

  private static float total(FloatVector values) {
    return values.reduceLanes(VectorOperators.ADD);
  }

  @Override
  public String description() {
    return "vector, %d lanes of 32 bits".formatted(LANES.length());
  }
}
