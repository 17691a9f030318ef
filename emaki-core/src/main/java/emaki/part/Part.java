package emaki.part;

/**
 * Something that is chosen by name, such as a kind of prior. Providers are public, have a public
 * constructor without arguments, and stand in their jar's {@code META-INF/services}.
 */
public interface Part {
  /**
   * Its name and options with their defaults, as people write them, such as {@code
   * ring:radius=5,width=0.5}. Names are of lower-case letters, digits and hyphens.
   */
  String usage();

  /** What {@link #usage()} says before its colon. */
  default String name() {
    return Parts.name(usage());
  }
}
