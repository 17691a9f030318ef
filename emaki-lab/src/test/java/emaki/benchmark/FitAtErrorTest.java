package emaki.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.eval.ShapeFit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FitAtErrorTest {
  private static FitAtError run(double error, double accuracy, double coverage) {
    return new FitAtError(error, FitFigure.of(new ShapeFit(accuracy, coverage, 1, 0, 100)));
  }

  /** In no order, as weights and errors need not rise together. */
  private static final List<FitAtError> RUNS =
      List.of(run(0.08, 0.60, 0.9), run(0.06, 0.90, 0.3), run(0.07, 0.70, 0.6));

  @Test
  void lineBetweenTheNearestOnBothSides() {
    Map<FitFigure, Double> at = FitAtError.at(0.0675, RUNS).orElseThrow();
    assertThat(FitFigure.TWO_SAMPLE_ACCURACY.in(at)).isCloseTo(0.75, within(1e-9));
    assertThat(FitFigure.COVERAGE.in(at)).isCloseTo(0.525, within(1e-9));
    at = FitAtError.at(0.072, RUNS).orElseThrow();
    assertThat(FitFigure.TWO_SAMPLE_ACCURACY.in(at)).isCloseTo(0.68, within(1e-9));
  }

  @Test
  void runsOfThatErrorStandAsTheyAre() {
    for (FitAtError run : RUNS) {
      assertThat(FitAtError.at(run.error(), RUNS)).contains(run.figures());
    }
    List<FitAtError> twice = List.of(run(0.07, 0.7, 0.6), run(0.07, 0.8, 0.6));
    assertThat(FitAtError.at(0.07, twice)).isPresent();
  }

  @Test
  void nothingIsExtrapolated() {
    assertThat(FitAtError.at(0.0599, RUNS)).isEqualTo(Optional.empty());
    assertThat(FitAtError.at(0.0801, RUNS)).isEqualTo(Optional.empty());
    assertThat(FitAtError.at(0.07, List.of(RUNS.get(0)))).isEqualTo(Optional.empty());
    assertThat(FitAtError.at(0.07, List.of())).isEqualTo(Optional.empty());
  }
}
