package emaki.part;

import emaki.data.InputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a part's name: options as {@code key=value,key=value}, or one text as a whole.
 * Each is taken once; what nobody took is refused.
 */
public final class PartOptions {
  /** In the place of a number: it is to be found. */
  public static final String AUTO = "auto";

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,10}");

  /** Java's own would take {@code 4d} and {@code 0x4p0} as well. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final String subject;
  private final String usage;
  private final String text;
  private boolean taken;
  private @Nullable Map<String, String> values;

  /**
   * @param subject what is at fault where an option is, for messages
   * @param usage as {@link Part#usage()} gives it
   * @param text behind the colon; empty where there is none
   */
  public PartOptions(String subject, String usage, String text) {
    this.subject = subject;
    this.usage = usage;
    this.text = text;
  }

  /**
   * A number above 0 and at most a million.
   *
   * @throws InputException where it is none
   */
  public double positive(String key, double otherwise) {
    return number(
        key, otherwise, DECIMAL, v -> v > 0 && v <= 1e6, "a number above 0 and at most 1e6");
  }

  /**
   * A finite number.
   *
   * @throws InputException where it is none
   */
  public double number(String key, double otherwise) {
    return number(key, otherwise, DECIMAL, Double::isFinite, "a finite number");
  }

  /**
   * A whole number.
   *
   * @param least from here
   * @param most to here
   * @throws InputException where it is none
   */
  public int count(String key, int otherwise, int least, int most) {
    String expected = "a whole number from %d to %d".formatted(least, most);
    return whole(key, otherwise, least, most, expected);
  }

  private int whole(String key, int otherwise, int least, int most, String expected) {
    return (int) number(key, otherwise, WHOLE, v -> v >= least && v <= most, expected);
  }

  /**
   * A whole number; empty where it is {@code auto}, to be found.
   *
   * @throws InputException where it is neither
   */
  public OptionalInt countOrAuto(String key, int otherwise, int least, int most) {
    if (values().remove(key, AUTO)) {
      return OptionalInt.empty();
    }
    String expected = "a whole number from %d to %d, or %s".formatted(least, most, AUTO);
    return OptionalInt.of(whole(key, otherwise, least, most, expected));
  }

  /** A text without commas. */
  public String text(String key, String otherwise) {
    String value = values().remove(key);
    return value == null ? otherwise : value;
  }

  /** All that stands behind the colon, for a part that takes one thing, such as a file. */
  public String whole() {
    taken = true;
    return text;
  }

  /**
   * Ends the reading.
   *
   * @throws InputException where an option is left that nobody took
   */
  public void requireAllUsed() {
    if (!taken && !values().isEmpty()) {
      throw fault("no such option: " + String.join(", ", values().keySet()), "write " + usage);
    }
  }

  /** What a part throws where its options cannot be met. */
  public InputException fault(String why, String hint) {
    return new InputException(subject, why, hint);
  }

  private double number(
      String key, double otherwise, Pattern form, DoublePredicate holds, String expected) {
    String given = values().remove(key);
    if (given == null) {
      return otherwise;
    }
    double value = form.matcher(given).matches() ? Double.parseDouble(given) : Double.NaN;
    if (!holds.test(value)) {
      throw fault("%s=%s is not %s".formatted(key, given, expected), "such as " + usage);
    }
    return value;
  }

  private Map<String, String> values() {
    if (values == null) {
      values = new LinkedHashMap<>();
      for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
        int equals = part.indexOf('=');
        if (equals < 1
            || values.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
          throw fault("expected each option once as key=value, found " + part, "such as " + usage);
        }
      }
    }
    return values;
  }
}
