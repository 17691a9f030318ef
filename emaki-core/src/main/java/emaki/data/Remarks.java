package emaki.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a person should know of how a data set was read.
 *
 * @param lines each one thing: what was passed over, how many and why; what was taken for what
 * @param unreadable files that were left out as they cannot be read, each with the reason
 */
public record Remarks(List<String> lines, List<String> unreadable) {
  /** Nothing to say. */
  public static final Remarks NONE = new Remarks(List.of(), List.of());

  public Remarks {
    lines = List.copyOf(lines);
    unreadable = List.copyOf(unreadable);
  }

  /** Whether there is nothing to say. */
  @JsonIgnore
  public boolean isEmpty() {
    return lines.isEmpty() && unreadable.isEmpty();
  }

  /** These lines alone. */
  public static Remarks of(List<String> lines) {
    return new Remarks(lines, List.of());
  }

  /** The same with more lines. */
  public Remarks and(List<String> more) {
    return new Remarks(Stream.concat(lines.stream(), more.stream()).toList(), unreadable);
  }
}
