package emaki.divergence;

import emaki.data.InputException;
import emaki.prior.Prior;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How far points are from a prior, with its exact gradient: what draws latents to a shape. All that
 * it needs comes as arguments, so the same arguments give the same bits.
 */
public interface Divergence {
  /** Its name and options, as {@link Divergences#parse} reads them. */
  String spec();

  /**
   * Names of what it tells besides its value, in the order in which people read them; each becomes
   * a column of a run's metrics, so they are different, of lower-case letters, digits, hyphens and
   * underscores, and none of {@code reconstruction}, {@code divergence} and {@code total}.
   */
  List<String> parts();

  /**
   * Its weight beside the logarithm of the reconstruction error, at least 0, where the user leaves
   * the weight to emaki and the training is short; a long one takes up to 2.5 times as much. What
   * is here suits a divergence in nats; one of another unit gives its own.
   */
  default double weight() {
    return 0.22;
  }

  /** Share of the training, in [0, 1), from which on it no longer changes. */
  default double settled() {
    return 0;
  }

  /**
   * The divergence of points from a prior.
   *
   * @param points row-major [n, dimension of the prior], finite
   * @param random of all that it draws, such as a sample of the prior
   * @param share of the training that is done, in [0, 1], for what changes as it goes on; 1 where
   *     points are only measured
   * @param gradient receives d value / d points, row-major [n, dimension], finite, whatever it held
   *     before; null: not wanted. The value is the same either way
   */
  Measurement of(
      float[] points,
      Prior prior,
      RandomGenerator random,
      double share,
      float @Nullable [] gradient);

  /**
   * The divergence as a step of training follows it: unless overridden, {@link #of} with points of
   * the prior that are spread evenly, whose gradient has less noise. Arguments as there.
   */
  default Measurement step(
      float[] points,
      Prior prior,
      RandomGenerator random,
      double share,
      float @Nullable [] gradient) {
    return of(points, prior.evenly(), random, share, gradient);
  }

  /**
   * Checks, before there are points, that it can be told of a prior.
   *
   * @throws InputException where it cannot
   */
  default void requireTakes(Prior prior) {}

  /**
   * What stands in records and chooses the best epoch: this, unless training follows a form of it
   * that cannot stand beside what two samples of the prior give. It has the same {@link #parts}.
   */
  default Divergence reported() {
    return this;
  }

  /**
   * What a divergence tells of some points.
   *
   * @param value finite; small where the points could be of the prior
   * @param parts one for each of {@link Divergence#parts}
   */
  record Measurement(double value, Map<String, Double> parts) {
    public Measurement {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }
}
