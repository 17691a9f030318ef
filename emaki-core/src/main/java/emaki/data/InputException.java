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
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The user's input (a setting, a file, data) is at fault. Everything else that is thrown is a fault
 * of ours.
 *
 * <p>What a front end may call by a name of its own stands between ‹ and ›: a setting, such as
 * {@code ‹latent-dim›}, or something to do, such as {@code ‹fetch kmnist›}: {@code fetch} or {@code
 * check} a data set, {@code resume} or {@code cluster} a run, {@code runs}: the list of them,
 * {@code memory}: the Java heap. {@link #told} puts the front end's names in; messages leave the
 * marks out.
 */
public final class InputException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final Pattern LAST_WORDS = Pattern.compile("\\(([^()]*)\\)$");
  private static final Pattern MARKED = Pattern.compile("‹([^›]*)›");

  private final String subject;
  private final String reason;
  private final String hint;

  /**
   * A fault.
   *
   * @param subject the thing at fault, with its value: a file, a setting
   * @param reason what was expected and what was found
   * @param hint what to do about it
   */
  public InputException(String subject, String reason, String hint) {
    this(subject, reason, hint, null);
  }

  /** The same, keeping the exception that revealed it for whoever debugs emaki itself. */
  public InputException(String subject, String reason, String hint, @Nullable Throwable cause) {
    super(line(subject, reason, hint, UnaryOperator.identity()), cause);
    this.subject = subject;
    this.reason = reason;
    this.hint = hint;
  }

  /**
   * A file or folder that cannot be read, written or made.
   *
   * @param what did not work, such as {@code cannot be read}; why follows, in words
   */
  public static InputException of(Path file, String what, IOException e, String hint) {
    return new InputException(file.toString(), what + ": " + reason(e), hint, e);
  }

  /**
   * A setting that is at fault.
   *
   * @param name such as {@code latent-dim}
   * @param value that it was given
   */
  public static InputException setting(String name, Object value, String reason, String hint) {
    return new InputException("‹" + name + "› " + value, reason, hint);
  }

  /** The thing at fault, marks included. */
  public String subject() {
    return subject;
  }

  /** What was expected and what was found, marks included. */
  public String reason() {
    return reason;
  }

  /** What to do about it, marks included. */
  public String hint() {
    return hint;
  }

  /** The setting at fault by its name; empty where it is something else. */
  public Optional<String> setting() {
    Matcher mark = MARKED.matcher(subject);
    return mark.lookingAt() ? Optional.of(mark.group(1)) : Optional.empty();
  }

  /** The same fault, told with the place in a file where it stands, such as {@code a.yaml:7}. */
  public InputException at(String place) {
    return new InputException(place + ": " + subject, reason, hint, this);
  }

  /**
   * The fault in one line: subject, reason, and the hint in brackets.
   *
   * @param name what the front end calls that which stands between marks
   */
  public String told(UnaryOperator<String> name) {
    return line(subject, reason, hint, name);
  }

  private static String line(
      String subject, String reason, String hint, UnaryOperator<String> name) {
    return told(subject + ": " + reason + " (" + hint + ")", name);
  }

  /**
   * Any text with what stands between marks put into a front end's words.
   *
   * @param name what the front end calls it
   */
  public static String told(String text, UnaryOperator<String> name) {
    return MARKED
        .matcher(text)
        .replaceAll(mark -> Matcher.quoteReplacement(name.apply(mark.group(1))));
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
    if (e instanceof ZipException) {
      return "its compressed data is damaged";
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
