package emaki.divergence;

import emaki.data.InputException;
import emaki.part.Origin;
import emaki.part.Parts;
import java.util.List;
import java.util.Optional;

/** The divergences by name. */
public final class Divergences {
  private static final Parts<DivergencePart> PARTS =
      new Parts<>("divergence", DivergencePart.class);

  /** What the metrics of every run have. */
  private static final List<String> TAKEN = List.of("reconstruction", "divergence", "total");

  private Divergences() {}

  /** All names with their options and defaults. */
  public static List<String> usages() {
    return PARTS.usages();
  }

  /** All names. */
  public static List<String> names() {
    return PARTS.names();
  }

  /**
   * The divergence of a name and options.
   *
   * @param spec as {@link #usages} tells
   * @param width of the kernel, for those that have one to be chosen
   * @param threads at most so many at a time; the numbers do not depend on it
   * @throws InputException where the name or an option is not known, or the divergence names its
   *     parts as no metrics can
   */
  public static Divergence parse(String spec, KernelWidth width, int threads) {
    DivergencePart.Setting setting = new DivergencePart.Setting(width, threads);
    Divergence divergence = PARTS.make(spec, (part, options) -> part.make(options, setting));
    requireColumns(PARTS.subject(spec), divergence.parts());
    return divergence;
  }

  /** Names become columns of metrics, beside those of every run. */
  static void requireColumns(String subject, List<String> parts) {
    Parts.requireColumns(subject, parts, TAKEN);
  }

  /** The same with one width sigma, above 0, for all of training. */
  public static Divergence parse(String spec, double sigma, int threads) {
    return parse(spec, KernelWidth.of(sigma), threads);
  }

  /**
   * Whether the divergence of a spec goes by a width that is to be chosen.
   *
   * @throws InputException where the name or an option is not known
   */
  public static boolean hasWidth(String spec) {
    DivergencePart.Setting setting = new DivergencePart.Setting(KernelWidth.of(1), 1);
    return PARTS.make(
        spec,
        (part, options) -> {
          part.make(options, setting);
          return part.hasWidth();
        });
  }

  /** Where the divergence of a spec comes from; empty where it is built in. */
  public static Optional<Origin> origin(String spec) {
    return PARTS.origin(spec);
  }
}
