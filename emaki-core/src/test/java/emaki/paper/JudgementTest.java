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
    assertThat(Judgement.figure(.9325, ours, Unit.PERCENT).verdict()).isEqualTo(Verdict.HOLDS);
    Judgement lower = Judgement.figure(.96, ours, Unit.PERCENT);
    assertThat(lower.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(lower.why()).contains("ours is lower");
    assertThat(Judgement.figure(.90, ours, Unit.PERCENT).why()).contains("ours is higher");
    assertThat(Judgement.figure(.93, sample(.93), Unit.PERCENT).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aDifferenceHoldsOnlyWhereItsIntervalLeavesOutNothing() {
    assertThat(Judgement.larger(sample(.01, .012, .011), Unit.POINTS).verdict())
        .isEqualTo(Verdict.HOLDS);
    assertThat(Judgement.larger(sample(-.01, -.012, -.011), Unit.POINTS).verdict())
        .isEqualTo(Verdict.DIFFERS);
    Judgement open = Judgement.larger(sample(.05, -.04, .02), Unit.POINTS);
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.holds()).isNull();
    assertThat(open.why()).contains("it holds 0");
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
