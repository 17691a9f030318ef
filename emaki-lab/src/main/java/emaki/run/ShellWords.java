package emaki.run;

import java.util.List;
import java.util.stream.Collectors;

/** Commands as a shell reads them. */
public final class ShellWords {
  private ShellWords() {}

  /** One line, with quotes where they are needed. */
  public static String text(List<String> words) {
    return words.stream().map(ShellWords::text).collect(Collectors.joining(" "));
  }

  /** One word, in quotes where it needs them. */
  public static String text(String word) {
    if (word.chars().anyMatch(Character::isISOControl)) {
      return "$'" + visible(word.replace("\\", "\\\\").replace("'", "\\'")) + "'";
    }
    // A shell takes ~ at the beginning for somebody's home.
    return word.matches("(?!~)[A-Za-z0-9_./:=,@%+~-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * A word for a file or folder: one that begins with a hyphen, which a command would take for an
   * option, begins with ./ instead.
   */
  public static String file(String path) {
    return path.startsWith("-") ? "./" + path : path;
  }

  /** Text in one line: line breaks and other control characters as bash and C write them. */
  public static String visible(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                switch (c) {
                  case '\n' -> "\\n";
                  case '\r' -> "\\r";
                  case '\t' -> "\\t";
                  default ->
                      Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c);
                })
        .collect(Collectors.joining());
  }
}
