package emaki.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import emaki.data.InputException;
import emaki.divergence.Divergence;
import emaki.divergence.Divergences;
import emaki.divergence.KernelWidth;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.train.Objectives;
import emaki.train.Weight;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What training minimises: an objective, and beside it the divergence of the latents from a prior.
 *
 * @param prior as {@link Priors#parse} reads it; {@code none} for a plain autoencoder
 * @param sigma width of the Parzen kernel, from 1e-9 to 1e9; {@code auto}: {@link
 *     KernelWidth#falling}
 * @param lambda weight of the divergence, at least 0; {@code auto}: a share of the error, {@link
 *     Divergence#weight}, more in long trainings
 * @param divergence of latents and prior, as {@link Divergences#parse} reads it; where runs of an
 *     earlier emaki name none it was the default
 * @param objective as {@link Objectives#parse} reads it; where runs of an earlier emaki name none
 *     it was the default
 * @param learnFrom over which images; where runs of an earlier emaki name none, those of training
 */
public record ObjectiveSpec(
    String prior,
    NumberOrAuto sigma,
    NumberOrAuto lambda,
    String divergence,
    String objective,
    LearnFrom learnFrom) {
  /** The prior of a plain autoencoder. */
  public static final String NONE = "none";

  /** The objective of an autoencoder. */
  public static final String RECONSTRUCTION = "reconstruction";

  private static final String CAUCHY_SCHWARZ = "cauchy-schwarz";

  /** Over which images. */
  public enum LearnFrom {
    /** The training images. */
    TRAINING,
    /** All: no label takes part, but what is found on test images was found on images seen. */
    ALL;

    /** As files and options name it: in lower case. */
    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As files have it. */
  @JsonCreator
  public ObjectiveSpec {
    learnFrom = Objects.requireNonNullElse(learnFrom, LearnFrom.TRAINING);
    divergence = Objects.requireNonNullElse(divergence, CAUCHY_SCHWARZ);
    objective = Objects.requireNonNullElse(objective, RECONSTRUCTION);
    Objects.requireNonNull(sigma, "it names no sigma");
    Objects.requireNonNull(lambda, "it names no lambda");
    double width = sigma.number().orElse(1);
    check(width >= 1e-9 && width <= 1e9, "sigma", sigma, "expected a width from 1e-9 to 1e9", "1");
    double factor = lambda.number().orElse(0);
    check(
        factor >= 0 && Double.isFinite(factor),
        "lambda",
        lambda,
        "expected a weight of 0 or more",
        "0.1");
    Divergences.parse(divergence, width, 1);
    Objectives.parse(objective);
  }

  /** With a width and a weight that are numbers. */
  public ObjectiveSpec(
      String prior, double sigma, double lambda, String divergence, String objective) {
    this(
        prior,
        NumberOrAuto.of(sigma),
        NumberOrAuto.of(lambda),
        divergence,
        objective,
        LearnFrom.TRAINING);
  }

  /** Towards a prior by the Cauchy-Schwarz divergence, of a width and a weight that emaki finds. */
  public static ObjectiveSpec of(String prior) {
    return new ObjectiveSpec(
        prior,
        NumberOrAuto.AUTO,
        NumberOrAuto.AUTO,
        CAUCHY_SCHWARZ,
        RECONSTRUCTION,
        LearnFrom.TRAINING);
  }

  /** The same towards another prior. */
  public ObjectiveSpec withPrior(String newPrior) {
    return new ObjectiveSpec(newPrior, sigma, lambda, divergence, objective, learnFrom);
  }

  /** The same with another width of the kernel. */
  public ObjectiveSpec withSigma(double newSigma) {
    return withSigma(NumberOrAuto.of(newSigma));
  }

  /** The same with another width of the kernel, or one that emaki finds. */
  public ObjectiveSpec withSigma(NumberOrAuto newSigma) {
    return new ObjectiveSpec(prior, newSigma, lambda, divergence, objective, learnFrom);
  }

  /** The same with another weight of the divergence. */
  public ObjectiveSpec withLambda(double newLambda) {
    return withLambda(NumberOrAuto.of(newLambda));
  }

  /** The same with another weight of the divergence, or one that emaki finds. */
  public ObjectiveSpec withLambda(NumberOrAuto newLambda) {
    return new ObjectiveSpec(prior, sigma, newLambda, divergence, objective, learnFrom);
  }

  /** The same by another divergence. */
  public ObjectiveSpec withDivergence(String newDivergence) {
    return new ObjectiveSpec(prior, sigma, lambda, newDivergence, objective, learnFrom);
  }

  /** The same of another objective. */
  public ObjectiveSpec withObjective(String newObjective) {
    return new ObjectiveSpec(prior, sigma, lambda, divergence, newObjective, learnFrom);
  }

  /** The same over other images. */
  public ObjectiveSpec withLearnFrom(LearnFrom newLearnFrom) {
    return new ObjectiveSpec(prior, sigma, lambda, divergence, objective, newLearnFrom);
  }

  /**
   * How far points are from the prior.
   *
   * @param target the prior; empty where there is none, and a width that emaki finds is 1
   * @param batch points that are compared with as many of the prior
   * @param training seed and most threads
   */
  public Divergence divergence(Optional<Prior> target, int batch, TrainingSpec training) {
    KernelWidth width =
        sigma.number().isEmpty() && target.isPresent()
            ? KernelWidth.falling(target.get(), batch, training.seed())
            : KernelWidth.of(sigma.number().orElse(1));
    return Divergences.parse(divergence, width, training.threads());
  }

  /**
   * Checks that the divergence can be told of a prior.
   *
   * @throws InputException where it cannot
   */
  public void requireTakes(Optional<Prior> target) {
    target.ifPresent(Divergences.parse(divergence, 1, 1)::requireTakes);
  }

  /**
   * The weight of the divergence.
   *
   * @param steps of the whole training
   */
  public Weight weight(long steps) {
    return lambda.number().isPresent()
        ? Weight.of(lambda.number().getAsDouble())
        : Weight.ofError(Divergences.parse(divergence, 1, 1).weight(), steps);
  }

  /** The prior without the folders of a file that gives it as points. */
  public String priorAlone() {
    return prior.replaceFirst("^points:.*[/\\\\](?=.)", "points:");
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
