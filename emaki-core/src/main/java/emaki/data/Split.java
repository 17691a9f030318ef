package emaki.data;

import java.util.Locale;

/** What an image is used for. */
public enum Split {
  /** Learnt from. */
  TRAIN(0),
  /** Stops training and chooses settings. */
  VALIDATION(1),
  /** Kept apart: only ever scored. */
  TEST(2);

  private final byte code;

  Split(int code) {
    this.code = (byte) code;
  }

  /**
   * The split of a code.
   *
   * @throws IllegalArgumentException where there is none of that code
   */
  public static Split of(int code) {
    for (Split split : values()) {
      if (split.code == code) {
        return split;
      }
    }
    throw new IllegalArgumentException("Expected a split from 0 to 2, got " + code);
  }

  /** How files spell it: 0 train, 1 validation, 2 test. */
  public byte code() {
    return code;
  }

  /** How results name it: train, validation, test. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
