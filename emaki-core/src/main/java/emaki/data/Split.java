package emaki.data;

import java.util.Locale;

/** What an image is used for. */
public enum Split {
  /** Learnt from. */
  TRAIN,
  /** Stops training and chooses settings. */
  VALIDATION,
  /** Kept apart: only ever scored. */
  TEST;

  /** How files spell it: 0 train, 1 validation, 2 test. */
  public byte code() {
    return (byte) ordinal();
  }

  /** How results name it: train, validation, test. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
