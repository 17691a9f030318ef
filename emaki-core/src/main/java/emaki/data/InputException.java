package emaki.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's input (an option, a file, data) is at fault: the command line prints its message as
 * one line and exits with code 2. Everything else that is thrown is a fault of ours.
 */
public final class InputException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final Pattern LAST_WORDS = Pattern.compile("\\(([^()]*)\\)$");

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

  private InputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same fault, told with the place in a file where it stands, such as {@code a.yaml:7}. */
  public InputException at(String place) {
    return new InputException(place + ": " + getMessage(), this);
  }

  /**
   * Why reading or writing failed, in words: without the names of classes, and of files already
   * named.
   */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file is where a folder should be";
    }
    String message = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (e instanceof FileNotFoundException) {
      // "FILE (Permission denied)": the operating system's words stand last.
      Matcher words = LAST_WORDS.matcher(String.valueOf(message));
      message = words.find() ? words.group(1) : "no such file";
    }
    if (e instanceof CharacterCodingException) {
      return "it is no UTF-8 text";
    }
    if (message == null) {
      return "the reading or writing failed";
    }
    boolean systems = e instanceof FileSystemException || e instanceof FileNotFoundException;
    return systems ? message.toLowerCase(Locale.ROOT) : message;
  }
}
