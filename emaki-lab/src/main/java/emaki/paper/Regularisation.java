package emaki.paper;

import emaki.run.TrialOptions;
import java.util.List;

/**
 * A prior with its kernel width and weight.
 *
 * @param name as tables call it
 */
record Regularisation(String name, String prior, double sigma, double lambda) {
  static final Regularisation NONE = new Regularisation("no prior", "none", 1, 0.1);
  static final Regularisation GAUSSIAN = new Regularisation("Gaussian", "gaussian", 100, 0.1);
  static final Regularisation MIXTURE =
      new Regularisation("Gaussian mixture", "gaussian-mixture", 100, 0.1);

  /** The roll that the study prefers. */
  static final Regularisation ROLL = roll(1, 0.1);

  /** Those of Table 2, in its order. */
  static final List<Regularisation> TABLE_2 = List.of(NONE, GAUSSIAN, MIXTURE, ROLL);

  /** A swiss roll. */
  static Regularisation roll(double sigma, double lambda) {
    return new Regularisation("swiss roll", "swiss-roll", sigma, lambda);
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
