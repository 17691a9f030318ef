package emaki.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The encoding in which Java tells the names of files: the system's, by its locale. Where that is C
 * or POSIX, as in cron and in containers, names beyond ASCII cannot be told.
 */
public final class NameEncoding {
  private static final String HINT = "set LC_ALL=C.UTF-8 in the environment";

  private NameEncoding() {}

  /** Its name. */
  public static String name() {
    return System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
  }

  /** Whether every name can be told. */
  public static boolean isWhole() {
    return name().equals(StandardCharsets.UTF_8.name());
  }

  /**
   * What is wrong with a path that is none.
   *
   * @param subject the thing at fault, with its value
   */
  public static InputException fault(String subject, InvalidPathException e) {
    return isWhole()
        ? new InputException(subject, "is no path: " + e.getReason(), "name a file or a folder", e)
        : new InputException(
            subject,
            "is no path: names in this environment are %s only".formatted(name()),
            HINT,
            e);
  }

  /**
   * Checks that the name of a file was told as it is.
   *
   * @throws InputException where characters of it are lost, so that it may pass for another
   */
  static void requireTold(Path file) {
    if (!isWhole() && file.getFileName().toString().indexOf('\ufffd') >= 0) {
      throw new InputException(
          file.toString(),
          "its name is beyond %s, all that this environment tells".formatted(name()),
          HINT);
    }
  }
}
