package emaki.run;

import emaki.data.Split;
import emaki.eval.ShapeFit;
import emaki.prior.Prior;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How well a run's latents fill its prior, by measures that training does not use.
 *
 * @param train of training images
 * @param test of test images
 * @param floor of the prior's own points: what the best of latents would score
 */
public record FitRecord(ShapeFit train, ShapeFit test, ShapeFit floor) {
  /**
   * Of latents; the three are of equally many points, so that they can be compared.
   *
   * @param prior in the latents' dimension
   * @param training seed and most threads
   * @return empty where a split has too few images
   */
  public static Optional<FitRecord> of(Latents latents, Prior prior, TrainingSpec training) {
    int n =
        Stream.of(Split.TRAIN, Split.TEST)
            .mapToInt(split -> latents.rows(split).length)
            .reduce(ShapeFit.MOST_POINTS, Math::min);
    if (n < ShapeFit.FEWEST_POINTS) {
      return Optional.empty();
    }
    return Optional.of(
        new FitRecord(
            fit(latents, Split.TRAIN, n, prior, training),
            fit(latents, Split.TEST, n, prior, training),
            ShapeFit.floor(prior, n, training.seed(), training.threads())));
  }

  private static ShapeFit fit(
      Latents latents, Split split, int n, Prior prior, TrainingSpec training) {
    float[] points = latents.select(latents.rows(split));
    return ShapeFit.of(points, n, prior, training.seed(), training.threads());
  }
}
