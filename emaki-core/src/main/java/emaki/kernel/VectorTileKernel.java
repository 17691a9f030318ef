package emaki.kernel;

import static emaki.kernel.NearestCentres.TILE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The fast twin, on the Vector API: four vectors of points at a time against two centres. */
final class VectorTileKernel implements TileKernel {
  /*
   * Eight sums in registers hide the multiply-adds' latency, each load of a coordinate serves two centres, each
   * broadcast four vectors. It is one long method because vectors stay in registers only as its own variables: with two
   * vectors it takes a fifth more, with squares handed on through an array four times as long at 3 dimensions.
   * An odd last centre is taken twice: the second time it is not nearer. Indices travel as the bits of floats, under
   * the same masks as the squares, for casting a mask is slow.
   */
  private static final VectorSpecies<Float> LANES =
      FloatVector.SPECIES_PREFERRED.length() * 4 <= TILE
          ? FloatVector.SPECIES_PREFERRED
          : FloatVector.SPECIES_512;

  private static final int L = LANES.length();

  @Override
  public void nearest(
      float[] tile, int dimension, float[] centres, int[] indices, float[] squares, int at) {
    for (int lane = 0; lane < TILE; lane += 4 * L) {
      nearestOfFour(tile, lane, dimension, centres, indices, squares, at + lane);
    }
  }

  private static void nearestOfFour(
      float[] tile,
      int lane,
      int dimension,
      float[] centres,
      int[] indices,
      float[] squares,
      int at) {
    FloatVector zero = FloatVector.zero(LANES);
    FloatVector s0 = FloatVector.broadcast(LANES, Float.POSITIVE_INFINITY);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector i0 = zero;
    FloatVector i1 = zero;
    FloatVector i2 = zero;
    FloatVector i3 = zero;
    int last = centres.length - dimension;
    for (int a = 0; a <= last; a += 2 * dimension) {
      int b = Math.min(a + dimension, last);
      FloatVector a0 = zero;
      FloatVector a1 = zero;
      FloatVector a2 = zero;
      FloatVector a3 = zero;
      FloatVector b0 = zero;
      FloatVector b1 = zero;
      FloatVector b2 = zero;
      FloatVector b3 = zero;
      int x = lane;
      for (int d = 0; d < dimension; d++, x += TILE) {
        FloatVector ca = FloatVector.broadcast(LANES, centres[a + d]);
        FloatVector cb = FloatVector.broadcast(LANES, centres[b + d]);
        FloatVector x0 = FloatVector.fromArray(LANES, tile, x);
        FloatVector x1 = FloatVector.fromArray(LANES, tile, x + L);
        FloatVector x2 = FloatVector.fromArray(LANES, tile, x + 2 * L);
        FloatVector x3 = FloatVector.fromArray(LANES, tile, x + 3 * L);
        a0 = plusSquare(x0, ca, a0);
        a1 = plusSquare(x1, ca, a1);
        a2 = plusSquare(x2, ca, a2);
        a3 = plusSquare(x3, ca, a3);
        b0 = plusSquare(x0, cb, b0);
        b1 = plusSquare(x1, cb, b1);
        b2 = plusSquare(x2, cb, b2);
        b3 = plusSquare(x3, cb, b3);
      }
      FloatVector ia = FloatVector.broadcast(LANES, Float.intBitsToFloat(a / dimension));
      FloatVector ib = FloatVector.broadcast(LANES, Float.intBitsToFloat(b / dimension));
      VectorMask<Float> m0 = a0.compare(LT, s0);
      VectorMask<Float> m1 = a1.compare(LT, s1);
      VectorMask<Float> m2 = a2.compare(LT, s2);
      VectorMask<Float> m3 = a3.compare(LT, s3);
      s0 = s0.blend(a0, m0);
      s1 = s1.blend(a1, m1);
      s2 = s2.blend(a2, m2);
      s3 = s3.blend(a3, m3);
      i0 = i0.blend(ia, m0);
      i1 = i1.blend(ia, m1);
      i2 = i2.blend(ia, m2);
      i3 = i3.blend(ia, m3);
      m0 = b0.compare(LT, s0);
      m1 = b1.compare(LT, s1);
      m2 = b2.compare(LT, s2);
      m3 = b3.compare(LT, s3);
      s0 = s0.blend(b0, m0);
      s1 = s1.blend(b1, m1);
      s2 = s2.blend(b2, m2);
      s3 = s3.blend(b3, m3);
      i0 = i0.blend(ib, m0);
      i1 = i1.blend(ib, m1);
      i2 = i2.blend(ib, m2);
      i3 = i3.blend(ib, m3);
    }
    s0.intoArray(squares, at);
    s1.intoArray(squares, at + L);
    s2.intoArray(squares, at + 2 * L);
    s3.intoArray(squares, at + 3 * L);
    i0.reinterpretAsInts().intoArray(indices, at);
    i1.reinterpretAsInts().intoArray(indices, at + L);
    i2.reinterpretAsInts().intoArray(indices, at + 2 * L);
    i3.reinterpretAsInts().intoArray(indices, at + 3 * L);
  }

