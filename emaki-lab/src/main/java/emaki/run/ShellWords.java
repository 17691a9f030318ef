package emaki.run;

import java.util.List;
import java.util.stream.Collectors;

/** Commands as a shell reads them. */
public final class ShellWords {
  private ShellWords() {}

  /** One line, with quotes where they are needed. */
  public static String text(List<String> words) {
    return words.stream()
        .map(
            word ->
                word.matches("[A-Za-z0-9_./:=,@%+~-]+")
                    ? word
                    : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
