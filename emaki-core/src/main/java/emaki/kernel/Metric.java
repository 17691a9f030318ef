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

  /** As options spell it: {@code euclidean}, {@code cosine}. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
