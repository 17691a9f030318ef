package emaki.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/**
 * A number that the user gives, or {@code auto}, where emaki finds it.
 *
 * @param text {@code auto}, or the number as {@link Double#toString(double)} writes it
 */
public record NumberOrAuto(String text) {
  /** Emaki finds it. */
  public static final NumberOrAuto AUTO = new NumberOrAuto("auto");

  /**
   * @throws NumberFormatException where the text is neither
   */
  public NumberOrAuto {
    text = text.equals("auto") ? text : Double.toString(Double.parseDouble(text));
  }

  /** A number. */
  public static NumberOrAuto of(double number) {
    return new NumberOrAuto(Double.toString(number));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static NumberOrAuto of(JsonNode json) {
    return new NumberOrAuto(json.asText());
  }

  /** The number; empty where it is {@code auto}. */
  public OptionalDouble number() {
    return equals(AUTO) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /** As JSON: a number or a string. */
  @JsonValue
  Object json() {
    return equals(AUTO) ? text : (Object) Double.parseDouble(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
