package emaki.map;

import java.util.function.DoubleUnaryOperator;

/**
 * How strongly points act on each other by their squared distance: a table of a smooth function,
 * since its powers would take most of a layout's time.
 */
final class Force {
  /* Linear between 32 values an octave: a smooth function is within some 1e-4 of itself. */

  private static final int FINER = 18;
  private static final int FIRST = Float.floatToRawIntBits(0x1p-32f) >>> FINER;
  private static final int LAST = Float.floatToRawIntBits(0x1p24f) >>> FINER;
  private static final float STEP = 1f / (1 << FINER);

  private final float[] values = new float[LAST - FIRST + 1];

  Force(DoubleUnaryOperator bySquare) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) bySquare.applyAsDouble(Float.intBitsToFloat(FIRST + i << FINER));
    }
  }

  /**
   * The force, that of the end where the distance is beyond the table.
   *
   * @param square at least 0
   */
  float at(float square) {
    int bits = Float.floatToRawIntBits(square);
    int i = (bits >>> FINER) - FIRST;
    if (i < 0) {
      return values[0];
    }
    if (i >= values.length - 1) {
      return values[values.length - 1];
    }
    float share = (bits & ((1 << FINER) - 1)) * STEP;
    return values[i] + share * (values[i + 1] - values[i]);
  }
}
