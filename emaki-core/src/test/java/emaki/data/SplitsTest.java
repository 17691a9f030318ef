package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitsTest {
  @Test
  void officialTestStaysApartAndValidationIsStratified() {
    Dataset data = data(1000, 200, 7);
    Splits splits = Splits.of(data, 0.1, 3);
    assertThat(splits.rows(Split.TEST)).isEqualTo(IntStream.range(1000, 1200).toArray());
    assertThat(splits.rows(Split.VALIDATION)).hasSize(100);
    assertThat(splits.rows(Split.TRAIN)).hasSize(900);
    for (int c = 0; c < 7; c++) {
      int wanted = c;
      long count = IntStream.of(splits.rows(Split.VALIDATION)).filter(i -> i % 7 == wanted).count();
      assertThat(count).isBetween(14L, 15L);
    }
  }

  @Test
  void withoutATestSetAsManyAreSetAsideForIt() {
    Splits splits = Splits.of(data(1000, 0, 4), 0.1, 0);
    assertThat(splits.rows(Split.TEST)).hasSize(100);
    assertThat(splits.rows(Split.VALIDATION)).hasSize(100);
    assertThat(splits.rows(Split.TRAIN)).hasSize(800);
  }

  @Test
  void learningIsFromTheTrainingImagesUnlessAllAreWanted() {
    Splits splits = Splits.of(data(1000, 200, 7), 0.1, 3);
    assertThat(splits.learned()).isEqualTo(splits.rows(Split.TRAIN));
    Splits all = splits.learningFromAll();
    assertThat(all.learned()).isEqualTo(IntStream.range(0, 1200).toArray());
    assertThat(all.codes()).isEqualTo(splits.codes());
    assertThat(all.only(i -> i < 1100).learned()).hasSize(1200);
  }

  @Test
  void seedsDecide() {
    assertThat(Splits.of(data(500, 10, 3), 0.2, 1).codes())
        .isEqualTo(Splits.of(data(500, 10, 3), 0.2, 1).codes());
    assertThat(Splits.of(data(500, 10, 3), 0.2, 1).codes())
        .isNotEqualTo(Splits.of(data(500, 10, 3), 0.2, 2).codes());
  }

  @Test
  void tooFewImagesAreNamed() {
    assertThatThrownBy(() -> Splits.of(data(3, 0, 1), 0.1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("3 training images are too few");
  }

  private static Dataset data(int training, int test, int classes) {
    int[] labels = IntStream.range(0, training + test).map(i -> i % classes).toArray();
    return new Dataset(
        ImageSet.of("x", new byte[labels.length], 1, 1, 1, labels, List.of(), List.of()), training);
  }
}
