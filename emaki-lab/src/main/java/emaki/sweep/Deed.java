package emaki.sweep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to do that makes a run or works on one. An application carries it out, and knows by
 * which command and options.
 *
 * @param name {@code train}, {@code classify}, {@code cluster}, or what else the application does
 * @param on the run that it works on; null: on none
 * @param settings text by name, in their order; {@code true} turns something on, {@code false} off
 * @param into folder of the run that it makes; null where it makes none, or knows itself where
 */
public record Deed(
    String name, @Nullable Path on, Map<String, String> settings, @Nullable Path into) {
  /** The name of going on with a run, by whatever began it. */
  public static final String RESUME = "resume";

  public Deed {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Going on with a run that has begun. */
  public static Deed resume(Path run) {
    return new Deed(RESUME, run, Map.of(), null);
  }
}