  @Override
  public void nearer(
      float[] tile,
      int dimension,
      float[] centres,
      int centre,
      float[] squares,
      float[] lesser,
      int at) {
    for (int lane = 0; lane < TILE; lane += 2 * L) {
      FloatVector s0 = FloatVector.zero(LANES);
      FloatVector s1 = s0;
      int x = lane;
      for (int d = 0; d < dimension; d++, x += TILE) {
        FloatVector c = FloatVector.broadcast(LANES, centres[centre * dimension + d]);
        s0 = plusSquare(FloatVector.fromArray(LANES, tile, x), c, s0);
        s1 = plusSquare(FloatVector.fromArray(LANES, tile, x + L), c, s1);
      }
      s0.min(FloatVector.fromArray(LANES, squares, at + lane)).intoArray(lesser, at + lane);
      s1.min(FloatVector.fromArray(LANES, squares, at + lane + L)).intoArray(lesser, at + lane + L);
    }
  }

  @Override
  public int pairs(
      float[] tile,
      int i,
      float[] others,
      int dimension,
      float bound,
      float nextBound,
      float[] squares) {
    int below = 0;
    for (int lane = 0; lane < TILE; lane += 4 * L) {
      below |= pairsOfFour(tile, i, others, lane, dimension, bound, nextBound, squares);
    }
    return below;
  }

  private static int pairsOfFour(
      float[] tile,
      int i,
      float[] others,
      int lane,
      int dimension,
      float bound,
      float nextBound,
      float[] squares) {
    FloatVector zero = FloatVector.zero(LANES);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector a2 = zero;
    FloatVector a3 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector b2 = zero;
    FloatVector b3 = zero;
    for (int d = 0; d < dimension * TILE; d += TILE) {
      FloatVector a = FloatVector.broadcast(LANES, tile[d + i]);
      FloatVector b = FloatVector.broadcast(LANES, tile[d + i + 1]);
      FloatVector x0 = FloatVector.fromArray(LANES, others, d + lane);
      FloatVector x1 = FloatVector.fromArray(LANES, others, d + lane + L);
      FloatVector x2 = FloatVector.fromArray(LANES, others, d + lane + 2 * L);
      FloatVector x3 = FloatVector.fromArray(LANES, others, d + lane + 3 * L);
      a0 = plusSquare(x0, a, a0);
      a1 = plusSquare(x1, a, a1);
      a2 = plusSquare(x2, a, a2);
      a3 = plusSquare(x3, a, a3);
      b0 = plusSquare(x0, b, b0);
      b1 = plusSquare(x1, b, b1);
      b2 = plusSquare(x2, b, b2);
      b3 = plusSquare(x3, b, b3);
    }
    a0.intoArray(squares, lane);
    a1.intoArray(squares, lane + L);
    a2.intoArray(squares, lane + 2 * L);
    a3.intoArray(squares, lane + 3 * L);
    b0.intoArray(squares, TILE + lane);
    b1.intoArray(squares, TILE + lane + L);
    b2.intoArray(squares, TILE + lane + 2 * L);
    b3.intoArray(squares, TILE + lane + 3 * L);
    boolean nearer = a0.min(a1).min(a2.min(a3)).compare(LT, bound).anyTrue();
    boolean nextNearer = b0.min(b1).min(b2.min(b3)).compare(LT, nextBound).anyTrue();
    return (nearer ? 1 : 0) | (nextNearer ? 2 : 0);
  }

  /** sum + (x - c)^2. */
  private static FloatVector plusSquare(FloatVector x, FloatVector c, FloatVector sum) {
    FloatVector difference = x.sub(c);
    return difference.fma(difference, sum);
  }
}
