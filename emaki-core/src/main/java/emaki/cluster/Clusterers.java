package emaki.cluster;

import emaki.data.InputException;
import emaki.part.Origin;
import emaki.part.Parts;
import java.util.List;
import java.util.Optional;

/** The clusterers by name. */
public final class Clusterers {
  private static final Parts<ClustererPart> PARTS = new Parts<>("method", ClustererPart.class);

  private Clusterers() {}

  /** All names with their options and defaults, such as {@code kmeans:k=10}. */
  public static List<String> usages() {
    return PARTS.usages();
  }

  /** All names. */
  public static List<String> names() {
    return PARTS.names();
  }

  /**
   * The clusterer of a name and options.
   *
   * @param spec as {@link #usages} tells
   * @throws InputException where the name or an option is not known
   */
  public static Clusterer parse(String spec) {
    return PARTS.make(spec, ClustererPart::make);
  }

  /** Where the clusterer of a spec comes from; empty where it is built in. */
  public static Optional<Origin> origin(String spec) {
    return PARTS.origin(spec);
  }
}
