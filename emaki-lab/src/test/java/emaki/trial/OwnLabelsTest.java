package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.Split;
import emaki.data.Splits;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OwnLabelsTest {
  private static final int NONE = -1;
  private static final int FAR = 2_000_000_000;
  private static final byte TRAIN = Split.TRAIN.code();
  private static final byte VALIDATION = Split.VALIDATION.code();
  private static final byte TEST = Split.TEST.code();

  /** Two names for one class of any number, a name for nothing, images without either label. */
  @Test
  void aNameStandsForTheClassOfMostOfItsImages() {
    int[] own = {4, 4, FAR, FAR, FAR, NONE, 4, FAR, 4, NONE};
    int[] given = {0, 0, 0, 1, 2, 3, NONE, 1, NONE, 2};
    int[] predicted = {0, 1, 1, 2, 0, 0, 3, 2, 0, 1};
    Splits splits = splits(TRAIN, TRAIN, TRAIN, TRAIN, TRAIN, TRAIN, VALIDATION, TEST, TEST, TEST);
    Map<String, Double> agreement = new OwnLabels(own, splits).agreement(given, predicted);
    assertThat(agreement)
        .containsExactlyInAnyOrderEntriesOf(Map.of("train", 0.6, "validation", 0.0, "test", 1.0));
  }

  @Test
  void dataWithoutLabelsAgreesWithNothing() {
    OwnLabels none = new OwnLabels(new int[] {NONE, NONE, 1}, splits(TRAIN, VALIDATION, TEST));
    assertThat(none.agreement(new int[3], new int[3])).isNull();
  }

  private static Splits splits(byte... codes) {
    return Splits.of(codes);
  }
}
