package emaki.train;

import java.io.Serial;

/** Training lost its footing: a loss, a latent or a weight is no longer a finite number. */
public final class DivergedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DivergedException(String what) {
    super(what + " is no longer a finite number");
  }

  private DivergedException(String message, DivergedException cause) {
    super(message, cause);
  }

  /**
   * A number, where it is one.
   *
   * @param what it is, for the message
   */
  public static float unlessFinite(float value, String what) {
    if (!Float.isFinite(value)) {
      throw new DivergedException(what);
    }
    return value;
  }

  /** The same of each of some numbers. */
  public static float[] unlessFinite(float[] values, String what) {
    for (float value : values) {
      unlessFinite(value, what);
    }
    return values;
  }

  /** The same, saying when. */
  DivergedException at(int epoch, int batch) {
    return new DivergedException(
        "%s, in epoch %d, batch %d".formatted(getMessage(), epoch, batch), this);
  }
}
