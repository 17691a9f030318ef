package emaki.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against scikit-learn and NumPy: golden/classification.py made the figures. */
final class ClassificationMetricsTest {
  @Test
  void scoresAreScikitLearns() throws IOException {
    try (var in =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/classification.json"))) {
      JsonNode cases = new ObjectMapper().readTree(in);
      assertThat(cases).hasSize(3);
      cases.forEach(ClassificationMetricsTest::check);
    }
  }

  private static void check(JsonNode golden) {
    int classes = golden.path("classes").asInt();
    int n = golden.path("labels").size();
    int[] labels = new int[n];
    float[] probabilities = new float[n * classes];
    for (int i = 0; i < n; i++) {
      labels[i] = golden.path("labels").path(i).asInt();
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) golden.path("probabilities").path(i).asDouble();
    }
    int[] predicted = MostProbable.ofRows(probabilities, classes);
    int[][] confusion = new int[classes][classes];
    for (int i = 0; i < n; i++) {
      confusion[labels[i]][predicted[i]]++;
    }
    assertThat(Accuracy.of(confusion)).isCloseTo(golden.path("accuracy").asDouble(), within(1e-12));
    assertThat(CalibrationError.of(probabilities, classes, labels))
        .isCloseTo(golden.path("calibration_error").asDouble(), within(1e-9));
    for (int c = 0; c < classes; c++) {
      PrecisionRecall quality = PrecisionRecall.of(confusion, c);
      assertThat(quality.precision())
          .isCloseTo(golden.path("precision").path(c).asDouble(), within(1e-12));
      assertThat(quality.recall())
          .isCloseTo(golden.path("recall").path(c).asDouble(), within(1e-12));
      assertThat(quality.f1()).isCloseTo(golden.path("f1").path(c).asDouble(), within(1e-12));
      assertThat(quality.support()).isEqualTo(golden.path("support").path(c).asInt());
    }
  }

  @Test
  void whatNeverOccursHasNoFigure() {
    int[][] confusion = {{3, 0, 1}, {2, 0, 0}, {0, 0, 0}};
    assertThat(PrecisionRecall.of(confusion, 1).precision()).isNaN();
    assertThat(PrecisionRecall.of(confusion, 1).recall()).isZero();
    assertThat(PrecisionRecall.of(confusion, 2).recall()).isNaN();
    assertThat(PrecisionRecall.of(confusion, 2).f1()).isNaN();
    assertThat(Accuracy.of(new int[2][2])).isNaN();
  }
}
