package emaki.part;

import emaki.data.InputException;
import emaki.data.Providers;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one seam by name: those that are built in, and those that a jar on the class path
 * offers. The first of a name counts: no jar behind emaki on the class path can put itself in the
 * place of a part that is built in.
 *
 * @param <P> what a part of this seam says
 */
public final class Parts<P extends Part> {
  private static final Pattern COLUMN = Pattern.compile("[a-z0-9_-]+");

  private final String seam;
  private final Class<P> type;
  private final List<String> reserved;
  private @Nullable Map<String, P> found;

  /**
   * @param seam what kind of parts, such as {@code prior}: for messages and records
   * @param reserved names that the seam itself knows besides its parts, such as {@code none}
   */
  public Parts(String seam, Class<P> type, String... reserved) {
    this.seam = seam;
    this.type = type;
    this.reserved = List.of(reserved);
  }

  /** Name and options of all parts, as {@link Part#usage()} gives them; the reserved come first. */
  public List<String> usages() {
    return Stream.concat(reserved.stream(), found().values().stream().map(Part::usage)).toList();
  }

  /**
   * All names, without options, since these have defaults, but with what a name cannot be without,
   * as in {@code points:FILE}; the reserved come first.
   */
  public List<String> names() {
    return usages().stream().map(usage -> usage.contains("=") ? name(usage) : usage).toList();
  }

  /**
   * Makes what a name and options say.
   *
   * @param spec such as {@code ring:radius=5}
   * @param make what to make of the part and its options
   * @throws InputException where no part has the name, or the options are not as it takes them
   */
  public <T> T make(String spec, BiFunction<P, PartOptions, T> make) {
    P part = found().get(name(spec));
    if (part == null) {
      throw new InputException(
          subject(spec), "no such " + seam, "there are " + String.join(", ", names()));
    }
    PartOptions options = options(spec, part.usage());
    T made = make.apply(part, options);
    if (made == null) {
      throw broken(part, name(spec), "makes nothing of " + spec, null);
    }
    options.requireAllUsed();
    return made;
  }

  /** The options of a spec, for names that are no parts'. */
  public PartOptions options(String spec, String usage) {
    int colon = spec.indexOf(':');
    return new PartOptions(subject(spec), usage, colon < 0 ? "" : spec.substring(colon + 1));
  }

  /** Where the part of a spec comes from; empty where it is built in, or there is none. */
  public Optional<Origin> origin(String spec) {
    return Optional.ofNullable(found().get(name(spec)))
        .flatMap(part -> Origin.of(seam, part.name(), part.getClass()));
  }

  /** What a fault names where a spec is: the seam as a setting, and the spec. */
  public String subject(String spec) {
    return "‹" + seam + "› " + spec;
  }

  /** What stands before a spec's colon. */
  public static String name(String spec) {
    int colon = spec.indexOf(':');
    return colon < 0 ? spec : spec.substring(0, colon);
  }

  /**
   * Checks names that a part gives to columns of a run's metrics: each once, without line breaks.
   *
   * @param subject what is at fault, for the message
   * @param taken names of the columns that are there anyway
   * @throws InputException where one cannot be a column
   */
  public static void requireColumns(
      String subject, Collection<String> names, Collection<String> taken) {
    Set<String> seen = new HashSet<>(taken);
    for (String name : names) {
      if (!COLUMN.matcher(name).matches() || !seen.add(name)) {
        throw new InputException(
            subject,
            "names its parts %s, of which ‘%s’ cannot be a column".formatted(names, name),
            "have it name each once, by lower-case letters, digits, - and _, and none of " + taken);
      }
    }
  }

  private synchronized Map<String, P> found() {
    if (found == null) {
      Map<String, P> byName = new LinkedHashMap<>();
      Providers.of(type).forEach(part -> byName.putIfAbsent(named(part), part));
      found = Collections.unmodifiableMap(byName);
    }
    return found;
  }

  /** The name of a part, which a jar's may lack. */
  private String named(P part) {
    RuntimeException thrown = null;
    String usage = null;
    try {
      usage = part.usage();
      if (usage != null && name(usage).matches("[a-z0-9-]+")) {
        return part.name();
      }
    } catch (RuntimeException e) {
      thrown = e;
    }
    String found = String.valueOf(thrown == null ? usage : thrown);
    throw broken(part, part.getClass().getName(), "has no name, its usage is " + found, thrown);
  }

  private InputException broken(P part, String name, String why, @Nullable Exception e) {
    String jar = Origin.of(seam, name, part.getClass()).map(Origin::jar).orElse("emaki");
    return new InputException(
        jar, "its %s %s %s".formatted(seam, name, why), "have it mended, or take it away", e);
  }
}
