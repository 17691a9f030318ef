package emaki.train;

/** How the learning rate goes from step to step. */
public enum LearningRate {
  /** The same throughout. */
  CONSTANT {
    @Override
    double factor(double progress) {
      return 1;
    }
  },
  /**
   * Up in a straight line over the first twentieth of the steps, then down to nothing by half a
   * cosine (Loshchilov and Hutter, 2017, SGDR, eq. 5, without restarts).
   */
  COSINE {
    @Override
    double factor(double progress) {
      return progress < WARM_UP
          ? progress / WARM_UP
          : 0.5 * (1 + Math.cos(Math.PI * (progress - WARM_UP) / (1 - WARM_UP)));
    }
  };

  private static final double WARM_UP = 0.05;

  /**
   * What the learning rate is multiplied with.
   *
   * @param progress share of all steps that are done after this one, in (0, 1]
   */
  abstract double factor(double progress);
}
