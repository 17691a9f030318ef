package emaki.train;

/** Stops training where a number has run away. */
final class Finite {
  private Finite() {}

  static float require(float value, String what) {
    if (!Float.isFinite(value)) {
      throw new DivergedException(what);
    }
    return value;
  }

  static float[] require(float[] values, String what) {
    for (float value : values) {
      require(value, what);
    }
    return values;
  }
}
