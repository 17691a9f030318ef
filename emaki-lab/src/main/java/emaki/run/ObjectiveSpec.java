package emaki.run;

import emaki.data.InputException;
import emaki.divergence.Divergence;
import emaki.divergence.Divergences;
import emaki.prior.Priors;
import emaki.train.Objectives;
import java.util.Objects;

/**
 * What training minimises: an objective, and beside it the divergence of the latents from a prior.
 *
 * @param prior as {@link Priors#parse} reads it; {@code none} for a plain autoencoder
 * @param sigma width of the Parzen kernel, from 1e-9 to 1e9
 * @param lambda weight of the divergence, at least 0
 * @param divergence of latents and prior, as {@link Divergences#parse} reads it; where runs of an
 *     earlier emaki name none it was the default
 * @param objective as {@link Objectives#parse} reads it; where runs of an earlier emaki name none
 *     it was the default
 */
public record ObjectiveSpec(
    String prior, double sigma, double lambda, String divergence, String objective) {
  /** The prior of a plain autoencoder. */
  public static final String NONE = "none";

  /** The objective of an autoencoder. */
  public static final String RECONSTRUCTION = "reconstruction";

  private static final String CAUCHY_SCHWARZ = "cauchy-schwarz";

  public ObjectiveSpec {
    divergence = Objects.requireNonNullElse(divergence, CAUCHY_SCHWARZ);
    objective = Objects.requireNonNullElse(objective, RECONSTRUCTION);
    check(sigma >= 1e-9 && sigma <= 1e9, "sigma", sigma, "expected a width from 1e-9 to 1e9", "1");
    check(
        lambda >= 0 && Double.isFinite(lambda),
        "lambda",
        lambda,
        "expected a weight of 0 or more",
        "0.1");
    Divergences.parse(divergence, sigma, 1);
    Objectives.parse(objective);
  }

  /** Towards a prior by the study's divergence, of width 1 and weight 0.1. */
  public static ObjectiveSpec of(String prior) {
    return new ObjectiveSpec(prior, 1, 0.1, CAUCHY_SCHWARZ, RECONSTRUCTION);
  }

  /** The same towards another prior. */
  public ObjectiveSpec withPrior(String newPrior) {
    return new ObjectiveSpec(newPrior, sigma, lambda, divergence, objective);
  }

  /** The same with another width of the kernel. */
  public ObjectiveSpec withSigma(double newSigma) {
    return new ObjectiveSpec(prior, newSigma, lambda, divergence, objective);
  }

  /** The same with another weight of the divergence. */
  public ObjectiveSpec withLambda(double newLambda) {
    return new ObjectiveSpec(prior, sigma, newLambda, divergence, objective);
  }

  /** The same by another divergence. */
  public ObjectiveSpec withDivergence(String newDivergence) {
    return new ObjectiveSpec(prior, sigma, lambda, newDivergence, objective);
  }

  /** The same of another objective. */
  public ObjectiveSpec withObjective(String newObjective) {
    return new ObjectiveSpec(prior, sigma, lambda, divergence, newObjective);
  }

  /** How far points are from the prior, computed by so many threads at most. */
  public Divergence divergence(int threads) {
    return Divergences.parse(divergence, sigma, threads);
  }

  /** Whether there is a prior at all. */
  public boolean hasPrior() {
    return !prior.equals(NONE);
  }

  private static void check(boolean holds, String name, Object value, String why, String usual) {
    if (!holds) {
      throw InputException.setting(name, value, why, "try ‹" + name + "› " + usual);
    }
  }
}
