package emaki.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.data.InputException;
import emaki.divergence.Divergences;
import emaki.train.Objectives;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@link TrialSpec} as text by name: the components of its themes are the options, {@code
 * latentDim} is {@code latent-dim}.
 */
public final class TrialOptions {
  /** Longest number that is written without an exponent. */
  private static final int PLAIN_DIGITS = 12;

  /** What tells an autoencoder's spec from a classifier's: no option. */
  private static final String KIND = "kind";

  private static final ObjectNode DEFAULTS = Json.MAPPER.valueToTree(TrialSpec.of("kana"));

  private TrialOptions() {}

  /** All names, in the order of the spec. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    DEFAULTS.fieldNames().forEachRemaining(field -> names.add(field.replace('_', '-')));
    names.remove(KIND);
    return List.copyOf(names);
  }

  /**
   * Whether an option takes whole numbers only.
   *
   * @param name one of {@link #names()}
   */
  public static boolean isWhole(String name) {
    return DEFAULTS.path(field(name)).isIntegralNumber();
  }

  /**
   * The spec of some options; the others are as the objective has them, else as {@link
   * TrialSpec#of}.
   *
   * @param options text by name; {@code data} among them
   * @throws InputException where a value is out of its range, as {@link TrialSpec} tells
   */
  public static TrialSpec spec(Map<String, String> options) {
    ObjectNode tree = DEFAULTS.deepCopy();
    Map<String, String> all = new LinkedHashMap<>();
    if (options.containsKey("objective")) {
      all.putAll(Objectives.defaults(options.getOrDefault("objective", "")));
    }
    all.putAll(options);
    all.forEach(
        (name, text) -> {
          if (DEFAULTS.path(field(name)).isArray()) {
            tree.putArray(field(name));
            for (String part : text.split(",", -1)) {
              tree.withArray(field(name)).add(part);
            }
          } else {
            tree.put(field(name), text);
          }
        });
    try {
      return Json.MAPPER.treeToValue(tree, TrialSpec.class);
    } catch (JsonProcessingException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof InputException fault) {
          throw fault;
        }
      }
      throw unfit(e, all);
    }
  }

  /** Which option it is that no such value can be given. */
  private static InputException unfit(JsonProcessingException e, Map<String, String> options) {
    String name = "";
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference part : mapping.getPath()) {
        name = part.getFieldName() == null ? name : part.getFieldName().replace('_', '-');
      }
    }
    return InputException.setting(
        name,
        options.getOrDefault(name, ""),
        DEFAULTS.path(field(name)).isIntegralNumber()
            ? "expected a whole number that is not too large"
            : "is of another kind than this option's values",
        "choose within the range");
  }

  /** The options of a spec: text by name, those without a value left out. */
  public static Map<String, String> of(TrialSpec spec) {
    Map<String, String> options = new LinkedHashMap<>();
    Json.MAPPER
        .<ObjectNode>valueToTree(spec)
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull() && !field.getKey().equals(KIND)) {
                options.put(field.getKey().replace('_', '-'), text(field.getValue()));
              }
            });
    return options;
  }

  /**
   * Checks that options which somebody gave have an effect. All of them at once are no slip: sweeps
   * and the study leave nothing to defaults.
   *
   * @param given names of options
   * @throws InputException that tells one that has none
   */
  public static void requireEffect(TrialSpec spec, Set<String> given) {
    Map<String, String> all = of(spec);
    Map<String, String> idle = given.containsAll(all.keySet()) ? Map.of() : idle(spec);
    all.forEach(
        (name, value) -> {
          if (given.contains(name) && idle.containsKey(name)) {
            throw InputException.setting(
                name, value, "has no effect " + idle.get(name), "leave it out");
          }
        });
  }

  /** Options that a spec has for nothing, and where that comes from. */
  private static Map<String, String> idle(TrialSpec spec) {
    ObjectiveSpec objective = spec.objective();
    Map<String, String> idle = new LinkedHashMap<>();
    if (!objective.hasPrior()) {
      String why =
          Objectives.ownPrior(objective.objective())
              .map(
                  own ->
                      "with ‹objective› %s: its prior is %s".formatted(objective.objective(), own))
              .orElse("without a prior");
      List.of("sigma", "lambda", "divergence").forEach(name -> idle.put(name, why));
    } else if (!Divergences.hasWidth(objective.divergence())) {
      idle.put("sigma", "with ‹divergence› " + objective.divergence());
    }
    if (spec.network().model() == NetworkSpec.Model.CONV) {
      idle.put("hidden", "with ‹model› conv");
    }
    return idle;
  }

  /**
   * A value as it stands on a command line: an array's parts joined by commas, a number in its
   * shortest form that reads back as the same number.
   */
  public static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(text(part)));
      return String.join(",", parts);
    }
    return value.isFloatingPointNumber() ? text(value.doubleValue()) : value.asText();
  }

  /** The same for a number. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    String plain = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    return plain.length() <= PLAIN_DIGITS ? plain : Double.toString(value);
  }

  private static String field(String name) {
    return name.replace('-', '_');
  }
}
