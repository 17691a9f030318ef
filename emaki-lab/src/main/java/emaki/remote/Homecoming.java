package emaki.remote;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What came of an errand.
 *
 * @param code the command's exit code
 * @param said all that it said
 * @param away where its folder was while it was worked on, which its records name
 * @param folder what it made; null where it made nothing
 */
public record Homecoming(int code, String said, String away, @Nullable Parcel folder)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
