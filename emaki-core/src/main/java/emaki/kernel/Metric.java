package emaki.kernel;

/** How far apart two points are. */
public enum Metric {
  /** The length of their difference. */
  EUCLIDEAN,

  /**
   * One less the cosine of the angle between them, 0 to 2. A point at the origin has no direction:
   * it is at 1/2 from any that has one.
   */
  COSINE;

  private static final int FEATURES = 16;

  /**
   * The one for points of so many dimensions where nobody says which: cosine from 16 on, since the
   * lengths of features, unlike those of latents shaped by a prior in few dimensions, say little.
   */
  public static Metric suiting(int dimension) {
    return dimension < FEATURES ? EUCLIDEAN : COSINE;
  }

  /** As options spell it: {@code euclidean}, {@code cosine}. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
