package emaki.data;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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

  /** What there is of each split, by its {@link #key}, in their order. */
  public static <T> Map<String, T> each(Function<Split, T> of) {
    Map<String, T> all = new LinkedHashMap<>();
    for (Split split : values()) {
      all.put(split.key(), of.apply(split));
    }
    return all;
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
