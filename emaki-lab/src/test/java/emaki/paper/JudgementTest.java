package emaki.paper;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.report.PaperPage.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JudgementTest {
  private static Sample sample(double... values) {
    return new Sample(
        IntStream.range(0, values.length)
            .mapToObj(i -> new Sample.Measure(i, values[i], 10, List.of("runs/" + i)))
            .toList());
  }

  @Test
  void aFigureHoldsWhereItCouldBeOneMoreOfOurs() {
    Sample ours = sample(.930, .932, .934);
    assertThat(Judgement.figure(.9325, ours).verdict()).isEqualTo(Verdict.HOLDS);
    Judgement lower = Judgement.figure(.96, ours);
    assertThat(lower.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(lower.why()).contains("ours is lower");
    assertThat(Judgement.figure(.90, ours).why()).contains("ours is higher");
    assertThat(Judgement.figure(.93, sample(.93)).verdict()).isEqualTo(Verdict.UNDECIDED);
    Judgement wide = Judgement.figure(.45, sample(.55, .58, .61));
    assertThat(wide.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(wide.why()).contains("too wide");
  }

  @Test
  void aDifferenceHoldsOnlyWhereItsIntervalLeavesOutNothing() {
    assertThat(Judgement.larger(.011, sample(.01, .012, .011)).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(Judgement.larger(.011, sample(-.01, -.012, -.011)).verdict())
        .isEqualTo(Verdict.DIFFERS);
    Judgement open = Judgement.larger(.02, sample(.05, -.04, .02));
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.holds()).isNull();
    assertThat(open.why()).contains("it may be nothing");
  }

  /** Larger, or of either sign, but nowhere near what the study has. */
  @Test
  void aDifferenceMustBeOfTheStudysSize() {
    for (Sample ours : List.of(sample(.002, .003, .0025), sample(.002, -.001, .001))) {
      Judgement judgement = Judgement.larger(.0519, ours);
      assertThat(judgement.verdict()).isEqualTo(Verdict.DIFFERS);
      assertThat(judgement.why()).contains("less than the study's");
    }
  }

  /** Seeds that one of both lacks are no pairs. */
  @Test
  void differencesAreTakenSeedBySeed() {
    Sample one =
        new Sample(
            List.of(
                new Sample.Measure(0, 5, 1, List.of("a0")),
                new Sample.Measure(2, 9, 1, List.of("a2"))));
    Sample other =
        new Sample(
            List.of(
                new Sample.Measure(1, 100, 1, List.of("b1")),
                new Sample.Measure(2, 4, 2, List.of("b2")),
                new Sample.Measure(0, 3, 2, List.of("b0"))));
    Sample difference = one.less(other);
    assertThat(difference.values()).containsExactly(2, 5);
    assertThat(difference.runs()).containsExactly("a0", "b0", "a2", "b2");
    assertThat(difference.seconds()).isEqualTo(6);
  }
}
