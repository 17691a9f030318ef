package emaki.prior;

import emaki.data.InputException;
import emaki.part.Origin;
import emaki.part.Parts;
import java.util.List;
import java.util.Optional;

/** The priors by name. */
public final class Priors {
  private static final String NONE = "none";

  private static final Parts<PriorPart> PARTS = new Parts<>("prior", PriorPart.class, NONE);

  private Priors() {}

  /** All names with their options and defaults, such as {@code ring:radius=5,width=0.5}. */
  public static List<String> usages() {
    return PARTS.usages();
  }

  /** All names. */
  public static List<String> names() {
    return PARTS.names();
  }

  /**
   * The prior of a name and options.
   *
   * @param spec as {@link #usages} tells; {@code none} for no prior
   * @param latentDim dimension of the latents that are to take it
   * @return empty for {@code none}
   * @throws InputException where the name or an option is not known, or the prior lives in another
   *     dimension
   */
  public static Optional<Prior> parse(String spec, int latentDim) {
    if (isNone(spec)) {
      return Optional.empty();
    }
    Prior prior = PARTS.make(spec, (part, options) -> part.make(options, latentDim));
    requireFit(spec, prior.dimension(), latentDim);
    return Optional.of(prior);
  }

  /**
   * Checks name and options as {@link #parse} does, but reads no file: that of {@code points:FILE}
   * need not be there.
   *
   * @param latentDim dimension of the latents that are to take it
   * @throws InputException where the name or an option is not known, the prior lives in another
   *     dimension, or no file is named
   */
  public static void check(String spec, int latentDim) {
    if (!isNone(spec)) {
      int dimension = PARTS.make(spec, (part, options) -> part.dimension(options, latentDim));
      requireFit(spec, dimension, latentDim);
    }
  }

  /** Where the prior of a spec comes from; empty where it is built in. */
  public static Optional<Origin> origin(String spec) {
    return PARTS.origin(spec);
  }

  private static boolean isNone(String spec) {
    boolean none = Parts.name(spec).equals(NONE);
    if (none) {
      PARTS.options(spec, NONE).requireAllUsed();
    }
    return none;
  }

  private static void requireFit(String spec, int dimension, int latentDim) {
    if (dimension != latentDim) {
      throw new InputException(
          PARTS.subject(spec),
          "lives in %d dimensions, the latents have %d".formatted(dimension, latentDim),
          "name a prior of %d, or train with ‹latent-dim› %d".formatted(latentDim, dimension));
    }
  }
}
