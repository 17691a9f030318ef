package emaki.paper;

import emaki.experiment.TrialOptions;

/**
 * A prior with its kernel width and weight.
 *
 * @param name as tables call it
 */
record Shape(String name, String prior, double sigma, double lambda) {
  static final Shape NONE = new Shape("no prior", "none", 1, 0.1);
  static final Shape GAUSSIAN = new Shape("Gaussian", "gaussian", 100, 0.1);
  static final Shape MIXTURE = new Shape("Gaussian mixture", "gaussian-mixture", 100, 0.1);

  /** A swiss roll. */
  static Shape roll(double sigma, double lambda) {
    return new Shape("swiss roll", "swiss-roll", sigma, lambda);
  }

  boolean isNone() {
    return prior.equals("none");
  }

  /** For folders and files. */
  String id() {
    return isNone()
        ? prior
        : "%s-sigma%s-lambda%s"
            .formatted(prior, TrialOptions.text(sigma), TrialOptions.text(lambda));
  }
}
