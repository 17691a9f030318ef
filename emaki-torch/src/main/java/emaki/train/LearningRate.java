package emaki.train;

/**
 * How the learning rate goes from step to step. Adam's first steps change every weight by the whole
 * learning rate, however small its gradient: with thousands of inputs that throws the latents so
 * far that their units saturate, so every schedule begins with a straight line up.
 */
public enum LearningRate {
  /** Up over the first hundred steps, then the same throughout. */
  CONSTANT {
    @Override
    double factor(long step, long steps) {
      return Math.min(1, step / 100.0);
    }
  },
  /**
   * Up over the first twentieth of the steps, then down to nothing by half a cosine (Loshchilov and
   * Hutter, 2017, SGDR, eq. 5, without restarts).
   */
  COSINE {
    @Override
    double factor(long step, long steps) {
      double warmUp = 0.05 * steps;
      return step < warmUp
          ? step / warmUp
          : 0.5 * (1 + Math.cos(Math.PI * (step - warmUp) / (steps - warmUp)));
    }
  },
  /**
   * Up over the first hundred steps, or the first fifth where these are fewer; the same up to
   * {@value #TAPER} of the training; then down to nothing by half a cosine: as many large steps as
   * there can be, and none at the end.
   */
  TAPERED {
    @Override
    double factor(long step, long steps) {
      double from = TAPER * steps;
      return step < from
          ? Math.min(1, step / Math.min(100, 0.2 * steps))
          // Of less than five steps the last one counts, or a single one would learn nothing.
          : 0.5 * (1 + Math.cos(Math.PI * (step - from) / Math.max(1, steps - from)));
    }

    @Override
    double settled() {
      return TAPER;
    }
  };

  private static final double TAPER = 0.8;

  /** Share of the training before which epochs without improvement say nothing. */
  double settled() {
    return 0;
  }

  /**
   * What the learning rate is multiplied with.
   *
   * @param step from 1
   * @param steps of the whole training, if it is not stopped early
   */
  abstract double factor(long step, long steps);
}
