package emaki.part;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a part that is not built in comes from.
 *
 * @param seam what kind of part, such as {@code prior}
 * @param name of the part
 * @param jar file name of its jar, or of its folder of classes; null: loaded from elsewhere
 * @param version of the jar, as its manifest's {@code Implementation-Version} says; null: it does
 *     not
 */
public record Origin(String seam, String name, @Nullable String jar, @Nullable String version) {
  private static final String OURS = "emaki.";

  /** The origin of a part of some type; empty where it is built in. */
  public static Optional<Origin> of(String seam, String name, Class<?> type) {
    if (type.getName().startsWith(OURS)) {
      return Optional.empty();
    }
    return Optional.of(
        new Origin(seam, name, jar(type), type.getPackage().getImplementationVersion()));
  }

  private static @Nullable String jar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    // The location may be of any scheme, and spelt with escapes that no URI takes.
    if (source == null || source.getLocation() == null) {
      return null;
    }
    Path name = Path.of(source.getLocation().getPath()).getFileName();
    return name == null ? null : name.toString();
  }
}
