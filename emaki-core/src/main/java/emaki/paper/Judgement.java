package emaki.paper;

import emaki.eval.MeanInterval;
import emaki.report.PaperPage.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Whether what the study says holds here, and why.
 *
 * @param why in words
 */
record Judgement(Verdict verdict, String why) {
  /** Nothing was said that could hold. */
  static final Judgement NONE = new Judgement(Verdict.NONE, "");

  @Nullable Boolean holds() {
    return switch (verdict) {
      case HOLDS -> true;
      case DIFFERS -> false;
      case UNDECIDED, NONE -> null;
    };
  }

  /** A claim on something that was measured once. */
  static Judgement of(boolean holds, String why) {
    return new Judgement(holds ? Verdict.HOLDS : Verdict.DIFFERS, why);
  }

  /**
   * Whether the study's figure, which is of one run, could be one more run of ours: whether it lies
   * in the prediction interval.
   */
  static Judgement figure(double study, Sample ours, Unit unit) {
    if (ours.size() < 2) {
      return new Judgement(Verdict.UNDECIDED, "one seed tells no spread");
    }
    MeanInterval next = MeanInterval.ofNext(ours.values());
    String range =
        "one more seed would give %s to %s (95 %%)"
            .formatted(unit.text(next.low()), unit.text(next.high()));
    return of(
        next.contains(study),
        next.contains(study)
            ? range
            : range + (study < next.low() ? ": ours is higher" : ": ours is lower"));
  }

  /** Whether the one is larger than the other, by differences of pairs of one seed each. */
  static Judgement larger(Sample differences, Unit unit) {
    if (differences.size() < 2) {
      return new Judgement(Verdict.UNDECIDED, "one pair tells no spread");
    }
    MeanInterval mean = MeanInterval.ofMean(differences.values());
    String why =
        "95 %% interval of the paired difference: %s to %s, %d pairs"
            .formatted(unit.text(mean.low()), unit.text(mean.high()), mean.n());
    return new Judgement(
        mean.low() > 0 ? Verdict.HOLDS : mean.high() < 0 ? Verdict.DIFFERS : Verdict.UNDECIDED,
        mean.contains(0) ? why + "; it holds 0" : why);
  }
}
