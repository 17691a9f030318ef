package emaki.divergence;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.prior.Prior;
import java.util.Locale;

/**
 * The width sigma of a Parzen window while training goes on: one for all of it, or one that falls.
 * A width as wide as the prior draws latents from far away; one as fine as the prior's grain, which
 * is what its points are apart, fills the shape in all its parts.
 *
 * @param first at the beginning, above 0
 * @param last from the share {@value #FALLING} of training on, above 0; where points are only
 *     measured, too
 */
public record KernelWidth(double first, double last) {
  /** Share of the training in which the width falls, geometrically. */
  public static final double FALLING = 0.45;

  /** A width of the grain: so many median distances of a point to its nearest. */
  static final double GRAINS = 1;

  /**
   * The dimension at which a width of the grain is right. A distance grows with the root of the
   * dimension, a width is that of one coordinate.
   */
  private static final int MEASURED = 3;

  /** Samples that the scales of a prior are averaged over: a median of one moves by 3 %. */
  private static final int SAMPLES = 5;

  /** The narrowest width, in radii: of priors that are a point or a curve. */
  private static final double LEAST = 1e-3;

  /**
   * @throws IllegalArgumentException if a width is not from 1e-18 to 1e17
   */
  public KernelWidth {
    if (!isPossible(first) || !isPossible(last)) {
      throw new IllegalArgumentException(
          "Expected widths from 1e-18 to 1e17, got %s and %s".formatted(first, last));
    }
  }

  private static boolean isPossible(double width) {
    return width >= 1e-18 && width <= 1e17;
  }

  /** One width. */
  public static KernelWidth of(double sigma) {
    return new KernelWidth(sigma, sigma);
  }

  /**
   * From the prior's root mean square radius about its mean down to its grain, the median distance
   * of a point of a sample to its nearest other, and not above the radius; beyond three dimensions
   * k that distance times (3 / k)^(1/2).
   *
   * @param batch points in a sample: what training compares a batch with, at least 1
   * @param seed of the stream "width"
   * @throws InputException where the prior is too wide or too narrow for single precision
   */
  public static KernelWidth falling(Prior prior, int batch, long seed) {
    int k = prior.dimension();
    double radius = 0;
    double grain = 0;
    for (int i = 0; i < SAMPLES; i++) {
      float[] sample = prior.sample(batch, Streams.of(seed, "width", i));
      radius += Scale.radius(sample, k) / SAMPLES;
      grain += Scale.grain(sample, k) / SAMPLES;
    }
    double last = GRAINS * grain * Math.sqrt((double) MEASURED / Math.max(MEASURED, k));
    double narrow = Math.max(LEAST * radius, Math.min(radius, last));
    if (!isPossible(radius) || !isPossible(narrow)) {
      throw noRoom(prior, radius);
    }
    return new KernelWidth(radius, narrow);
  }

  /**
   * Checks that widths, distances and kernels of a prior's size can be told in single precision.
   *
   * @throws InputException where it is too wide or too narrow
   */
  public static void requireRoom(Prior prior) {
    float[] sample = prior.sample(1000, Streams.of(0, "room"));
    double radius = Scale.radius(sample, prior.dimension());
    if (!(radius >= 1e-14 && radius <= 1e14)) {
      throw noRoom(prior, radius);
    }
  }

  private static InputException noRoom(Prior prior, double radius) {
    return new InputException(
        "‹prior› " + prior.spec(),
        String.format(
            Locale.ROOT,
            "its points are %.1e from their mean: single precision has no room for that",
            radius),
        "scale them, as to a radius of 1");
  }

  /**
   * The width at a share of the training.
   *
   * @param share in [0, 1]
   */
  public double at(double share) {
    double f = Math.min(1, share / FALLING);
    return f == 1 || first == last ? last : Math.pow(first, 1 - f) * Math.pow(last, f);
  }

  /** Whether it changes. */
  public boolean falls() {
    return first != last;
  }
}
