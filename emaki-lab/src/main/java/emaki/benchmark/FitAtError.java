package emaki.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well latents fill their prior, and at which reconstruction error.
 *
 * @param error mean squared error of a pixel, training images
 * @param figures of the training latents
 */
record FitAtError(double error, Map<FitFigure, Double> figures) {

  /**
   * What a run of this error would have, by a line between the runs whose errors are nearest on
   * both sides. Nothing is extrapolated.
   *
   * @param runs of one divergence, which differ in its weight, in any order
   * @return empty where no run lies on one of the sides
   */
  static Optional<Map<FitFigure, Double>> at(double error, List<FitAtError> runs) {
    List<FitAtError> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingDouble(FitAtError::error));
    for (int i = 0; i < sorted.size(); i++) {
      FitAtError above = sorted.get(i);
      if (above.error == error) {
        return Optional.of(above.figures);
      }
      if (above.error > error) {
        return i == 0 ? Optional.empty() : Optional.of(between(sorted.get(i - 1), above, error));
      }
    }
    return Optional.empty();
  }

  private static Map<FitFigure, Double> between(FitAtError below, FitAtError above, double error) {
    double share = (error - below.error) / (above.error - below.error);
    return FitFigure.each(f -> (1 - share) * f.in(below.figures) + share * f.in(above.figures));
  }
}
