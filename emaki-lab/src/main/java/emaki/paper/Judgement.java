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
  /** Widest prediction interval of a share that still tells something. */
  private static final double WIDEST = 0.06;

  private static final Judgement ONE_PAIR =
      new Judgement(Verdict.UNDECIDED, "one pair tells no spread");

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
   * in the prediction interval. A wide interval holds everything and so tells nothing.
   *
   * @param study a share
   */
  static Judgement figure(double study, Sample ours) {
    if (ours.size() < 2) {
      return new Judgement(Verdict.UNDECIDED, "one seed tells no spread");
    }
    MeanInterval next = MeanInterval.ofNext(ours.values());
    String range =
        "one more seed would give %s to %s (95 %%)"
            .formatted(Unit.PERCENT.text(next.low()), Unit.PERCENT.text(next.high()));
    if (!next.contains(study)) {
      return new Judgement(
          Verdict.DIFFERS, range + (study < next.low() ? ": ours is higher" : ": ours is lower"));
    }
    return next.high() - next.low() > WIDEST
        ? new Judgement(Verdict.UNDECIDED, range + ": too wide to tell")
        : new Judgement(Verdict.HOLDS, range);
  }

  /**
   * Whether the one is larger than the other as the study has it, by differences of pairs of one
   * seed each: by the interval of their mean for the sign, and by the prediction interval of one
   * more pair for the size.
   *
   * @param study the study's difference, above 0, of one pair
   */
  static Judgement larger(double study, Sample differences) {
    if (differences.size() < 2) {
      return ONE_PAIR;
    }
    MeanInterval mean = MeanInterval.ofMean(differences.values());
    MeanInterval next = MeanInterval.ofNext(differences.values());
    String why =
        "mean difference %s to %s, one more pair %s to %s (95 %%, %d pairs)"
            .formatted(
                Unit.POINTS.text(mean.low()),
                Unit.POINTS.text(mean.high()),
                Unit.POINTS.text(next.low()),
                Unit.POINTS.text(next.high()),
                mean.n());
    if (mean.high() < 0) {
      return new Judgement(Verdict.DIFFERS, why + ": smaller, not larger");
    }
    if (study > next.high()) {
      return new Judgement(Verdict.DIFFERS, why + ": less than the study's");
    }
    return mean.low() > 0
        ? new Judgement(Verdict.HOLDS, why)
        : new Judgement(Verdict.UNDECIDED, why + ": it may be nothing");
  }

  /**
   * Whether no more than a margin is lost, by the interval of the mean of differences of pairs of
   * one seed each.
   *
   * @param margin above 0
   */
  static Judgement kept(double margin, Sample differences) {
    if (differences.size() < 2) {
      return ONE_PAIR;
    }
    MeanInterval mean = MeanInterval.ofMean(differences.values());
    String why =
        "mean difference %+.3f to %+.3f (95 %%, %d pairs)"
            .formatted(mean.low(), mean.high(), mean.n());
    if (mean.high() < -margin) {
      return new Judgement(Verdict.DIFFERS, why);
    }
    return new Judgement(mean.low() >= -margin ? Verdict.HOLDS : Verdict.UNDECIDED, why);
  }
}
