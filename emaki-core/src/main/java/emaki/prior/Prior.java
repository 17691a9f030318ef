package emaki.prior;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A distribution that latents are to take. */
public interface Prior {
  /** Its name and options, as {@link Priors#parse} reads them. */
  String spec();

  /** Dimension of its points. */
  int dimension();

  /**
   * Independent points.
   *
   * @param n how many
   * @return row-major [n, dimension]
   */
  float[] sample(int n, RandomGenerator random);

  /**
   * Points of which each is distributed as those of {@link #sample}, while together they are spread
   * more evenly than independent ones: means over them vary less. Independent ones, where a prior
   * knows none better.
   *
   * @param n how many
   * @return row-major [n, dimension]
   */
  default float[] even(int n, RandomGenerator random) {
    return sample(n, random);
  }

  /** The same prior, of which every sample is {@link #even}: for training, not for measuring. */
  default Prior evenly() {
    return new EvenPrior(this);
  }

  /**
   * Coordinates on it, which walks follow: itself, where it is a chart; empty where it has none.
   */
  default Optional<Chart> chart() {
    return this instanceof Chart chart ? Optional.of(chart) : Optional.empty();
  }

  /**
   * The round normal distributions that it is a mixture of, by which a divergence can be told in
   * closed form; empty where it is no such mixture.
   */
  default List<Component> components() {
    return List.of();
  }

  /**
   * The points that it draws from, where they came from a file of the user's that may change or go:
   * a run keeps its own copy, and draws from that. Empty where {@link #spec()} says all.
   */
  default Optional<PointCloud> kept() {
    return Optional.empty();
  }
}
