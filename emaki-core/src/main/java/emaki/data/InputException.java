package emaki.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * The user's input (an option, a file, data) is at fault: the command line prints its message as
 * one line and exits with code 2. Everything else that is thrown is a fault of ours.
 */
public final class InputException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param what the thing at fault, with its value: a file, an option
   * @param why what was expected and what was found
   * @param hint what to do about it
   */
  public InputException(String what, String why, String hint) {
    super(what + ": " + why + " (" + hint + ")");
  }

  /** The same, keeping the exception that revealed it for whoever debugs emaki itself. */
  public InputException(String what, String why, String hint, Throwable cause) {
    super(what + ": " + why + " (" + hint + ")", cause);
  }

  /**
   * Why reading or writing failed, in words: without the names of classes, and of files already
   * named.
   */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason().toLowerCase(Locale.ROOT);
    }
    String message = e.getMessage();
    return message == null ? "the reading or writing failed" : message;
  }
}
