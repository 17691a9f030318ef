package emaki.train;

import emaki.data.InputException;
import emaki.part.Origin;
import emaki.part.Parts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The objectives by name. */
public final class Objectives {
  private static final Parts<ObjectivePart> PARTS = new Parts<>("objective", ObjectivePart.class);

  private Objectives() {}

  /** All names. */
  public static List<String> names() {
    return PARTS.names();
  }

  /**
   * What makes the objective of a name and options for a trial.
   *
   * @param spec as {@link ObjectivePart#usage} tells
   * @throws InputException where the name or an option is not known
   */
  public static Function<ObjectivePart.Setting, LatentObjective> parse(String spec) {
    Function<ObjectivePart.Setting, LatentObjective> made = PARTS.make(spec, ObjectivePart::make);
    return setting -> {
      if (setting.regulariser().isPresent()) {
        requireTakesPrior(spec);
      }
      return made.apply(setting);
    };
  }

  /**
   * What a run of an objective has in place of the usual defaults, by option.
   *
   * @throws InputException where the name or an option is not known
   */
  public static Map<String, String> defaults(String spec) {
    return PARTS.make(
        spec,
        (part, options) -> {
          part.make(options);
          return part.defaults();
        });
  }

  /**
   * Checks that an objective takes a prior.
   *
   * @throws InputException where it has one of its own, or is not known
   */
  public static void requireTakesPrior(String spec) {
    Optional<String> own = ownPrior(spec);
    if (own.isPresent()) {
      throw new InputException(
          PARTS.subject(spec), "has a prior of its own, " + own.get(), "give ‹prior› none");
    }
  }

  /**
   * The prior that an objective has of its own, in words; empty: it takes the user's.
   *
   * @throws InputException where the name or an option is not known
   */
  public static Optional<String> ownPrior(String spec) {
    return PARTS.make(
        spec,
        (part, options) -> {
          part.make(options);
          return part.ownPrior();
        });
  }

  /** Where the objective of a spec comes from; empty where it is built in. */
  public static Optional<Origin> origin(String spec) {
    return PARTS.origin(spec);
  }
}
