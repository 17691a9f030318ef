package emaki.prior;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Uniform numbers made normal ones. */
final class NormalQuantile {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  /** 0 would be infinitely far out. */
  private static final double LEAST = 0x1p-54;

  private NormalQuantile() {}

  /**
   * Where the standard normal distribution has a share of its mass below.
   *
   * @param share in [0, 1)
   */
  static double of(double share) {
    return STANDARD.inverseCumulativeProbability(Math.max(LEAST, share));
  }
}
