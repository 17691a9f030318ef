package emaki.data;

import java.io.Serial;

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
}
